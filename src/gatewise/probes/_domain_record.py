"""Whether the client's VPC has a record that leads a custom domain name to the endpoint.

The record stands in a private hosted zone of that VPC, as an alias of the endpoint's own name:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains-tutorial.html
"""

from gatewise.analysis.dns_expectation import Client, Decider, Expectation, Outcome, expected
from gatewise.analysis.known import one
from gatewise.model import Facts, Reading
from gatewise.probes._asking import Asking
from gatewise.probes._name_resolution import read_configuration
from gatewise.probes._readings import ambiguous, evidence, not_known, told, untold


def domain_record(facts: Facts, host: str) -> Asking[Reading]:
    """Judge, from what is configured for the client's VPC, whether there is a record, and where it leads."""
    endpoint_vpc = one(facts, "vpc_id")
    vpc, region = one(facts, "client_vpc_id") or endpoint_vpc, one(facts, "region")
    if not vpc or not region:
        return untold(not_known("The client's VPC or its Region is not known.", "Say where the client is: --client."))
    vpcs = tuple(dict.fromkeys(filter(None, (vpc, endpoint_vpc))))
    configuration = yield from read_configuration(facts, host, vpcs, region)
    return _judged(expected(host, Client(vpc), configuration.inventory), host, vpc)


def _judged(expectation: Expectation, host: str, vpc: str) -> Reading:
    reason = expectation.reason
    shown = evidence(reason.sentence, f"Decided by: {reason.component}\n{expectation.hint}\n{reason.source}")
    if reason.decider is Decider.PUBLIC_DNS and reason.cause == "dom-dns-missing":
        return told("record_missing", shown, client_vpc_id=vpc, domain_name=host)
    if reason.decider is Decider.PRIVATE_ZONE and expectation.outcome is not Outcome.UNKNOWN:
        zone = reason.component
        answer = "record_missing" if reason.cause else "public_record"
        return told(answer, shown, client_vpc_id=vpc, domain_name=host, hosted_zone_id=zone)
    return untold(ambiguous(f"Another setting decides about {host}: {reason.sentence}", expectation.hint), shown)
