"""A journal gives back the session it was written from, whatever moment the process died at."""

import json
import os
import stat
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatewise.journal import Journal, JournalMistake, Origin, resume, saved
from gatewise.model import CLIENT, Answered, Evidence, Giver
from gatewise.moves import Answer, Back, Conclude, Continue, Forward, Give, Move, Revise, Turn, as_line, as_move, moved
from gatewise.session import NotPossible, Session
from tests.small_tree import small_graph

GRAPH = small_graph()
ORIGIN = Origin("small", GRAPH.digest, "offline", MappingProxyType({"vpce_id": "vpce-1"}))

texts = st.text(max_size=20)
facts = st.dictionaries(st.sampled_from(["vpce_id", "seen"]), texts | st.lists(texts, max_size=3).map(tuple))
answers = st.builds(
    Answered,
    answer=st.sampled_from(["yes", "no", "unknown", "done", "skipped"]),
    given_by=st.sampled_from(Giver),
    evidence=st.lists(st.builds(Evidence, texts, texts, st.just(CLIENT)), max_size=2).map(tuple),
    facts=facts,
    note=texts,
)
nodes = st.sampled_from(list(GRAPH.nodes))
moves: st.SearchStrategy[Move] = st.one_of(
    st.builds(Answer, nodes, answers),
    st.builds(Revise, nodes, answers),
    st.builds(Back),
    st.builds(Forward),
    st.builds(Continue),
    st.builds(Turn, nodes),
    st.builds(Conclude),
    st.builds(Give, facts),
)


def written(folder: Path, steps: list[Move]) -> tuple[Session, Path]:
    """The session and its journal after those of the moves that the session allows."""
    session = Session(GRAPH, ORIGIN.target)
    journal = Journal.begin(folder, ORIGIN)
    for move in steps:
        try:
            session = moved(session, move)
        except NotPossible:
            continue
        journal.append(move)
    return session, journal.path


@given(moves)
def test_a_move_written_down_reads_back_as_itself(move: Move) -> None:
    assert as_move(json.loads(json.dumps(as_line(move)))) == move


@given(st.lists(moves, max_size=15))
def test_a_resumed_session_equals_the_one_that_was_saved(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Move]
) -> None:
    session, path = written(tmp_path_factory.mktemp("sessions"), steps)

    resumed = resume(path, GRAPH)

    assert resumed.session == session
    assert resumed.notes == ()


def answered(node: str, answer: str) -> Answer:
    return Answer(node, Answered(answer, Giver.PERSON))


def test_a_process_killed_in_the_middle_of_a_write_loses_only_that_step(tmp_path: Path) -> None:
    _, path = written(tmp_path, [answered("first", "yes"), answered("second", "yes")])
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])

    resumed = resume(path, GRAPH)

    assert resumed.session.open == "second"
    assert resumed.notes == ("The last step had not been written whole and is left out.",)
    resumed.journal.append(answered("second", "no"))
    assert resume(path, GRAPH).session.open == "prepare"


def test_a_journal_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    _, path = written(tmp_path / "new", [])

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) & 0o077 == 0


def test_a_damaged_line_is_named_with_its_place(tmp_path: Path) -> None:
    _, path = written(tmp_path, [answered("first", "yes")])
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], "{broken", lines[1], ""]))

    with pytest.raises(JournalMistake, match=rf"{path}:2: not a line of JSON"):
        resume(path, GRAPH)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"hello\n", ":1: not a line of JSON"),
        (b"[]\n", "a journal's line is a JSON object"),
        (b'{"a": 1}\n', "not a gatewise journal of version 1"),
        (b'{"gatewise_journal": 1}\n', "lacks or misspells 'tree'"),
        (b"\xff\xfe\n", "not UTF-8"),
    ],
)
def test_a_file_that_is_no_journal_is_refused_and_says_why(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_bytes(content)

    with pytest.raises(JournalMistake, match=said):
        resume(path, GRAPH)
    assert said in saved(tmp_path)[0].problem


def test_a_move_of_a_newer_gatewise_is_named(tmp_path: Path) -> None:
    _, path = written(tmp_path, [])
    with path.open("a") as journal:
        journal.write('{"move": "teleport"}\n')

    with pytest.raises(JournalMistake, match="unknown move 'teleport'"):
        resume(path, GRAPH)


def test_a_step_the_tree_no_longer_has_ends_the_replay_and_loses_nothing_before_it(tmp_path: Path) -> None:
    _, path = written(tmp_path, [answered("first", "yes")])
    with path.open("a") as journal:
        journal.write(json.dumps(as_line(answered("gone", "yes"))) + "\n")

    resumed = resume(path, GRAPH)

    assert resumed.session.open == "second"
    assert "Replayed up to line 3" in resumed.notes[0]


def test_saved_sessions_are_listed_latest_first(tmp_path: Path) -> None:
    _, older = written(tmp_path, [])
    _, newer = written(tmp_path, [answered("first", "yes")])
    os.utime(older, (1, 1))

    listed = saved(tmp_path)

    assert [session.path for session in listed] == [newer, older]
    assert [session.steps for session in listed] == [1, 0]
