"""Whether the path and method are in the stage's deployed API, and where else: `get_export`, then the draft.

The draft is read only where the route is absent: `get_resources` may be called five times in two seconds.
https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
"""

from gatewise.analysis.deployed_routes import Route, route_in
from gatewise.analysis.deployments import has_route, in_draft, newest
from gatewise.analysis.known import one
from gatewise.analysis.shapes import record, records, text
from gatewise.model import Evidence, Facts, NotSeen, Reading
from gatewise.observation import AwsCall
from gatewise.probes import Probing, Seen
from gatewise.probes._asking import NOT_FOUND, Asking, ask, ask_all, without_a_place
from gatewise.probes._export import export_call
from gatewise.probes._readings import ambiguous, evidence, told, untold

ANSWERS = ("deployed", "wants_signature", "absent", "old_deployment")
NEEDS = ("api_id", "stage")
ESTABLISHES: dict[str, tuple[str, ...]] = {
    "deployed": (),
    "wants_signature": (),
    "absent": (),
    "old_deployment": ("stage_deployment", "newest_deployment"),
}
CALLS = (
    "apigateway.get_export",
    "apigateway.get_resources",
    "apigateway.get_stage",
    "apigateway.get_deployments",
    "apigateway.get_deployment",
)

_WITH_A_HEADER = "http.403.incomplete_signature"


def probe(facts: Facts) -> Probing:
    """Look for the route in the stage's export; where it is absent, in the draft and in the newest deployment."""
    seen = yield from ask(export_call(facts))
    if isinstance(seen, NotSeen):
        return untold(seen)
    if seen.meaning == NOT_FOUND:
        return untold(without_a_place(seen))
    method, path = one(facts, "method") or "GET", one(facts, "path") or "/"
    route = route_in(record(seen.data, "body"), method, path)
    if route == "absent":
        return (yield from _elsewhere(facts, method, path))
    return _present(facts, route, f"{method} {path}")


def _present(facts: Facts, route: Route, called: str) -> Reading:
    if route == "unknown":
        return untold(ambiguous("The export of the stage lists no paths.", "Read the stage's routes in the console."))
    refused = "missing_token" in {one(facts, "api_answer"), one(facts, "symptom")}
    header_seen = one(facts, "error_meaning") == _WITH_A_HEADER
    wants = "wants signed calls" if route == "signed" else "asks for no signature"
    shown = evidence(f"{called} is deployed in {one(facts, 'stage')}, and {wants}.")
    if not refused:
        return told("deployed", shown)
    if route == "signed" or header_seen:
        return told("wants_signature", shown)
    cure = "Look whether the client calls this very path and method, with the letters and slashes as they are deployed."
    return untold(ambiguous('The route is there, and it does not explain "Missing Authentication Token".', cure), shown)


def _elsewhere(facts: Facts, method: str, path: str) -> Asking[Reading]:
    api_id, stage = one(facts, "api_id"), one(facts, "stage")
    gone = evidence(f"{method} {path} is not among the routes that {stage} serves.")
    resources, at, made = yield from ask_all(
        (
            AwsCall.to("apigateway", "get_resources", restApiId=api_id, embed=["methods"], limit=500),
            AwsCall.to("apigateway", "get_stage", restApiId=api_id, stageName=stage),
            AwsCall.to("apigateway", "get_deployments", restApiId=api_id),
        )
    )
    draft = _of_the_draft(resources, method, path)
    served, latest = _deployments(at, made)
    if latest and served and latest != served:
        found = yield from ask(
            AwsCall.to("apigateway", "get_deployment", restApiId=api_id, deploymentId=latest, embed=["apisummary"])
        )
        if not isinstance(found, NotSeen) and has_route(record(found.data, "apiSummary"), method, path):
            newer = evidence(f"{stage} serves deployment {served}; the newest, {latest}, has {method} {path}.")
            return told("old_deployment", gone, newer, stage_deployment=served, newest_deployment=latest)
    return told("absent", gone, draft)


def _of_the_draft(seen: Seen, method: str, path: str) -> Evidence:
    if isinstance(seen, NotSeen):
        return evidence("Whether it is in the draft could not be read.", seen.detail)
    if in_draft(records(seen.data, "items"), method, path):
        return evidence(f"{method} {path} is in the draft: deploy it.")
    return evidence(f"{method} {path} is not in the draft either: the URL or the method is another one.")


def _deployments(at: Seen, made: Seen) -> tuple[str, str]:
    """The deployment that the stage serves, and the newest one; empty where they can't be read."""
    served = "" if isinstance(at, NotSeen) else text(at.data, "deploymentId")
    return served, "" if isinstance(made, NotSeen) else newest(records(made.data, "items"))
