"""One diagnosis on its way through the wizard: each step is in the journal before it shows. Knows no widgets."""

from collections.abc import Callable
from pathlib import Path

from gatewise import probes
from gatewise.accounts import Side
from gatewise.calls import Asking, Call
from gatewise.guidance import Ask, Guide, by_hand, with_probes
from gatewise.journal import Journal, resume
from gatewise.model import Answered, Evidence, Facts, Giver, Reason, Reply
from gatewise.moves import Back, Conclude, Give, Move, Turn, moved
from gatewise.nodes import Decision, FactKind, facts_needed
from gatewise.observation.foreign_text import cleaned
from gatewise.opening import Opening, again, graph
from gatewise.probes import Seen
from gatewise.runner import Probed, Runner
from gatewise.session import Session


class Walking:
    """The session as it stands, who looks for it, and where it is kept."""

    def __init__(
        self, opening: Opening, session: Session, journal: Journal | None, notes: tuple[str, ...] = ()
    ) -> None:
        self.opening = opening
        self.session = session
        self.journal = journal
        self.notes = notes
        """What to tell the person once, when the walk begins."""
        self.heard: Callable[[Asking | Call], None] | None = None
        """Who wants to know of each call; called from the runner's threads."""
        self.going_by_itself = False
        """Whether readings are taken without a key for each."""
        self.guide: Guide | None = None
        """Who chooses the next question; the tree's own order without one."""
        self.because = ""
        """Why the open question is asked now, in one sentence; empty in the tree's own order."""
        self.account = one(session.facts, "account_id")
        self.runner = Runner(opening.observer, self._hear)

    @classmethod
    def begun(cls, opening: Opening, folder: Path, guide: Guide | None = None) -> "Walking":
        """A new walk, with a new journal in the folder; one that can't be written is said and not fatal."""
        try:
            walking = cls(opening, opening.session, Journal.begin(folder, opening.origin))
        except OSError as refused:
            walking = cls(opening, opening.session, None, (_not_saved(refused),))
        walking.guide = guide
        trouble = walking.turn()
        walking.notes = (*walking.notes, trouble) if trouble else walking.notes
        return walking

    @classmethod
    def from_journal(cls, path: Path) -> "Walking":
        """A saved walk, as it stood.

        Raises:
            JournalMistake: the file is no journal, or can't be read.
            CaseMistakes: the recorded case that the session looks at is gone or broken.
            OSError: the file can't be opened.
        """
        saved = resume(path, graph())
        opening = again(saved.origin)
        return cls(opening, saved.session, saved.journal, ("Resumed where you left it.", *saved.notes))

    def move(self, move: Move) -> str:
        """Take one step, on disk first, and let the guide choose what is asked next.

        Returns what the person must know about saving, usually nothing.

        Raises:
            NotPossible: the session refuses it.
        """
        trouble = self._take(move)
        self.because = ""
        # Who goes back or fills something in wants to stay there.
        if not isinstance(move, Back | Give) and self.session.held is None and self.session.asking is None:
            trouble = self.turn() or trouble
        return trouble

    def turn(self) -> str:
        """Let the guide, if there is one, choose the open question. Returns what `move` does."""
        if self.guide is None:
            return ""
        if self.mode == "offline":
            efforts = by_hand(self.session.graph)
        else:
            efforts = with_probes(self.session.graph, on_client=self.is_client)
        chosen = self.guide.next(self.session, efforts)
        if chosen is None:
            return ""
        self.because = chosen.why
        return self._take(Turn(chosen.node) if isinstance(chosen, Ask) else Conclude())

    def go_in_turn(self) -> str:
        """Leave the choice to the tree again. Returns what `move` does."""
        self.guide, self.because = None, ""
        out_of_turn = self.session.asking is not None and self.session.asking != self.session.in_turn
        return self._take(Turn(self.session.in_turn)) if out_of_turn else ""

    def _take(self, move: Move) -> str:
        after = moved(self.session, move)
        trouble = ""
        if self.journal is not None:
            try:
                self.journal.append(move)
            except OSError as refused:
                trouble = _not_saved(refused)
                self.journal = None
        self.session = after
        return trouble

    def answer_of_person(self, answer: str, probed: Probed | None, facts: Facts) -> Answered:
        """A person's answer to the open question; what was seen at it and what they filled in goes with it.

        Picking what gatewise read is agreeing with the reading, and stays the reading's answer.
        """
        giver = Giver.PERSON
        evidence: tuple[Evidence, ...] = ()
        seen: Facts = {}
        if probed is not None:
            evidence, seen = probed.reading.evidence, probed.reading.facts
            if probed.reading.answer == answer:
                giver = probed.giver
        if self.suggested == answer:
            giver = Giver.RECORDED
        return Answered(answer, giver, evidence, {**seen, **facts})

    @property
    def suggested(self) -> str | None:
        """In a recorded case: what the person of the case answered to the open question, where no probe can."""
        return self.opening.answers.get(self.session.open)

    @property
    def mode(self) -> str:
        """`live`, `offline` or `recorded`."""
        return self.runner.observer.mode

    @property
    def is_client(self) -> bool:
        """Whether what is seen from here is what the client sees."""
        return self.runner.observer.is_client(self.session.facts)

    def look_up_account(self) -> str:
        """Whose account the credentials are for, or why that is not known; blocks, and is empty where nobody asks."""
        from gatewise.observers.live import LiveObserver

        observer = self.runner.observer
        if not isinstance(observer, LiveObserver):
            return ""
        if not self.session.accounts.separate:
            return _account_in(observer.identity())
        return ", ".join(f"{_account_in(observer.identity(side))} ({side.value})" for side in Side)

    def go_offline(self) -> None:
        """Make no connection from here on; what has been seen stays."""
        from gatewise.observers.offline import OfflineObserver

        self.runner.observer = OfflineObserver()

    def open_facts(self, also: tuple[str, ...] = ()) -> dict[str, FactKind]:
        """The facts that the open node's wording or probe needs and nobody has said, as the tree describes them."""
        node = self.session.node
        needed = facts_needed(node) | set(also)
        if isinstance(node, Decision) and node.probe is not None:
            needed |= set(probes.named(node.probe).NEEDS)
        kinds = self.session.graph.facts
        return {name: kinds[name] for name in kinds if name in needed and not self.session.facts.get(name)}

    def wants_the_error(self, probed: Probed | None) -> bool:
        """Whether what the client printed, which nobody has said yet, would tell what the look could not."""
        node, facts = self.session.node, self.session.facts
        if not isinstance(node, Decision) or node.probe is None or probed is None or probed.reading.answer is not None:
            return False
        if node.vantage != "client" or "error_text" not in self.session.graph.facts:
            return False
        return not facts.get("error_text") and all(facts.get(need) for need in probes.named(node.probe).NEEDS)

    def close(self) -> None:
        """Stop looking."""
        self.heard = None
        self.runner.close()

    def _hear(self, call: Asking | Call) -> None:
        if self.heard is not None:
            self.heard(call)


def _account_in(seen: Seen) -> str:
    if isinstance(seen, Reply):
        return str(seen.data.get("Account", ""))
    if seen.reason is Reason.OTHER_ACCOUNT:
        return "not asked"
    return f"unknown ({seen.reason.value.replace('_', ' ')})"


def _not_saved(refused: OSError) -> str:
    return f"This session is not saved from here on: {refused}. What is on the screen stays until you leave."


def one(facts: Facts, name: str) -> str:
    """The fact's value as one clean text, empty if there is none."""
    value = facts.get(name, "")
    return cleaned(value if isinstance(value, str) else ", ".join(value))
