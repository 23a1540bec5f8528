"""`gatewise session`: list, show and resume what the wizard has kept."""

from pathlib import Path

import pytest

from gatewise.cli.cases import names
from gatewise.cli.sessions import sessions_folder
from gatewise.diagnosis import unattended
from gatewise.journal import Journal
from gatewise.model import Answered, Evidence, Giver
from gatewise.moves import Answer, Continue
from gatewise.opening import case_named, offline, recorded
from gatewise.runner import Runner
from tests.cli.conftest import Run

URL = "https://a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com/prod/orders"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of the test's own for what gatewise keeps."""
    monkeypatch.setenv("GATEWISE_STATE", str(tmp_path))
    return tmp_path


@pytest.fixture
def journal() -> Journal:
    """An offline session with one answer."""
    begun = Journal.begin(sessions_folder(), offline({"invoke_url": URL, "api_id": "a1b2c3d4e5"}).origin)
    said = Answered("timeout", Giver.PERSON, (Evidence("I saw it \x1b[2Jtime out"),), note="on my laptop")
    begun.append(Answer("symptom", said))
    return begun


def test_the_environment_says_where_sessions_are(state: Path) -> None:
    assert sessions_folder() == state / "sessions"


def test_without_a_session_the_list_is_empty_and_says_so(run: Run, state: Path) -> None:
    ran = run("session", "list")

    assert ran.code == 0
    assert ran.out == ""
    assert str(state / "sessions") in ran.err


def test_list_names_each_session_with_its_mode_steps_and_target(run: Run, journal: Journal) -> None:
    Journal.begin(sessions_folder(), recorded(case_named("two-faults")).origin)

    lines = run("session", "list").out.splitlines()

    assert len(lines) == 2
    (saved,) = [line for line in lines if line.startswith(journal.path.stem)]
    assert saved.split()[1:] == ["offline", "1", "steps", URL]
    assert any("recorded" in line and "two-faults" in line for line in lines)


def test_list_says_what_is_wrong_with_a_session_that_cannot_be_read(run: Run, state: Path) -> None:
    folder = state / "sessions"
    folder.mkdir()
    (folder / "20261122-190000-abcdef.jsonl").write_text("not a journal\n")

    ran = run("session", "list")

    assert ran.code == 0
    assert "unreadable" in ran.out
    assert "not a line of JSON" in ran.out


def test_show_prints_the_trail_and_looks_at_nothing(run: Run, journal: Journal) -> None:
    before = journal.path.read_bytes()

    ran = run("session", "show", journal.path.stem[:8])

    assert ran.code == 0
    assert "What the client sees -> The connection times out [a person answered]" in ran.out
    assert "I saw it time out" in ran.out
    assert "\x1b" not in ran.out
    assert journal.path.read_bytes() == before


@pytest.mark.parametrize("case", [*names()[::12], "two-faults"])
def test_a_session_that_took_the_steps_of_a_diagnosis_shows_the_same_report(run: Run, case: str) -> None:
    opening = recorded(case_named(case))
    runner = Runner(opening.observer)
    steps = unattended(opening.session, runner, opening.answers, every_fault=True).session.trail
    runner.close()
    kept = Journal.begin(sessions_folder(), opening.origin)
    for step in steps:
        kept.append(Continue() if step.answered is None else Answer(step.node, step.answered))

    shown = run("session", "show", kept.path.stem).out
    diagnosed = run("diagnose", "--case", case, "--all").out

    assert shown.startswith(diagnosed.partition("\n\nOpen questions\n")[0].partition("\n\nCalls made\n")[0])


def test_show_takes_a_journal_file_too(run: Run, journal: Journal) -> None:
    assert run("session", "show", str(journal.path)).out == run("session", "show", journal.path.stem).out


def test_a_torn_last_line_is_said(run: Run, journal: Journal) -> None:
    with journal.path.open("ab") as file:
        file.write(b'{"move":"ans')

    ran = run("session", "show", journal.path.stem)

    assert ran.code == 0
    assert "had not been written whole" in ran.err


REFUSED = {
    "a name that fits none": ("1999", "begins with '1999'"),
    "a file that is not there": ("/no/such/file.jsonl", "/no/such/file.jsonl can't be read"),
}


@pytest.mark.parametrize("wrong", REFUSED)
@pytest.mark.parametrize("verb", ["show", "resume"])
def test_a_session_that_is_not_there_is_refused(run: Run, journal: Journal, verb: str, wrong: str) -> None:
    name, said = REFUSED[wrong]

    ran = run("session", verb, name)

    assert journal.path.exists()
    assert ran.code == 2
    assert said in ran.err


def test_a_name_that_fits_several_is_refused_with_all_of_them(run: Run, journal: Journal) -> None:
    other = Journal.begin(sessions_folder(), offline({}).origin)

    ran = run("session", "show", journal.path.stem[:2])

    assert ran.code == 2
    assert journal.path.stem in ran.err
    assert other.path.stem in ran.err


def test_a_broken_journal_is_refused_with_its_line(run: Run, journal: Journal) -> None:
    with journal.path.open("ab") as file:
        file.write(b'{"move":"jump"}\n')

    ran = run("session", "show", journal.path.stem)

    assert ran.code == 2
    assert f"{journal.path}:3: unknown move 'jump'" in ran.err


def test_resuming_needs_a_terminal(run: Run, journal: Journal) -> None:
    ran = run("session", "resume", journal.path.stem)

    assert ran.code == 2
    assert "needs a terminal" in ran.err
