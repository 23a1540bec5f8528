"""Makes a report of a diagnosis."""

from collections.abc import Iterable
from datetime import UTC, datetime

from gatewise import __version__
from gatewise.calls import Call
from gatewise.diagnosis import Diagnosis
from gatewise.model import NotSeen, Reason
from gatewise.moves import plain, stamp
from gatewise.observation.foreign_text import cleaned
from gatewise.opening import Opening
from gatewise.report.contents import PlainFact, Report, ShownCall, Tree
from gatewise.report.exit_code import exit_code_of
from gatewise.report.shown_nodes import NodesShown

SCHEMA_VERSION = "1"
"""Rises when a field changes its meaning or goes; a new field leaves it as it is."""

_OF_THIS_MACHINE = frozenset({"here_interfaces"})
"""Facts about the machine gatewise runs on; a report that is passed on keeps them to itself."""


def report_of(opening: Opening, diagnosis: Diagnosis, calls: Iterable[Call]) -> Report:
    """The report; a recorded case's holds nothing that differs from one run to the next."""
    session, shown = diagnosis.session, NodesShown(diagnosis)
    graph, recorded = session.graph, opening.observer.mode == "recorded"
    made = _in_order(diagnosis, calls)
    return Report(
        schema_version=SCHEMA_VERSION,
        gatewise_version=__version__,
        tree=Tree(graph.name, graph.digest),
        mode=opening.observer.mode,
        case=None if opening.case is None else opening.case.name,
        verdict=diagnosis.verdict.value,
        exit_code=exit_code_of(diagnosis.verdict, stopped=diagnosis.stopped),
        stopped=diagnosis.stopped,
        stands_at=session.open,
        target=_target(opening),
        findings=tuple(shown.finding(name) for name in session.found),
        trail=tuple(shown.step(step) for step in (*session.trail, *session.early)),
        suspects=tuple(shown.suspect(name) for name in graph.findings if name in session.suspects),
        discarded=tuple(map(shown.left_behind, session.discarded)),
        passed_over=tuple(map(shown.left_behind, session.passed_over)),
        behind=tuple(shown.suspect(name) for name in graph.findings if name in session.behind),
        open_questions=tuple(shown.question(asked) for asked in diagnosis.open_questions),
        missing_actions=diagnosis.missing_actions,
        calls=tuple(_call(call, timed=not recorded) for call in made),
        finished_at=None if recorded else stamp(datetime.now(UTC)),
    )


def _in_order(diagnosis: Diagnosis, calls: Iterable[Call]) -> tuple[Call, ...]:
    """Each call that was made once: first those the trail rests on, in its order, then what was looked at ahead."""
    made = {id(call): call for call in calls if not _left_to_a_person(call)}
    rested_on = {id(call): call for call in diagnosis.calls if id(call) in made}
    return tuple({**rested_on, **made}.values())


def _left_to_a_person(call: Call) -> bool:
    return isinstance(call.seen, NotSeen) and call.seen.reason is Reason.OFFLINE


def _target(opening: Opening) -> dict[str, PlainFact]:
    given = {name: value for name, value in opening.session.target.items() if name not in _OF_THIS_MACHINE}
    return {
        name: cleaned(value) if isinstance(value, str) else [cleaned(one) for one in value]
        for name, value in sorted(plain(given).items())
    }


def _call(call: Call, *, timed: bool) -> ShownCall:
    seen, observation = call.seen, call.observation
    seconds = round(call.seconds, 3) if timed else None
    key, command = cleaned(observation.key), cleaned(observation.command())
    if isinstance(seen, NotSeen):
        return ShownCall(key, command, None, seen.reason.value, cleaned(seen.detail), seconds, None)
    return ShownCall(key, command, seen.meaning, None, "", seconds, seen.seen_from.kind.value)
