"""Whether a public API is called through the endpoint by its name, or was meant to be private.

With private DNS, the names of all public APIs of the Region lead to the endpoint too:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-create.html
"""

from gatewise.analysis.known import one
from gatewise.analysis.policy_documents import decoded, readable
from gatewise.analysis.shapes import record, text, texts
from gatewise.model import Facts, NotSeen
from gatewise.observation import AwsCall, DnsQuery
from gatewise.probes import Probing
from gatewise.probes._asking import NOT_FOUND, ask_all, without_a_place
from gatewise.probes._readings import ambiguous, evidence, told, untold

ANSWERS = ("through_endpoint", "meant_private")
NEEDS = ("api_id", "host")
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS = ("apigateway.get_rest_api",)

_OF_PRIVATE_APIS = ("aws:sourcevpce", "aws:sourcevpc", "aws:vpcsourceip")


def probe(facts: Facts) -> Probing:
    """Read what the API's policy and endpoint list speak of, and where the name leads."""
    host = one(facts, "host")
    api, name = yield from ask_all(
        (AwsCall.to("apigateway", "get_rest_api", restApiId=one(facts, "api_id")), DnsQuery(host))
    )
    if isinstance(api, NotSeen):
        return untold(api)
    if api.meaning == NOT_FOUND:
        return untold(without_a_place(api))
    document = decoded(text(api.data, "policy"))
    policy = readable(document) if document is not None else ""
    associated = texts(record(api.data, "endpointConfiguration"), "vpcEndpointIds")
    if associated or any(key in policy.lower() for key in _OF_PRIVATE_APIS):
        named = f"is associated with {', '.join(associated)}" if associated else "has a policy about VPC endpoints"
        return told("meant_private", evidence(f"The API {named}, as private APIs are.", policy))
    if isinstance(name, NotSeen):
        return untold(name)
    found = ", ".join(texts(name.data, "addresses"))
    look = evidence(f"{host}: {name.meaning}{f' {found}' if found else ''}.", seen_from=name.seen_from)
    if name.meaning == "dns.private":
        return told("through_endpoint", look)
    cure = "Ask the owner of the API whether it is to be called from the internet."
    return untold(ambiguous("Nothing says whether the API is meant to be public.", cure), look)
