"""One diagnosis carried on: readings become answers, a whole walk goes by itself, a fix is looked at again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from gatewise.accounts import Side
from gatewise.calls import Call
from gatewise.graph import SKIPPED
from gatewise.guidance import Ask, Effort, Guide, with_probes
from gatewise.model import UNKNOWN, Answered, Evidence, Giver, NotSeen, Reason, Verdict, could_not_tell
from gatewise.nodes import Action, Decision, Finding
from gatewise.observation import AwsCall
from gatewise.runner import Probed, Runner
from gatewise.session import NotPossible, Session


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A decision that neither a probe nor a given answer could decide."""

    node: str
    why: NotSeen
    evidence: tuple[Evidence, ...]
    commands: tuple[str, ...]
    """What to run elsewhere, each with every known value filled in."""
    accounts: tuple[Side, ...] = ()
    """The accounts that those commands ask."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """How far a walk came by itself."""

    session: Session
    open_questions: tuple[OpenQuestion, ...] = ()
    calls: tuple[Call, ...] = ()
    """What the probes' readings rest on, in the order of the trail."""
    stopped: bool = False
    """Whether the walk was cut short (interrupted)."""

    @property
    def faults(self) -> tuple[str, ...]:
        """The faults on the path, in the order they were found."""
        nodes = self.session.graph.nodes
        return tuple(
            name
            for name in self.session.found
            if isinstance(node := nodes[name], Finding) and node.verdict is Verdict.FAULT
        )

    @property
    def verdict(self) -> Verdict:
        """A fault if there is one, else what the last finding says."""
        if self.faults:
            return Verdict.FAULT
        finding = self.session.finding
        return Verdict.INCONCLUSIVE if finding is None else finding.verdict

    @property
    def missing_actions(self) -> tuple[str, ...]:
        """The IAM actions whose denial left a question open, in alphabetical order."""
        return tuple(sorted({asked.why.missing_action for asked in self.open_questions if asked.why.missing_action}))


class RetestOutcome(StrEnum):
    """What looking again showed."""

    FIXED = "fixed"
    STILL_THERE = "still_there"
    COULD_NOT_TELL = "could_not_tell"


@dataclass(frozen=True, slots=True)
class Retest:
    """A finding's deciding question, asked again with fresh replies."""

    outcome: RetestOutcome
    node: str
    """The decision that was repeated."""
    probed: Probed
    answered: Answered | None
    """The new answer, for the session to be revised with; None when it could not be told."""


def answer_from(probed: Probed, note: str = "") -> Answered | None:
    """The answer a reading gives, or None when it could not tell."""
    reading = probed.reading
    if reading.answer is None:
        return None
    return Answered(reading.answer, probed.giver, reading.evidence, reading.facts, note)


def left_open(probed: Probed) -> Answered:
    """The answer `unknown` that a walk without a person gives where a probe could not tell."""
    why = probed.reading.not_told or NotSeen(Reason.FAILED, "It could not be told.")
    said = Evidence(why.detail, why.cure)
    return Answered(UNKNOWN, probed.giver, (*probed.reading.evidence, said), probed.reading.facts, why.reason)


def unattended(
    session: Session,
    runner: Runner,
    given: Mapping[str, str],
    *,
    every_fault: bool = False,
    guide: Guide | None = None,
) -> Diagnosis:
    """Walk as far as probes and given answers go; what neither can tell is answered `unknown` and stays open.

    With `every_fault` the walk goes on behind each fault as if it were fixed. With a guide it asks what tells most for
    its time, instead of what comes next in the tree. Interrupted by ctrl-C, it returns how far it came.

    Raises:
        NotPossible: a given answer names a decision or an answer that the graph does not have.
    """
    check_answers(session, given)
    open_questions: list[OpenQuestion] = []
    rested_on: list[Call] = []
    untold: set[str] = set()
    stopped = False
    try:
        while not _ended(session, every_fault=every_fault):
            # What is recorded is there at once; looking ahead would only make the order of calls a matter of chance.
            if runner.observer.mode == "live":
                runner.prefetch(session)
            if guide is not None and session.finding is None:
                session = _guided(session, runner, given, guide, untold)
                if session.finding is not None:
                    continue
            session = _one_step(session, runner, given, open_questions, rested_on)
    except KeyboardInterrupt:
        stopped = True
    return Diagnosis(session, tuple(open_questions), tuple(rested_on), stopped=stopped)


def _ended(session: Session, *, every_fault: bool) -> bool:
    finding = session.finding
    if finding is None:
        return False
    return not (every_fault and finding.then and finding.verdict is not Verdict.SOUND)


def _guided(session: Session, runner: Runner, given: Mapping[str, str], guide: Guide, untold: set[str]) -> Session:
    """The session at the question that the guide asks next, or at the finding that the answers lead to.

    What could not be told out of turn is left until its turn comes: by then more is known.
    """
    efforts = with_probes(session.graph, on_client=runner.observer.is_client(session.facts), attended=False)

    def effort(name: str) -> Effort | None:
        if name in untold:
            return None
        return Effort(0.0, by_probe=False) if name in given else efforts(name)

    while isinstance(chosen := guide.next(session, effort), Ask):
        turned = session.turned_to(chosen.node)
        in_turn = chosen.node in {*given, session.in_turn}
        if in_turn or runner.read(turned).reading.answer is not None:
            return turned
        untold.add(chosen.node)
    return session if chosen is None else session.conclude()


def _one_step(
    session: Session,
    runner: Runner,
    given: Mapping[str, str],
    open_questions: list[OpenQuestion],
    rested_on: list[Call],
) -> Session:
    name, node = session.open, session.node
    if isinstance(node, Finding):
        return session.continued()
    if isinstance(node, Action):
        return session.answered(
            name, Answered(given.get(name, SKIPPED), Giver.PERSON if name in given else Giver.PROBE)
        )
    # The probe's evidence and facts belong to the walk, whoever gives the answer.
    probed = runner.read(session)
    rested_on.extend(probed.calls)
    if name in given:
        giver = Giver.RECORDED if runner.observer.mode == "recorded" else Giver.PERSON
        return session.answered(name, Answered(given[name], giver, probed.reading.evidence, probed.reading.facts))
    told = answer_from(probed)
    if told is None and probed.reading.not_told is not None:
        wanted = runner.wanted(session)
        commands = tuple(observation.command() for observation in wanted)
        asked = {observation.account for observation in wanted if isinstance(observation, AwsCall)}
        accounts = tuple(side for side in Side if side in asked)
        open_questions.append(OpenQuestion(name, probed.reading.not_told, probed.reading.evidence, commands, accounts))
    return session.answered(name, told or left_open(probed))


def check_answers(session: Session, given: Mapping[str, str]) -> None:
    """Refuse answers to questions the graph does not have.

    Raises:
        NotPossible: with the nearest name that exists.
    """
    from difflib import get_close_matches

    for name, answer in given.items():
        node = session.graph.nodes.get(name)
        if node is None or isinstance(node, Finding):
            decisions = [other for other, kind in session.graph.nodes.items() if not isinstance(kind, Finding)]
            near = get_close_matches(name, decisions, 1)
            hint = f"; did you mean {near[0]!r}?" if near else "; `gatewise tree show` lists the questions"
            raise NotPossible(f"there is no question {name!r}{hint}")
        choices = [edge.key for edge in session.graph.ways_from(name)]
        if answer not in choices:
            raise NotPossible(f"{name!r} has no answer {answer!r}; it has {', '.join(choices)}")


_NOTHING_NEW = could_not_tell(
    NotSeen(
        Reason.NEEDS_JUDGEMENT,
        "This answer rests on what was given before the fix.",
        "Do again what failed. If it fails still, begin a new diagnosis with what it shows now.",
    )
)


def retest(session: Session, runner: Runner) -> Retest:
    """Repeat the open finding's deciding question with fresh replies.

    A finding that several questions lead to names one of them; where the route did not pass that one, the question
    that led here is repeated.

    Raises:
        NotPossible: no finding is open, or it names no question to repeat.
    """
    finding = session.finding
    if finding is None or finding.retest is None:
        raise NotPossible("there is no finding here that could be verified by looking again")
    asked = [step.node for step in session.trail if isinstance(session.graph.nodes[step.node], Decision)]
    if not asked:
        raise NotPossible("no question led to this finding, so none can be repeated")
    again = finding.retest if finding.retest in asked else asked[-1]
    runner.forget(session, again)
    probed = runner.read(session, again)
    answered = answer_from(probed)
    if answered is None:
        return Retest(RetestOutcome.COULD_NOT_TELL, again, probed, None)
    after = session.revised(again, replace(answered, note="verified after the fix"))
    if session.open not in after.found:
        # Layers mask each other: from the name on, the client may see something else now.
        runner.forget_what_the_client_saw()
        return Retest(RetestOutcome.FIXED, again, probed, answered)
    if not probed.calls:
        # Only what was given before was read again, such as a pasted error: that shows nothing new.
        return Retest(RetestOutcome.COULD_NOT_TELL, again, replace(probed, reading=_NOTHING_NEW), None)
    return Retest(RetestOutcome.STILL_THERE, again, probed, answered)
