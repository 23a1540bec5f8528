from gatewise.model import Facts, JsonValue, Reason, Reply
from tests.probes.driver import DENIED, NOT_FOUND, NOT_THE_CLIENT, Replies, Row
from tests.probes.world import API, HOST

REST, NAME = "aws apigateway get_rest_api", f"dns A {HOST}"
FACTS: Facts = {"api_id": API, "host": HOST}
PRIVATE = Reply("dns.private", {"addresses": ["10.0.1.37"]})
PUBLIC = Reply("dns.public", {"addresses": ["52.47.100.10"]})
OF_ENDPOINTS = '{"Statement":[{"Effect":"Deny","Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}}]}'


def seen(name: Reply, *, policy: str = "", associated: tuple[str, ...] = ()) -> Replies:
    ids: list[JsonValue] = list(associated)
    configured: JsonValue = {"types": ["REGIONAL"], "vpcEndpointIds": ids}
    return {REST: {"id": API, "policy": policy, "endpointConfiguration": configured}, NAME: name}


ROWS = (
    Row("the name leads to the endpoint", FACTS, "through_endpoint", seen(PRIVATE)),
    Row("its policy is about endpoints", FACTS, "meant_private", seen(PRIVATE, policy=OF_ENDPOINTS)),
    Row("it is associated with an endpoint", FACTS, "meant_private", seen(PUBLIC, associated=("vpce-1",))),
    Row("nothing says", FACTS, None, seen(PUBLIC), because=Reason.AMBIGUOUS),
    Row("not the client", FACTS, None, {**seen(PUBLIC), NAME: NOT_THE_CLIENT}, because=Reason.WRONG_VANTAGE),
    Row("no such API", FACTS, None, {REST: NOT_FOUND, NAME: PRIVATE}, because=Reason.FAILED),
    Row("denied", FACTS, None, {REST: DENIED, NAME: PRIVATE}, because=Reason.ACCESS_DENIED),
)
