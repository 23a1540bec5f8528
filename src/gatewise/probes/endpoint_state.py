"""Whether the endpoint is available and has network interfaces, and where those are: `describe_vpc_endpoints`.

The states: https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html
"""

from gatewise.analysis.known import one, several
from gatewise.analysis.shapes import record, records, text, texts
from gatewise.model import Facts, NotSeen, Reply
from gatewise.probes import Probing
from gatewise.probes._asking import ask, ask_all, together
from gatewise.probes._endpoint import (
    in_two_zones,
    interface_facts,
    interfaces_call,
    interfaces_of,
    one_endpoint,
    subnets_call,
)
from gatewise.probes._readings import evidence, told, untold

ANSWERS = ("available", "not_available", "no_interfaces")
NEEDS = ("vpce_id",)
ESTABLISHES = {"available": (), "not_available": ("endpoint_condition",), "no_interfaces": ()}
CALLS = ("ec2.describe_network_interfaces", "ec2.describe_subnets", "ec2.describe_vpc_endpoints")


def probe(facts: Facts) -> Probing:
    """Read the state; AWS writes it in more than one case."""
    vpce_id = one(facts, "vpce_id")
    known = several(facts, "endpoint_interfaces")
    endpoint, _ = yield from together(one_endpoint(vpce_id), ask_all([interfaces_call(known)] if known else []))
    if isinstance(endpoint, NotSeen):
        return untold(endpoint)
    state = text(endpoint, "State") or "unknown"
    if state.lower() != "available":
        failed = record(endpoint, "LastError")
        said = (text(failed, "Code"), text(failed, "Message"), text(endpoint, "FailureReason"))
        detail = " ".join(part for part in said if part)
        return told("not_available", evidence(f"{vpce_id} is in the state {state}.", detail), endpoint_condition=state)
    interfaces = texts(endpoint, "NetworkInterfaceIds")
    if not interfaces:
        vpc_id = text(endpoint, "VpcId")
        seen = yield from ask(subnets_call(vpc_id))
        listed = records(seen.data, "Subnets") if isinstance(seen, Reply) else ()
        shown = evidence(f"{vpce_id} is available, and has no network interface.")
        return told("no_interfaces", shown, new_endpoint_subnets=in_two_zones(listed, vpc_id))
    established = interface_facts(endpoint, (yield from interfaces_of(endpoint)))
    at = f" at {', '.join(established['endpoint_addresses'])}" if established else ""
    return told("available", evidence(f"{vpce_id} is available, with {', '.join(interfaces)}{at}."), **established)
