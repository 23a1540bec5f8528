"""A session is its answers: going back, forward, revising and continuing lose nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatewise.model import Answered, Evidence, Giver
from gatewise.nodes import Action, Finding
from gatewise.session import NotPossible, Session
from tests.small_tree import small_graph

GRAPH = small_graph()


def said(answer: str) -> Answered:
    return Answered(answer, Giver.PERSON)


def walked(*answers: str) -> Session:
    session = Session(GRAPH)
    for answer in answers:
        session = session.answered(session.open, said(answer))
    return session


def test_a_new_session_stands_at_the_start() -> None:
    assert Session(GRAPH).open == "first"
    assert Session(GRAPH).trail == ()


def test_an_answer_leads_to_its_target() -> None:
    assert walked("yes").open == "second"
    assert walked("no").open == "closed"


def test_an_answer_to_another_question_than_the_open_one_is_refused() -> None:
    with pytest.raises(NotPossible, match="'second' is not the open question; 'first' is"):
        Session(GRAPH).answered("second", said("yes"))


def test_an_answer_the_question_does_not_have_is_refused_by_name() -> None:
    with pytest.raises(NotPossible, match="no answer 'maybe'; it has yes, no, unknown"):
        Session(GRAPH).answered("first", said("maybe"))


def test_a_finding_takes_no_answer() -> None:
    with pytest.raises(NotPossible, match="is a finding"):
        walked("no").answered("closed", said("yes"))


def test_going_back_undoes_exactly_one_answer_and_keeps_it() -> None:
    session = walked("yes", "yes").back()

    assert session.open == "second"
    assert session.answers["second"].answer == "yes"


def test_going_back_from_the_start_is_refused() -> None:
    with pytest.raises(NotPossible, match="first question"):
        Session(GRAPH).back()


def test_going_forward_without_having_gone_back_is_refused() -> None:
    with pytest.raises(NotPossible, match="nothing was taken back"):
        walked("yes").forward()


def test_later_answers_count_again_once_the_route_passes_them() -> None:
    session = walked("yes", "yes", "no").back().back().back()

    assert session.answered("first", said("yes")).open == "broken"


def test_a_revised_answer_keeps_the_later_ones_that_still_apply() -> None:
    session = walked("yes", "no", "done", "no").revised("second", said("yes"))

    assert [step.node for step in session.trail] == ["first", "second", "third"]
    assert session.open == "broken"


def test_a_revised_answer_that_leaves_the_route_keeps_the_others_for_later() -> None:
    session = walked("yes", "yes", "no").revised("first", said("no"))

    assert session.open == "closed"
    assert session.revised("first", said("yes")).open == "broken"


def test_a_question_that_is_not_on_the_route_cannot_be_revised() -> None:
    with pytest.raises(NotPossible, match="not been answered on this route"):
        walked("no").revised("third", said("yes"))


def test_a_walk_continued_past_a_finding_remembers_it_as_found() -> None:
    session = walked("no").continued().answered("second", said("yes")).answered("third", said("no"))

    assert session.found == ("closed", "broken")


def test_the_faults_passed_are_facts_for_the_probes_behind_them() -> None:
    at_the_fault = walked("no")

    assert "passed_faults" not in at_the_fault.facts
    assert at_the_fault.continued().facts["passed_faults"] == ("closed",)


def test_nothing_lies_behind_the_last_finding() -> None:
    with pytest.raises(NotPossible, match="where the walk ends"):
        walked("yes", "yes", "yes").continued()


def test_a_question_cannot_be_continued_past() -> None:
    with pytest.raises(NotPossible, match="no finding"):
        Session(GRAPH).continued()


def test_facts_of_answers_off_the_route_do_not_count() -> None:
    session = walked("yes", "no")

    assert session.facts["seen"] == "second"
    assert session.back().facts["seen"] == "first"


def test_a_discarded_finding_names_the_answer_that_ruled_it_out() -> None:
    discarded = {found.finding: (found.by.node, found.by.way) for found in walked("yes", "yes", "yes").discarded}

    assert discarded == {"closed": ("first", "yes"), "broken": ("third", "yes")}


def test_an_emptied_fact_is_open_again() -> None:
    session = Session(GRAPH).given({"vpce_id": "vpce-1"})

    assert session.given({"vpce_id": ""}) == Session(GRAPH)


def test_sessions_with_the_same_answers_at_other_times_are_equal() -> None:
    early = Answered("yes", Giver.PERSON, at=datetime(2026, 1, 1, tzinfo=UTC))
    late = Answered("yes", Giver.PERSON, at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=1))

    assert Session(GRAPH).answered("first", early) == Session(GRAPH).answered("first", late)


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    """A session after a random walk with turns."""
    session = Session(GRAPH)
    for _ in range(draw(st.integers(0, 12))):
        turn = draw(st.sampled_from(["answer", "answer", "answer", "back", "forward", "revise", "continue"]))
        try:
            session = _turned(draw, session, turn)
        except NotPossible:
            continue
    return session


def _turned(draw: st.DrawFn, session: Session, turn: str) -> Session:
    evidence = (Evidence(draw(st.text(max_size=5))),)
    match turn:
        case "back":
            return session.back()
        case "forward":
            return session.forward()
        case "continue":
            return session.continued()
        case "revise" if session.trail:
            step = draw(st.sampled_from(session.trail))
            ways = [edge.key for edge in GRAPH.ways_from(step.node)]
            return session.revised(step.node, Answered(draw(st.sampled_from(ways)), Giver.PERSON, evidence))
        case _ if isinstance(session.node, Finding):
            return session.continued()
        case _:
            way = draw(st.sampled_from([edge.key for edge in GRAPH.ways_from(session.open)]))
            return session.answered(session.open, Answered(way, Giver.PROBE, evidence))


@given(sessions())
def test_back_and_forward_restore_the_identical_session(session: Session) -> None:
    if session.trail and session.held is None:
        assert session.back().forward() == session


@given(sessions())
def test_going_all_the_way_back_and_forth_restores_the_identical_session(session: Session) -> None:
    if session.held is not None:
        return
    steps = len(session.trail)
    gone = session
    for _ in range(steps):
        gone = gone.back()
    assert gone.open == GRAPH.start
    for _ in range(steps):
        gone = gone.forward()

    assert gone == session


@given(sessions())
def test_revising_an_answer_and_revising_it_back_restores_the_identical_session(session: Session) -> None:
    answered = [step for step in session.trail if step.answered is not None]
    if not answered or session.held is not None:
        return
    step = answered[0]
    assert step.answered is not None
    other = next(edge.key for edge in GRAPH.ways_from(step.node) if edge.key != step.way)

    assert session.revised(step.node, said(other)).revised(step.node, step.answered) == session


@given(sessions())
def test_only_the_open_node_takes_an_answer(session: Session) -> None:
    for name, node in GRAPH.nodes.items():
        if name != session.open and not isinstance(node, Finding):
            way = "done" if isinstance(node, Action) else "yes"
            with pytest.raises(NotPossible):
                session.answered(name, said(way))


@given(sessions())
def test_suspects_discarded_and_found_never_overlap(session: Session) -> None:
    discarded = {found.finding for found in session.discarded}

    assert not discarded & session.suspects
    assert not discarded & set(session.found)
