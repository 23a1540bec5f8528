"""How the verdicts on one call combine: which layer denies it, with every layer's own verdict.

Source: API Gateway Developer Guide, apigateway-authorization-flow (the order, Tables A and B) and
apigateway-vpc-endpoint-policies (whom an endpoint policy takes the caller for).
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from gatewise.analysis.policy.document import Policy
from gatewise.analysis.policy.evaluation import Evaluation, Result, evaluate
from gatewise.analysis.policy.request import Request


class Authorization(StrEnum):
    """What a method asks of its callers, as `get_method` names it."""

    NONE = "NONE"
    AWS_IAM = "AWS_IAM"
    CUSTOM = "CUSTOM"
    COGNITO_USER_POOLS = "COGNITO_USER_POOLS"


class Header(StrEnum):
    """What the Authorization header holds."""

    NONE = "none"
    VALID_SIGNATURE = "valid SigV4"
    INVALID_SIGNATURE = "invalid SigV4"
    OTHER = "something else"
    """A bearer token, for example."""


class Layer(StrEnum):
    """Who may deny a call."""

    ENDPOINT_POLICY = "endpoint policy"
    SIGNATURE = "signature"
    DOMAIN_POLICY = "domain name's policy"
    RESOURCE_POLICY = "resource policy"
    IDENTITY = "identity policies"
    AUTHORIZER = "authorizer"


@dataclass(frozen=True, slots=True)
class Call:
    """A call and every policy that has a say in it; None for what does not exist or is not known."""

    request: Request
    """Its principal is the signer, whatever the method's authorization."""
    header: Header
    authorization: Authorization
    endpoint_policy: Policy | None = None
    """None: the default, which allows everyone everything."""
    resource_policy: Policy | None = None
    """None: there is none, and every call to a private API fails."""
    domain_policy: Policy | None = None
    """Of a private custom domain name the call uses; with it, `domain_resource`."""
    domain_resource: str = ""
    """The domain name's ARN, `arn:…:execute-api:REGION:ACCOUNT:/domainnames/NAME+ID`."""
    same_account: bool | None = None
    """Whether signer and API are of one account."""
    identity: Result = Result.UNKNOWN
    """What the signer's own policies say; for CUSTOM what the authorizer's policy says, for Cognito the token."""


@dataclass(frozen=True, slots=True)
class Said:
    """One layer's own verdict."""

    layer: Layer
    result: Result
    why: str
    evaluation: Evaluation | None = None
    """How a policy came to it."""


@dataclass(frozen=True, slots=True)
class Combined:
    """The verdict on the call."""

    result: Result
    denied_by: tuple[Layer, ...]
    """The layers that deny it: the first that ends it, or both sides of a table that both stay silent."""
    layers: tuple[Said, ...]
    """Every layer's own verdict, in the order they are asked, asked or not."""


def combined(call: Call) -> Combined:
    """What comes of the call when every layer has had its say."""
    endpoint = _endpoint(call)
    signature = _signature(call)
    behind = _behind(call)
    said = (endpoint, signature, *behind)
    for one in (endpoint, signature):
        if _denies(one.result):
            return Combined(one.result, (one.layer,), said)
    unknown = endpoint.result is Result.UNKNOWN
    result, layers = _behind_combined(call, behind)
    if _denies(result):
        # The endpoint's own "not known" can only be another denial.
        return Combined(result, layers, said)
    return Combined(Result.UNKNOWN if unknown else result, (), said)


def _endpoint(call: Call) -> Said:
    if call.header is Header.INVALID_SIGNATURE:
        return Said(Layer.ENDPOINT_POLICY, Result.UNKNOWN, "nobody is established to ask about")
    if call.endpoint_policy is None:
        return Said(Layer.ENDPOINT_POLICY, Result.ALLOWED, "the default policy allows everyone everything")
    signed = call.header is Header.VALID_SIGNATURE
    caller = call.request.principal if signed else None
    asked = [evaluate(call.endpoint_policy, _as(call.request, caller))]
    if call.domain_resource:
        asked.append(evaluate(call.endpoint_policy, replace(_as(call.request, caller), resource=call.domain_resource)))
    worst = min(asked, key=lambda evaluation: _WORST.index(evaluation.result))
    why = f"asked about {caller or 'an anonymous caller'} ({call.header.value} in the Authorization header)"
    return Said(Layer.ENDPOINT_POLICY, worst.result, why, worst)


_WORST = (Result.EXPLICIT_DENY, Result.IMPLICIT_DENY, Result.UNKNOWN, Result.ALLOWED)


def _signature(call: Call) -> Said:
    if call.header is Header.INVALID_SIGNATURE:
        return Said(Layer.SIGNATURE, Result.EXPLICIT_DENY, "API Gateway refuses an invalid signature")
    if call.authorization is Authorization.AWS_IAM and call.header is not Header.VALID_SIGNATURE:
        return Said(Layer.SIGNATURE, Result.EXPLICIT_DENY, "the method asks for a signed call")
    return Said(Layer.SIGNATURE, Result.ALLOWED, "nothing is wrong with it, or none is asked for")


def _behind(call: Call) -> tuple[Said, ...]:
    """What stands behind the endpoint: the domain name's policy, the API's, and who else decides."""
    signed = call.authorization is Authorization.AWS_IAM and call.header is Header.VALID_SIGNATURE
    request = _as(call.request, call.request.principal if signed else None)
    said: list[Said] = []
    if call.domain_resource:
        asked = replace(request, resource=call.domain_resource)
        said.append(_policy_said(Layer.DOMAIN_POLICY, call.domain_policy, asked))
    said.append(_policy_said(Layer.RESOURCE_POLICY, call.resource_policy, request))
    match call.authorization:
        case Authorization.AWS_IAM:
            whose = {True: "same account", False: "another account", None: "account not known"}[call.same_account]
            said.append(Said(Layer.IDENTITY, call.identity, f"the signer's own policies, {whose}"))
        case Authorization.CUSTOM:
            said.append(Said(Layer.AUTHORIZER, call.identity, "the policy that the Lambda authorizer returned"))
        case Authorization.COGNITO_USER_POOLS:
            said.append(Said(Layer.AUTHORIZER, call.identity, "the user pool's judgement of the token"))
        case Authorization.NONE:
            pass
    return tuple(said)


def _policy_said(layer: Layer, policy: Policy | None, request: Request) -> Said:
    if policy is None:
        return Said(layer, Result.IMPLICIT_DENY, "there is no policy, and without one every call fails")
    evaluation = evaluate(policy, request)
    return Said(layer, evaluation.result, f"asked about {request.principal or 'an anonymous caller'}", evaluation)


def _behind_combined(call: Call, behind: tuple[Said, ...]) -> tuple[Result, tuple[Layer, ...]]:
    said = {one.layer: one for one in behind}
    domain = said.get(Layer.DOMAIN_POLICY)
    if domain is not None and _denies(domain.result):
        return domain.result, (Layer.DOMAIN_POLICY,)
    resource = said[Layer.RESOURCE_POLICY]
    other = said.get(Layer.IDENTITY) or said.get(Layer.AUTHORIZER)
    outcome: tuple[Result, tuple[Layer, ...]]
    if other is None:
        outcome = resource.result, (Layer.RESOURCE_POLICY,)
    elif call.resource_policy is None:
        # Table A would let the other side allow; but a private API without a policy answers no call.
        outcome = Result.IMPLICIT_DENY, (Layer.RESOURCE_POLICY,)
    else:
        outcome = _table(call, resource, other)
    if outcome[0] is Result.ALLOWED and domain is not None and domain.result is Result.UNKNOWN:
        return Result.UNKNOWN, ()
    return outcome if _denies(outcome[0]) else (outcome[0], ())


def _table(call: Call, resource: Said, other: Said) -> tuple[Result, tuple[Layer, ...]]:
    both_must = {
        Authorization.COGNITO_USER_POOLS: True,
        Authorization.CUSTOM: False,
        Authorization.AWS_IAM: None if call.same_account is None else not call.same_account,
    }[call.authorization]
    if both_must is None:
        # Not known which table holds: known only where both come to the same.
        either, both = _table_a(resource, other), _table_b(resource, other)
        return either if either[0] is both[0] else (Result.UNKNOWN, ())
    return _table_b(resource, other) if both_must else _table_a(resource, other)


def _table_a(resource: Said, other: Said) -> tuple[Result, tuple[Layer, ...]]:
    """Either side may allow, and a Deny of either wins."""
    explicit = tuple(one.layer for one in (resource, other) if one.result is Result.EXPLICIT_DENY)
    if explicit:
        return Result.EXPLICIT_DENY, explicit[:1]
    results = {resource.result, other.result}
    if Result.UNKNOWN in results:
        return Result.UNKNOWN, ()
    if Result.ALLOWED in results:
        return Result.ALLOWED, ()
    return Result.IMPLICIT_DENY, (resource.layer, other.layer)


def _table_b(resource: Said, other: Said) -> tuple[Result, tuple[Layer, ...]]:
    """Both sides have to allow."""
    explicit = tuple(one.layer for one in (resource, other) if one.result is Result.EXPLICIT_DENY)
    if explicit:
        return Result.EXPLICIT_DENY, explicit[:1]
    silent = tuple(one.layer for one in (resource, other) if one.result is Result.IMPLICIT_DENY)
    if silent:
        return Result.IMPLICIT_DENY, silent
    return (Result.UNKNOWN if Result.UNKNOWN in {resource.result, other.result} else Result.ALLOWED), ()


def _denies(result: Result) -> bool:
    return result in {Result.EXPLICIT_DENY, Result.IMPLICIT_DENY}


def _as(request: Request, caller: str | None) -> Request:
    """The request as that caller's; an anonymous one has no keys of a principal."""
    if caller is not None or request.principal is None:
        return request
    return replace(
        request,
        principal=None,
        context={key: value for key, value in request.context.items() if not _of_principal(key)},
        unknown=frozenset(key for key in request.unknown if not _of_principal(key)) | _UNSURE,
        unknown_present=frozenset(key for key in request.unknown_present if not _of_principal(key)),
    )


_UNSURE = frozenset({"aws:principalaccount", "aws:principaltype"})
"""AWS's pages differ on whether an anonymous call has these."""


def _of_principal(key: str) -> bool:
    return key.startswith(("aws:principal", "aws:multifactorauth")) or key in {
        "aws:userid",
        "aws:username",
        "aws:tokenissuetime",
    }
