"""The guide asks what tells most for its time, and never leads elsewhere than the tree's own order."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice, pairwise
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatewise.graph import SKIPPED, DecisionGraph, Edge
from gatewise.guidance import Ask, Conclude, Effort, Guide, World, by_hand, completed, with_probes
from gatewise.guidance.information import told_by, uncertainty
from gatewise.guidance.statistics import played, statistics
from gatewise.guidance.worlds import possible
from gatewise.known_worlds import guide_for
from gatewise.loader import base_rates
from gatewise.model import UNKNOWN, Answered, Giver
from gatewise.nodes import Decision
from gatewise.opening import graph
from gatewise.session import Session
from tests.small_tree import small_graph

SMALL = small_graph()


def world(finding: str, weight: float = 1, **answers: str) -> World:
    return World(finding, weight, answers, frozenset(), tuple(answers))


CLOSED, BROKEN, GOOD = world("closed", first="no"), world("broken", third="no"), world("good", third="yes", first="yes")
WORLDS = (CLOSED, BROKEN, GOOD)


def asked(guide: Guide, truth: Mapping[str, str]) -> tuple[Session, list[str]]:
    """Where the guide leads, and what it asks, of somebody who knows these answers and nothing else."""
    session, names = Session(guide.graph), []
    efforts = by_hand(guide.graph)
    while session.finding is None:
        match guide.next(session, efforts):
            case Conclude():
                session = session.conclude()
                continue
            case Ask(node=node):
                session = session.turned_to(node)
        names.append(session.open)
        nobody = UNKNOWN if isinstance(session.node, Decision) else SKIPPED
        session = session.answered(session.open, Answered(truth.get(session.open, nobody), Giver.PERSON))
    return session, names


def test_it_is_open_by_one_bit_which_of_two_likely_findings_it_is() -> None:
    assert uncertainty([CLOSED, BROKEN]) == 1.0
    assert uncertainty([CLOSED, replace(CLOSED)]) == 0.0
    assert isclose(uncertainty([replace(CLOSED, weight=3), BROKEN]), 0.8113, abs_tol=1e-4)


def test_a_question_tells_what_its_answers_part() -> None:
    told = told_by(SMALL, "third", [BROKEN, GOOD])

    assert (told.bits, told.parts) == (1.0, 2)
    assert told_by(SMALL, "second", [BROKEN, GOOD]).bits == 0.0


def test_an_answer_rules_out_the_worlds_with_another_one() -> None:
    assert possible(WORLDS, SMALL, {"first": "yes"}) == (BROKEN, GOOD)
    assert possible(WORLDS, SMALL, {"first": UNKNOWN}) == WORLDS


def test_a_sighting_of_a_finding_rules_out_the_worlds_that_do_not_say() -> None:
    assert possible(WORLDS, SMALL, {"third": "no"}) == (BROKEN,)


@pytest.mark.parametrize(("quick", "slow"), [("first", "third"), ("third", "first")])
def test_of_two_questions_that_tell_as_much_the_quicker_one_is_asked(quick: str, slow: str) -> None:
    closed = world("closed", first="no", third="no")
    takes = {quick: 10, slow: 60}

    chosen = Guide(SMALL, (closed, GOOD)).next(Session(SMALL), lambda name: Effort(takes.get(name, 90), by_probe=False))

    assert chosen == Ask(quick, "This splits 2 suspects in 2, for 10 s.")


def test_a_sighting_ends_the_walk_without_the_rest() -> None:
    session, names = asked(Guide(SMALL, (replace(BROKEN, weight=50), GOOD, CLOSED)), {"third": "no"})

    assert session.open == "broken"
    assert names == ["third"]


def test_answers_that_fit_no_known_world_leave_the_order_to_the_tree() -> None:
    guide = Guide(SMALL, (world("closed", second="no"),))
    session = Session(SMALL).turned_to("second").answered("second", Answered("yes", Giver.PERSON))

    assert guide.next(session, by_hand(SMALL)) is None


def test_behind_a_fault_the_tree_s_own_order_goes_on() -> None:
    session = Session(SMALL).answered("first", Answered("no", Giver.PERSON)).continued()

    assert Guide(SMALL, WORLDS).next(session, by_hand(SMALL)) is None


def test_a_probe_waits_for_what_establishes_its_facts_and_a_person_does_not() -> None:
    rests_on = {"third": {"second": frozenset({"seen"})}}
    guide = Guide(SMALL, (BROKEN, GOOD), rests_on=rests_on)

    def probing(_: str) -> Effort:
        return Effort(1, by_probe=True)

    by_probe, in_person = guide.next(Session(SMALL), probing), guide.next(Session(SMALL), by_hand(SMALL))

    assert isinstance(by_probe, Ask)
    assert isinstance(in_person, Ask)
    assert (by_probe.node, in_person.node) == ("second", "third")
    assert by_probe.why == "What splits 2 suspects in 2 rests on this; both, for 2 s."


def test_nobody_is_asked_what_nobody_here_can_tell() -> None:
    unattended = with_probes(SMALL, attended=False)

    assert unattended("third") is None
    assert Guide(SMALL, WORLDS).next(Session(SMALL), unattended) is None


def test_worlds_share_the_weight_of_their_finding() -> None:
    known = completed(SMALL, (BROKEN, replace(BROKEN, answers={"third": "no", "first": "yes"})), {"a": 4})

    assert [(one.finding, one.weight) for one in known] == [("broken", 2), ("broken", 2), ("closed", 4)]


def _routes(tree: DecisionGraph) -> Iterator[tuple[Edge, ...]]:
    return islice(tree.routes(), 400)


@pytest.fixture(scope="module")
def from_graph() -> Guide:
    """A guide that knows the shipped tree's graph and none of its cases."""
    return Guide(graph(), completed(graph(), (), base_rates()))


@settings(max_examples=40)
@given(st.data())
def test_whatever_is_true_the_best_order_ends_where_the_authored_one_does(
    from_graph: Guide, data: st.DataObject
) -> None:
    route = data.draw(st.sampled_from(ROUTES))

    session, names = asked(from_graph, {edge.origin: edge.key for edge in route})

    assert session.open == route[-1].target
    assert len(names) == len(set(names))


ROUTES = tuple(_routes(graph()))


def test_in_every_known_world_both_ways_of_answering_reach_its_finding() -> None:
    guide = guide_for(graph())

    for efforts in (by_hand(graph()), with_probes(graph())):
        reached = list(played(guide, guide.worlds, efforts))
        assert len(reached) == len(guide.worlds)
        assert [(one.finding, session.open) for one, session in reached if one.finding != session.open] == []


def test_the_best_order_takes_clearly_less_time() -> None:
    counted = statistics(guide_for(graph()))

    assert counted.by_hand.ratio <= 0.8
    assert counted.with_probes.ratio <= 1.0
    assert counted.by_hand.best.questions < counted.by_hand.authored.questions
    assert all(more.saves >= less.saves for more, less in pairwise(counted.by_hand.moves))
