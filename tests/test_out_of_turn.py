"""A question asked out of turn counts at once; the walk passes it later, and going back retraces the asking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatewise.model import UNKNOWN, Answered, Giver
from gatewise.nodes import Decision
from gatewise.session import NotPossible, Session
from tests.small_tree import small_graph

GRAPH = small_graph()


def said(answer: str) -> Answered:
    return Answered(answer, Giver.PERSON)


def asked(*answers: tuple[str, str]) -> Session:
    """A session in which these questions were turned to and answered, one after the other."""
    session = Session(GRAPH)
    for name, answer in answers:
        session = session.turned_to(name).answered(name, said(answer))
    return session


def test_turning_to_a_question_opens_it() -> None:
    session = Session(GRAPH).turned_to("third")

    assert (session.open, session.in_turn) == ("third", "first")


def test_an_early_answer_counts_at_once_and_the_walk_stays_where_it_was() -> None:
    session = asked(("third", "no"))

    assert session.open == "first"
    assert session.told == {"third": "no"}
    assert session.suspects == {"closed", "broken"}


def test_what_an_early_answer_establishes_is_known_at_once() -> None:
    assert asked(("second", "no")).facts["seen"] == "second"


def test_the_walk_passes_what_was_answered_early() -> None:
    session = asked(("third", "no")).answered("first", said("yes")).answered("second", said("yes"))

    assert session.open == "broken"
    assert [step.node for step in session.trail] == ["first", "second", "third"]
    assert session.early == ()


def test_answers_that_lead_to_a_finding_conclude_the_walk_past_what_was_not_asked() -> None:
    session = asked(("third", "no")).conclude()

    assert session.open == "broken"
    assert [(step.node, step.way) for step in session.trail][:2] == [("first", UNKNOWN), ("second", UNKNOWN)]
    assert [step.answered.given_by for step in session.trail if step.answered] == [
        Giver.NOBODY,
        Giver.NOBODY,
        Giver.PERSON,
    ]
    assert {gone.finding for gone in session.passed_over} == {"closed"}


@pytest.mark.parametrize("answers", [(), (("third", UNKNOWN),), (("second", "yes"),)])
def test_a_walk_is_not_concluded_by_what_nobody_told(answers: tuple[tuple[str, str], ...]) -> None:
    session = asked(*answers)

    assert not session.is_decided
    with pytest.raises(NotPossible, match="do not lead to a finding"):
        session.conclude()


def test_behind_a_concluded_finding_the_walk_asks_what_was_left_out() -> None:
    session = asked(("third", "no")).conclude().continued()

    assert session.open == "first"
    assert session.answered("first", said("yes")).answered("second", said("yes")).found == ("broken", "good")


def test_a_look_at_a_concluded_finding_that_shows_the_same_stays_there() -> None:
    concluded = asked(("third", "no")).conclude()

    assert concluded.revised("third", said("no")).open == "broken"
    assert concluded.revised("first", said("no")).open == "closed"


@pytest.mark.parametrize(
    ("session", "name", "why"),
    [
        (asked(("third", "no")), "third", "answered already"),
        (asked(("first", "no")), "third", "does not lie ahead"),
        (Session(GRAPH), "broken", "is no question"),
        (Session(GRAPH), "nothing", "is no question"),
    ],
    ids=["answered", "passed by", "a finding", "unknown"],
)
def test_a_question_that_can_not_be_asked_now_is_refused(session: Session, name: str, why: str) -> None:
    with pytest.raises(NotPossible, match=why):
        session.turned_to(name)


def test_an_answer_to_another_question_than_the_one_turned_to_is_refused() -> None:
    with pytest.raises(NotPossible, match="'first' is not the open question; 'third' is"):
        Session(GRAPH).turned_to("third").answered("first", said("yes"))


def test_going_back_retraces_the_order_of_asking_and_nothing_gone_back_over_counts() -> None:
    session = asked(("third", "no"), ("first", "yes"))

    once = session.back()
    twice = once.back()

    assert (once.open, dict(once.told)) == ("first", {"third": "no"})
    assert (twice.open, dict(twice.told)) == ("third", {})
    assert twice.answers == session.answers


@st.composite
def turns(draw: st.DrawFn) -> Session:
    """A session in which questions were asked in some order."""
    session = Session(GRAPH)
    for _ in range(draw(st.integers(1, 4))):
        names = [name for name in session.ahead if isinstance(GRAPH.nodes[name], Decision) and name not in session.told]
        if not names:
            break
        session = session.turned_to(draw(st.sampled_from(names)))
        ways = [edge.key for edge in GRAPH.ways_from(session.open)]
        session = session.answered(session.open, said(draw(st.sampled_from(ways))))
    return session


@given(turns())
def test_going_all_the_way_back_and_forward_restores_the_identical_session(session: Session) -> None:
    gone = session
    for name in reversed(session.asked):
        gone = gone.back()
        assert gone.open == name
    assert dict(gone.told) == {}
    for _ in session.asked:
        gone = gone.forward()

    assert gone == session


@given(turns())
def test_no_order_of_asking_leads_elsewhere(session: Session) -> None:
    in_order = Session(GRAPH)
    while (answered := session.answers.get(in_order.open)) is not None:
        in_order = in_order.answered(in_order.open, answered)

    assert session.in_turn == in_order.open
