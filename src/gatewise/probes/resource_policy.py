"""Whether the API's resource policy, as it is saved, allows the call: `get_rest_api`, and the route's authorization.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
"""

from gatewise.analysis.deployed_routes import Authorization, authorization_in
from gatewise.analysis.known import one, several
from gatewise.analysis.policy import Result
from gatewise.analysis.policy.mistake import Around
from gatewise.analysis.policy_documents import decoded, readable
from gatewise.analysis.shapes import record, text
from gatewise.model import Facts, NotSeen, Reading, Reply
from gatewise.observation import AwsCall
from gatewise.probes import Probing, Seen
from gatewise.probes._asking import NOT_FOUND, ask, ask_all, without_a_place
from gatewise.probes._export import export_call
from gatewise.probes._policy import Judged, caller_of, judged
from gatewise.probes._readings import evidence, for_a_person, told, untold

ANSWERS = ("absent", "allows", "denies", "no_statement")
NEEDS = ("api_id",)
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS = ("apigateway.get_export", "apigateway.get_rest_api")

_BY_RESULT = {
    Result.ALLOWED: "allows",
    Result.EXPLICIT_DENY: "denies",
    Result.IMPLICIT_DENY: "no_statement",
}


def probe(facts: Facts) -> Probing:
    """Judge the call by the document, and say what is wrong with it."""
    api_id = one(facts, "api_id")
    wanted = AwsCall.to("apigateway", "get_rest_api", restApiId=api_id)
    if one(facts, "stage"):
        seen, export = yield from ask_all((wanted, export_call(facts)))
    else:
        seen, export = (yield from ask(wanted)), None
    if isinstance(seen, NotSeen):
        return untold(seen)
    if seen.meaning == NOT_FOUND:
        return untold(without_a_place(seen))
    policy = text(seen.data, "policy")
    if not policy:
        return told("absent", evidence(f"{api_id} has no resource policy."))
    return _judged(policy, _authorization(export, facts), facts)


def _judged(policy: str, authorization: Authorization, facts: Facts) -> Reading:
    document = decoded(policy)
    shown = readable(document) if document is not None else policy
    saved = evidence(f"The resource policy of {one(facts, 'api_id')}, as saved.", shown)
    around = Around("resource", authorization, one(facts, "client_vpc_id"), frozenset(several(facts, "vpce_ids")))
    verdict = judged(document, facts, around) if document is not None else None
    if verdict is None:
        cure = "Read the document: does a statement allow the call, and does none deny it?"
        return untold(for_a_person("What this document says to the call could not be worked out.", cure), saved)
    why = _left_open(verdict, authorization, facts)
    if why is not None:
        return untold(why, *verdict.shown, saved, resource_policy=shown)
    return told(_BY_RESULT[verdict.evaluation.result], *verdict.shown, saved, resource_policy=shown)


def _left_open(verdict: Judged, authorization: Authorization, facts: Facts) -> NotSeen | None:
    """Why the policy's own verdict does not settle whether the call is allowed."""
    result = verdict.evaluation.result
    if result is Result.UNKNOWN:
        cure = "The evidence names the condition keys that are not known; judge the document by them."
        return for_a_person("What is not known of the call decides what the policy says.", cure)
    if result is Result.EXPLICIT_DENY or authorization == "NONE" or one(facts, "api_answer") == "resource_policy":
        return None
    if authorization == "AWS_IAM" and caller_of(facts) is None:
        cure = "Judge the document for the identity that signs the call."
        return for_a_person("The route wants signed calls, and who signs this one is not known.", cure)
    if result is Result.ALLOWED:
        return None
    cure = "Without authorization it is denied. With an authorizer or IAM, that side may allow it in the same account."
    return for_a_person("No statement allows the call, and how its route is authorized is not settled.", cure)


def _authorization(export: Seen | None, facts: Facts) -> Authorization:
    if not isinstance(export, Reply):
        return ""
    return authorization_in(record(export.data, "body"), one(facts, "method") or "GET", one(facts, "path") or "/")
