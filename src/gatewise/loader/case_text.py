"""One case file by itself: its typed form, its replies, and the mistakes that need no other file to be seen."""

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from gatewise.loader.case_form import CaseFile, Recorded
from gatewise.loader.case_rules import Terms, check_names
from gatewise.loader.document import Document, Where, read
from gatewise.loader.mistakes import Code, Mistake
from gatewise.loader.observation_keys import NoObservation, observation_of
from gatewise.loader.recorded_reply import NoReply, as_seen
from gatewise.loader.typed import typed
from gatewise.loader.yaml_text import Listing, Scalar, Table
from gatewise.model import NotSeen, Reply
from gatewise.observation import Observation

FORMAT = "1"


class CaseText:
    """What one file says."""

    def __init__(self, path: Path, terms: Terms, missing: str) -> None:
        self._unread: list[Mistake] = []
        self._document = read(path, self._unread, missing)
        self.form: CaseFile | None = None
        """Its form; None if it does not fit."""
        self.replies: dict[str, Reply | NotSeen | None] = {}
        """By the observation's own key; None takes the base's reply away."""
        self.patched: list[str | None] = []
        """For each patch the key of the reply that it is for; None where it names no observation."""
        if self._document is not None and _is_a_case(self._document):
            self._take(self._document, terms)

    @property
    def document(self) -> Document | None:
        """The file's contents; None if there are none to speak of."""
        return self._document

    @property
    def based_on(self) -> str | None:
        """The name of the case that this one differs from."""
        return None if self.form is None else self.form.based_on

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """Every mistake so far, from top to bottom."""
        if self._document is None:
            return tuple(self._unread)
        return self._document.mistakes

    def refuse(self, code: Code, where: Where, message: str, hint: str = "") -> None:
        """Note a mistake that other files make visible."""
        if self._document is not None:
            self._document.refuse(code, where, message, hint)

    def _take(self, document: Document, terms: Terms) -> None:
        check_names(document, terms)
        observations = _observations(document)
        patches = document.at("patch")
        for position in range(len(patches.items) if isinstance(patches, Listing) else 0):
            where = ("patch", position, "reply")
            observation = _observation(document, document.text(*where), where, of_key=False)
            self.patched.append(None if observation is None else observation.key)
        values = _values(document)
        self.form = typed(document, CaseFile, values)
        for written, observation in observations.items():
            recorded = values["replies"][written]
            try:
                seen = None if recorded is None else as_seen(observation, Recorded.model_validate(recorded))
                self.replies[observation.key] = seen
            except ValidationError:
                # Typing the whole file has said so.
                continue
            except NoReply as wrong:
                document.refuse(Code.REPLY, ("replies", written), str(wrong), wrong.hint, of_key=True)


def _is_a_case(document: Document) -> bool:
    """Whether it says that it is a case of the one format; if it isn't, no other mistake in it means anything."""
    version = document.text("gatewise_case")
    if version == FORMAT:
        return True
    where = ("gatewise_case",)
    if version is None:
        message, hint = "the file does not say that it is a case", f"a case begins with `gatewise_case: {FORMAT}`"
    else:
        message, hint = f"this is a case of format {version!r}", f"this version of gatewise reads format {FORMAT}"
    document.refuse(Code.WRONG_VERSION, where, message, hint)
    return False


def _observations(document: Document) -> dict[str, Observation]:
    """The observations that `replies` names, by their keys as written; a key that names none is a mistake."""
    found: dict[str, Observation] = {}
    places: dict[str, int] = {}
    replies = document.table("replies")
    for written in replies.entries:
        observation = _observation(document, written, ("replies", written), of_key=True)
        if observation is None:
            continue
        line, _ = replies.keys[written]
        first = places.setdefault(observation.key, line)
        if first == line:
            found[written] = observation
        else:
            message = f"this is the same observation as in line {first}"
            document.refuse(Code.DUPLICATE_KEY, ("replies", written), message, "keep one of them", of_key=True)
    return found


def _observation(document: Document, key: str | None, where: Where, *, of_key: bool) -> Observation | None:
    if key is None:
        return None
    try:
        return observation_of(key)
    except NoObservation as wrong:
        document.refuse(Code.OBSERVATION_KEY, where, str(wrong), wrong.hint, of_key=of_key)
        return None


def _values(document: Document) -> Any:
    """The file's values: text, but JSON in the data of replies and in the values of patches."""
    values: Any = document.root.as_text()
    for key, reply in document.table("replies").entries.items():
        if isinstance(reply, Scalar) and reply.as_json() is None:
            values["replies"][key] = None
        elif isinstance(reply, Table) and "data" in reply.entries:
            values["replies"][key]["data"] = reply.entries["data"].as_json()
    patches = document.at("patch")
    for position, operation in enumerate(patches.items if isinstance(patches, Listing) else ()):
        if isinstance(operation, Table) and "value" in operation.entries:
            values["patch"][position]["value"] = operation.entries["value"].as_json()
    return values
