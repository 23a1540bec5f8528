"""Every policy that has a say in the call, asked together, and the one verdict that comes of them.

The order and the tables: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from gatewise.analysis import deployed_routes
from gatewise.analysis.custom_domain import DomainId, behind
from gatewise.analysis.known import one
from gatewise.analysis.policy import Policy, evaluate
from gatewise.analysis.policy.layers import Authorization, Call, Combined, Header, Layer, combined
from gatewise.analysis.policy.told import layers_told
from gatewise.analysis.policy_documents import Document, Owner, decoded, same
from gatewise.analysis.shapes import Record, record, records, text
from gatewise.model import Evidence, Fact, Facts, NotSeen, Reply
from gatewise.observation import AwsCall
from gatewise.probes import Seen
from gatewise.probes._api_call import url_of
from gatewise.probes._asking import NOT_FOUND, Asking, ask_all
from gatewise.probes._custom_domain import (
    LIST_OWN,
    LIST_SHARED,
    chosen,
    domain_call,
    domain_facts,
    domain_of,
    listed,
    mappings_call,
)
from gatewise.probes._endpoint import endpoint_call, endpoint_in
from gatewise.probes._export import export_call
from gatewise.probes._policy import caller_of, comes_by_domain, domain_arn, own_path, readable_policy, request_for
from gatewise.probes._readings import evidence, not_known

CALLS = (
    "apigateway.get_base_path_mappings",
    "apigateway.get_domain_name",
    "apigateway.get_domain_names",
    "apigateway.get_export",
    "apigateway.get_rest_api",
    "ec2.describe_vpc_endpoints",
)
"""What reading them may ask for."""

_POLICY = "x-amazon-apigateway-policy"


@dataclass(frozen=True, slots=True)
class Policies:
    """The replies that hold a policy; None for what was not asked, because what it needs is not known."""

    api: Seen | None
    export: Seen | None
    endpoint: Seen | None
    domain: Record | None
    """The private custom domain name that the call comes by."""
    found: Mapping[str, Fact]
    """What that domain name establishes."""
    facts: Facts
    """What is known of the call, that domain name included."""

    @property
    def saved(self) -> Document | None:
        """The resource policy as it is saved, where it can be read."""
        return decoded(text(self.api.data, "policy")) if isinstance(self.api, Reply) else None

    @property
    def deployed(self) -> Document | None:
        """The resource policy in the stage's export, where it shows one."""
        return deployed_policy(record(self.export.data, "body")) if isinstance(self.export, Reply) else None

    @property
    def of_endpoint(self) -> Record | NotSeen:
        """The endpoint itself, or why it is not known."""
        if self.endpoint is None:
            return not_known("The endpoint is not known.", "Say which it is: --vpce-id.")
        return endpoint_in(self.endpoint, one(self.facts, "vpce_id"))

    @property
    def authorization(self) -> deployed_routes.Authorization:
        """How the route that the call takes is authorized; empty where the export does not say."""
        if not isinstance(self.export, Reply) or self.export.meaning == NOT_FOUND:
            return ""
        method, path = one(self.facts, "method") or "GET", own_path(self.facts)
        return deployed_routes.authorization_in(record(self.export.data, "body"), method, path)


def policies_of(facts: Facts) -> Asking[Policies]:
    """The saved and the deployed resource policy, the endpoint's and the domain name's, asked side by side."""
    api_id, vpce_id = one(facts, "api_id"), one(facts, "vpce_id")
    calls: dict[str, AwsCall] = {}
    if api_id:
        calls["api"] = AwsCall.to("apigateway", "get_rest_api", restApiId=api_id)
    if api_id and one(facts, "stage"):
        calls["export"] = export_call(facts)
    if vpce_id:
        calls["endpoint"] = endpoint_call(vpce_id)
    wanted = domain_of(facts) if comes_by_domain(facts) else None
    if wanted is not None and wanted.name:
        calls |= {"own": LIST_OWN, "shared": LIST_SHARED}
    seen = dict(zip(calls, (yield from ask_all(tuple(calls.values()))), strict=True))
    domain: Record | None = None
    known: dict[str, Fact] = {}
    if wanted is not None and wanted.name:
        found = chosen(listed(wanted.name, seen["own"], seen["shared"]), wanted)
        if not isinstance(found, NotSeen):
            known = domain_facts(found)
            domain, path = yield from _behind(DomainId(wanted.name, str(known["domain_name_id"])), facts)
            facts = {**facts, **({"path": path} if path else {})}
    return Policies(seen.get("api"), seen.get("export"), seen.get("endpoint"), domain, known, {**facts, **known})


def _behind(wanted: DomainId, facts: Facts) -> Asking[tuple[Record | None, str]]:
    """The domain name itself, and the path that the API is asked for where the mappings tell; else an empty one."""
    itself, mappings = yield from ask_all((domain_call(wanted), mappings_call(wanted)))
    call = url_of(facts)
    listed = records(mappings.data, "items") if isinstance(mappings, Reply) else ()
    leads = behind(call.whole_path, listed) if call is not None else None
    return (itself.data if isinstance(itself, Reply) else None), (leads.path if leads is not None else "")


def deployed_policy(body: Record) -> Document | None:
    """The policy in an export: a document, or its text."""
    found = body.get(_POLICY)
    return decoded(found if isinstance(found, str) else json.dumps(found)) if found else None


def differ(policies: Policies) -> bool:
    """Whether both resource policies can be read, and say different things."""
    saved, deployed = policies.saved, policies.deployed
    if saved is None or deployed is None:
        return False
    return not same(saved, deployed, Owner(*(one(policies.facts, name) for name in ("api_id", "region", "account_id"))))


def verdict_of_all(policies: Policies) -> Combined | None:
    """What comes of the call when every layer is asked; None where one of them can't be.

    The deployed resource policy is asked where it is known, else the saved one.
    """
    endpoint = policies.of_endpoint
    if isinstance(endpoint, NotSeen):
        return None
    own = text(endpoint, "PolicyDocument")
    of_endpoint = _policy(decoded(own)) if own else None
    of_api = _policy(policies.deployed or policies.saved)
    if of_api is None or (own and of_endpoint is None):
        return None
    call = _call(policies, of_api, of_endpoint)
    return None if call is None else combined(call)


def refuses_alone(policies: Policies, policy: Policy) -> bool:
    """Whether this resource policy surely refuses the call, whatever an authorizer or the caller's own policies say."""
    if one(policies.facts, "api_answer") == "resource_policy":
        return True
    call = _call(policies, policy, None)
    return call is not None and Layer.RESOURCE_POLICY in combined(call).denied_by


def _call(policies: Policies, of_api: Policy, of_endpoint: Policy | None) -> Call | None:
    """Nobody knows here what an authorizer says, or the caller's own policies."""
    facts, named = policies.facts, policies.authorization
    caller, header = caller_of(facts), _header(facts)
    if named in {"", "OTHER"} or header is None or (named == "AWS_IAM" and header is Header.NONE and not _said(facts)):
        # Whether it is signed, and by whom, is not known.
        return None
    of_domain = None if policies.domain is None else _policy(decoded(text(policies.domain, "policy")))
    given = [policy for policy in (of_endpoint, of_api, of_domain) if policy is not None]
    request = request_for(facts, *given)
    if request is None:
        return None
    return Call(
        request,
        header,
        Authorization(named),
        of_endpoint,
        of_api,
        of_domain,
        domain_arn(facts) if policies.domain is not None else "",
        same_account=None if caller is None else f"::{one(facts, 'account_id')}:" in caller,
    )


_HEADERS = {"bearer": Header.OTHER, "other": Header.OTHER}


def _header(facts: Facts) -> Header | None:
    """What the Authorization header holds; None where it is signed, and by whom is not known."""
    if caller_of(facts) is not None:
        return Header.VALID_SIGNATURE
    scheme = one(facts, "authorization_scheme")
    return None if scheme == "sigv4" else _HEADERS.get(scheme, Header.NONE)


def _said(facts: Facts) -> bool:
    """Whether it is known that the call has no Authorization header."""
    return one(facts, "authorization_scheme") == "none"


def _policy(document: Document | None) -> Policy | None:
    return None if document is None else readable_policy(document)


def layers_shown(policies: Policies) -> tuple[Evidence, ...]:
    """Every layer's own verdict as evidence; nothing where the whole can't be told."""
    whole = verdict_of_all(policies)
    if whole is None:
        return ()
    summary, detail = layers_told(whole)
    saved = _policy(policies.saved) if differ(policies) else None
    request = None if saved is None else request_for(policies.facts, saved)
    if saved is not None and request is not None:
        as_saved = evaluate(saved, request).result
        summary += f" The resource policy asked is the deployed one; the saved one says {as_saved}."
        detail += f"\n   resource policy as saved: {as_saved}; not deployed, so callers are not judged by it"
    return (evidence(summary, detail),)
