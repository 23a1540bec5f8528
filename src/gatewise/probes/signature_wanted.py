"""What the call carries where a signature is wanted: read from the error, the route and the endpoint's policy.

AWS's older text asks for a signature too where the endpoint has a policy of its own; its newer text does not:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-endpoint-policies.html
"""

from gatewise.analysis.deployed_routes import authorization_in
from gatewise.analysis.known import one
from gatewise.analysis.policy_documents import decoded, is_full_access
from gatewise.analysis.shapes import record, text
from gatewise.model import CLIENT, Facts, NotSeen, Reply
from gatewise.probes import Probing, Seen
from gatewise.probes._asking import ask_all
from gatewise.probes._endpoint import endpoint_call, endpoint_in
from gatewise.probes._export import export_call
from gatewise.probes._readings import ambiguous, evidence, not_known, told, untold

ANSWERS = ("nothing", "other_scheme", "custom_endpoint_policy")
NEEDS = ("api_id", "stage")
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS = ("apigateway.get_export", "ec2.describe_vpc_endpoints")


def probe(facts: Facts) -> Probing:
    """A route that wants no signature leaves the endpoint's policy as the one that does."""
    meaning, scheme = one(facts, "error_meaning"), one(facts, "authorization_scheme")
    sent = evidence(f"The client is answered with {meaning}, and sends {scheme or 'what is not known'}.", "", CLIENT)
    # A call that gatewise itself made carried no signature either, and says nothing of the client's.
    seen_by_client = one(facts, "error_text") and scheme == ""
    if meaning == "http.403.missing_authentication_token" and (seen_by_client or scheme == "none"):
        return told("nothing", sent)
    if meaning != "http.403.incomplete_signature":
        cure = "Read the client's code or curl line: does it send an Authorization header, and how does it begin?"
        return untold(not_known("What the client's Authorization header holds is not known.", cure), sent)
    calls = [export_call(facts)]
    if one(facts, "vpce_id"):
        calls.append(endpoint_call(one(facts, "vpce_id")))
    export, *endpoint = yield from ask_all(calls)
    if isinstance(export, NotSeen):
        return untold(export, sent)
    asked = one(facts, "method") or "GET", one(facts, "path") or "/"
    authorization = authorization_in(record(export.data, "body"), *asked) if isinstance(export, Reply) else ""
    shown = evidence(f"The deployed route has the authorization {authorization or 'that the export does not show'}.")
    if authorization == "AWS_IAM":
        return told("other_scheme", sent, shown)
    custom = _has_own_policy(endpoint[0], one(facts, "vpce_id")) if endpoint else None
    if authorization and custom:
        own = evidence(f"The endpoint {one(facts, 'vpce_id')} has a policy of its own.")
        return told("custom_endpoint_policy", sent, shown, own)
    cure = "Look at the method's authorization, and at the endpoint's policy."
    return untold(ambiguous("Neither the route nor the endpoint's policy explains the message.", cure), sent, shown)


def _has_own_policy(seen: Seen, vpce_id: str) -> bool | None:
    """Whether the endpoint's policy is another than the default one; None where it can't be read."""
    endpoint = endpoint_in(seen, vpce_id)
    policy = "" if isinstance(endpoint, NotSeen) else text(endpoint, "PolicyDocument")
    document = decoded(policy) if policy else None
    return None if document is None else not is_full_access(document)
