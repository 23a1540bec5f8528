"""Every probe against its table: the answer, the facts, the reason, and that it asks only what it declares."""

from importlib import import_module
from pkgutil import iter_modules

import pytest

from gatewise import probes
from gatewise.model import Facts, NotSeen, Reason
from gatewise.observation.aws_operations import OPERATIONS
from gatewise.probes import Probe
from tests.probes import rows
from tests.probes.driver import Replies, Row, drive

TABLES: dict[str, tuple[Row, ...]] = {
    module.name: import_module(f"tests.probes.rows.{module.name}").ROWS for module in iter_modules(rows.__path__)
}
EVERY_ROW = [pytest.param(name, row, id=f"{name}: {row.says}") for name, table in TABLES.items() for row in table]
HOSTILE = "[/]\x1b]0;x\x07[@click=app.quit]x[/]{vpce_id}' \"$(id)\u202e\n"


@pytest.mark.parametrize(("name", "row"), EVERY_ROW)
def test_a_probe_reads_what_its_table_says(name: str, row: Row) -> None:
    driven = drive(probes.named(name), row.facts, row.replies)
    reading = driven.reading
    assert reading.answer == row.answer, reading.not_told
    assert dict(row.established).items() <= dict(reading.facts).items()
    assert not set(row.absent) & reading.facts.keys()
    if row.because is not None:
        assert reading.not_told is not None
        assert reading.not_told.reason is row.because
    assert row.shows in "\n".join(f"{shown.summary}\n{shown.detail}" for shown in reading.evidence)


@pytest.mark.parametrize(("name", "row"), EVERY_ROW)
def test_a_probe_keeps_its_promises(name: str, row: Row) -> None:
    probe = probes.named(name)
    driven = drive(probe, row.facts, row.replies)
    assert driven.operations <= set(probe.CALLS)
    assert all(driven.reading.facts.values()), "an empty fact hides what a person said"
    if driven.reading.answer is None:
        not_told = driven.reading.not_told
        assert not_told is not None
        assert not_told.cure or not_told.reason is Reason.NOT_RECORDED
        return
    assert driven.reading.answer in probe.ANSWERS
    assert driven.reading.evidence, "an answer rests on something"
    assert set(probe.ESTABLISHES[driven.reading.answer]) <= driven.reading.facts.keys()


@pytest.mark.parametrize("name", probes.names())
def test_every_answer_of_a_probe_is_reached(name: str) -> None:
    probe = probes.named(name)
    told = {row.answer for row in TABLES[name]}
    assert told - {None} == set(probe.ANSWERS)
    assert None in told, "a probe that could not tell says so"


@pytest.mark.parametrize("name", probes.names())
def test_a_probe_declares_itself(name: str) -> None:
    probe = probes.named(name)
    assert probe.ESTABLISHES.keys() == set(probe.ANSWERS)
    assert "unknown" not in probe.ANSWERS
    assert all(tuple(call.split(".")) in OPERATIONS for call in probe.CALLS)
    documented = import_module(f"gatewise.probes.{name}").__doc__ or ""
    assert "https://docs.aws.amazon.com/" in documented or "Asks nothing" in documented


@pytest.mark.parametrize("name", probes.names())
def test_a_declared_call_is_made_in_some_row(name: str) -> None:
    probe = probes.named(name)
    made = {call for row in TABLES[name] for call in drive(probe, row.facts, row.replies).operations}
    assert made == set(probe.CALLS)


@pytest.mark.parametrize(("name", "row"), EVERY_ROW)
def test_without_any_reply_a_probe_asks_the_person(name: str, row: Row) -> None:
    reading = drive(probes.named(name), row.facts, {}).reading
    if reading.answer is None:
        assert isinstance(reading.not_told, NotSeen)


@pytest.mark.parametrize(("name", "row"), EVERY_ROW)
def test_hostile_text_is_data(name: str, row: Row) -> None:
    probe = probes.named(name)
    for facts, replies in ((_spoilt_facts(row.facts), row.replies), (row.facts, _spoilt_replies(probe, row))):
        reading = drive(probe, facts, replies).reading
        shown = "".join(shown.summary + shown.detail for shown in reading.evidence)
        assert "\x1b" not in shown
        assert "\x07" not in shown
        assert not any("\n" in shown.summary for shown in reading.evidence)


def _spoilt_facts(facts: Facts) -> Facts:
    return {name: HOSTILE if isinstance(value, str) else (HOSTILE,) for name, value in facts.items()}


def _spoilt_replies(probe: Probe, row: Row) -> Replies:
    from gatewise.model import JsonValue, Reply

    def spoilt(value: JsonValue) -> JsonValue:
        if isinstance(value, dict):
            return {key: spoilt(held) for key, held in value.items()}
        if isinstance(value, list):
            return [*map(spoilt, value), None, 7, HOSTILE, {"Unheard": [1]}]
        return f"{value}{HOSTILE}" if isinstance(value, str) else value

    asked = drive(probe, row.facts, row.replies).asked
    changed: dict[str, Reply | NotSeen] = {}
    for observation in asked:
        found = row.replies.get(observation.key) or row.replies.get(" ".join(observation.key.split(" ")[:3]))
        match found:
            case Reply():
                changed[observation.key] = Reply(found.meaning, {k: spoilt(v) for k, v in found.data.items()})
            case NotSeen():
                changed[observation.key] = found
            case str():
                changed[observation.key] = Reply(found)
            case None:
                continue
            case _:
                changed[observation.key] = Reply("aws.ok", {key: spoilt(value) for key, value in found.items()})
    return changed
