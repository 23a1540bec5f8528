"""Where nobody could look from the client, the configuration alone leads to the same fault of the network."""

from dataclasses import replace

import pytest

from gatewise.diagnosis import Diagnosis, unattended
from gatewise.loader import Case, load_case, shipped_trees
from gatewise.opening import graph, recorded
from gatewise.runner import Runner

_SEEN_BY_THE_CLIENT = ("tcp ", "tls ", "https ", "dns ")


def _unseen(name: str) -> Case:
    """The case as somebody far from the client sees it, without the client's error."""
    case = load_case(shipped_trees() / "private-api" / "cases" / f"{name}.yaml", graph("private-api"))
    replies = {key: reply for key, reply in case.replies.items() if not key.startswith(_SEEN_BY_THE_CLIENT)}
    facts = {fact: value for fact, value in case.facts.items() if fact != "error_text"}
    return replace(case, replies=replies, facts=facts)


def _walked(case: Case) -> Diagnosis:
    opening = recorded(case)
    runner = Runner(opening.observer)
    try:
        return unattended(opening.session, runner, opening.answers, every_fault=True)
    finally:
        runner.close()


@pytest.mark.parametrize(
    "finding",
    [
        *("net_client_sg_egress", "net_endpoint_sg_ingress", "net_sg_reference_not_preserved"),
        *("net_nacl_endpoint_subnet", "net_nacl_client_subnet"),
        *("net_route_missing", "net_gateway_route_missing", "net_connection_not_working", "net_cidr_overlap"),
        *("vpce_in_other_vpc", "vpce_ip_type_mismatch", "vpce_no_eni_or_single_az", "vpce_state_not_available"),
    ],
)
def test_the_configuration_alone_leads_to_the_fault(finding: str) -> None:
    assert _walked(_unseen(finding.replace("_", "-"))).faults == (finding,)


def test_a_sound_configuration_is_walked_to_its_end_and_no_fault_is_found() -> None:
    diagnosis = _walked(_unseen("healthy"))
    answers = {step.node: step.way for step in diagnosis.session.trail}
    assert diagnosis.faults == ()
    assert answers["network_acls"] == "allow"
    assert answers["routes"] == "present"
    assert answers["path_left"] == "not_looked"


@pytest.mark.parametrize("name", ["net-firewall-appliance", "vpce-zone-unreachable"])
def test_what_only_the_client_can_see_is_no_fault_of_the_configuration(name: str) -> None:
    assert _walked(_unseen(name)).faults == ()
