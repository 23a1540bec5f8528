"""The authorizer of the called route, as it is deployed: the stage's export, and `get_authorizers` for its id.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gatewise.analysis.deployed_routes import Authorization, Authorizer, authorizer_in
from gatewise.analysis.known import one
from gatewise.analysis.shapes import Record, record, records, text, texts
from gatewise.model import Evidence, Fact, Facts, NotSeen, Reply
from gatewise.observation import AwsCall
from gatewise.probes._asking import NOT_FOUND, Asking, ask_all, without_a_place
from gatewise.probes._export import export_call
from gatewise.probes._readings import ambiguous, evidence

CALLS = ("apigateway.get_export", "apigateway.get_authorizers")
"""What finding the authorizer may ask for."""

_HEADER = re.compile(r"method\.request\.header\.([!#$%&'*+.^_`|~0-9A-Za-z-]+)")
_FUNCTION = re.compile(r":function:([A-Za-z0-9:_-]{1,170})/invocations")
_SHOWN = (
    ("identitySource", "reads"),
    ("identityValidationExpression", "wants it to match"),
    ("authorizerUri", "asks"),
)


@dataclass(frozen=True, slots=True)
class FoundAuthorizer:
    """The authorizer, and what it establishes."""

    kind: Authorization
    shown: Evidence
    facts: Mapping[str, Fact]


def authorizer_of(facts: Facts) -> Asking[FoundAuthorizer | NotSeen]:
    """The authorizer of the route that the call takes, or why it is not known."""
    listed = AwsCall.to("apigateway", "get_authorizers", restApiId=one(facts, "api_id"))
    export, authorizers = yield from ask_all((export_call(facts), listed))
    if isinstance(export, NotSeen):
        return export
    if export.meaning == NOT_FOUND:
        return without_a_place(export)
    method, path = one(facts, "method") or "GET", one(facts, "path") or "/"
    found = authorizer_in(record(export.data, "body"), method, path)
    if found is None:
        cure = "Read the authorization of the method in the console; a backend can answer 401 itself."
        return ambiguous(f"The export of the stage shows no authorizer on {method} {path}.", cure)
    own = _listed(authorizers, found.name) if isinstance(authorizers, Reply) else {}
    return FoundAuthorizer(found.kind, _shown(found, own), _established(found, own))


def _listed(seen: Reply, name: str) -> Record:
    return next((each for each in records(seen.data, "items") if text(each, "name") == name), {})


def _established(found: Authorizer, own: Record) -> dict[str, Fact]:
    source = text(found.settings, "identitySource") or text(own, "identitySource")
    header = _HEADER.search(source)
    function = _FUNCTION.search(text(found.settings, "authorizerUri") or text(own, "authorizerUri"))
    return {
        "authorizer_id": text(own, "id"),
        "identity_header": header[1] if header else "",
        "authorizer_function": function[1] if function else "",
    }


def _shown(found: Authorizer, own: Record) -> Evidence:
    settings = {**own, **found.settings}
    said = [f"{word} {value}" for key, word in _SHOWN if (value := text(settings, key))]
    said += [f"trusts {pool}" for pool in texts(settings, "providerARNs")]
    return evidence(f"The route has the authorizer {found.name} ({found.kind}).", "\n".join(said))
