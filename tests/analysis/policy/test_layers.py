"""How the verdicts combine (apigateway-authorization-flow, apigateway-vpc-endpoint-policies)."""

from dataclasses import replace
from typing import Any

import pytest

from gatewise.analysis.policy import Request, Result, policy_from
from gatewise.analysis.policy.layers import Authorization, Call, Combined, Header, Layer, combined
from tests.analysis.policy import broken
from tests.analysis.policy.broken import ALL, SIGNED, UNSIGNED, allow, deny, policy

ALLOWED, SILENT, DENIED, OPEN = Result.ALLOWED, Result.IMPLICIT_DENY, Result.EXPLICIT_DENY, Result.UNKNOWN
POLICIES: dict[Result, dict[str, Any]] = {
    ALLOWED: policy(ALL),
    SILENT: policy(allow(Resource="execute-api:/dev/*")),
    DENIED: policy(ALL, deny({"StringEquals": {"aws:SourceVpce": broken.ENDPOINT}})),
    OPEN: policy(allow({"StringEquals": {"aws:UserAgent": "curl"}})),
}
DEFAULT = policy(allow(Action="*", Resource="*"))


def call(  # noqa: PLR0913 - a call has these parts
    authorization: Authorization,
    resource: Result = ALLOWED,
    identity: Result = OPEN,
    *,
    endpoint: dict[str, Any] | None = None,
    header: Header | None = None,
    same_account: bool | None = True,
    request: Request | None = None,
) -> Combined:
    signed = authorization is Authorization.AWS_IAM
    asked = request or (SIGNED if signed else UNSIGNED)
    return combined(
        Call(
            replace(asked, unknown=frozenset({"aws:UserAgent"})),
            header or (Header.VALID_SIGNATURE if signed else Header.NONE),
            authorization,
            policy_from(endpoint) if endpoint else None,
            policy_from(POLICIES[resource]),
            same_account=same_account,
            identity=identity,
        )
    )


# Table A: either side may allow. Columns: identity or authorizer, resource policy, outcome, who denies.
TABLE_A = [
    (ALLOWED, ALLOWED, ALLOWED, ()),
    (ALLOWED, SILENT, ALLOWED, ()),
    (ALLOWED, DENIED, DENIED, (Layer.RESOURCE_POLICY,)),
    (SILENT, ALLOWED, ALLOWED, ()),
    (SILENT, SILENT, SILENT, "both"),
    (SILENT, DENIED, DENIED, (Layer.RESOURCE_POLICY,)),
    (DENIED, ALLOWED, DENIED, "other"),
    (DENIED, SILENT, DENIED, "other"),
    (DENIED, DENIED, DENIED, (Layer.RESOURCE_POLICY,)),
    (OPEN, ALLOWED, OPEN, ()),
    (OPEN, DENIED, DENIED, (Layer.RESOURCE_POLICY,)),
    (ALLOWED, OPEN, OPEN, ()),
    (OPEN, SILENT, OPEN, ()),
]
# Table B: both have to allow.
TABLE_B = [
    (ALLOWED, ALLOWED, ALLOWED, ()),
    (ALLOWED, SILENT, SILENT, (Layer.RESOURCE_POLICY,)),
    (ALLOWED, DENIED, DENIED, (Layer.RESOURCE_POLICY,)),
    (SILENT, ALLOWED, SILENT, "other"),
    (SILENT, SILENT, SILENT, "both"),
    (SILENT, DENIED, DENIED, (Layer.RESOURCE_POLICY,)),
    (DENIED, ALLOWED, DENIED, "other"),
    (DENIED, SILENT, DENIED, "other"),
    (DENIED, DENIED, DENIED, (Layer.RESOURCE_POLICY,)),
    (OPEN, ALLOWED, OPEN, ()),
    (OPEN, SILENT, SILENT, (Layer.RESOURCE_POLICY,)),
]


def by(layers: Any, other: Layer) -> tuple[Layer, ...]:
    return {"both": (Layer.RESOURCE_POLICY, other), "other": (other,)}.get(layers, layers) if layers else ()


@pytest.mark.parametrize(("identity", "resource", "outcome", "denied_by"), TABLE_A)
@pytest.mark.parametrize("authorization", [Authorization.AWS_IAM, Authorization.CUSTOM])
def test_table_a(
    authorization: Authorization, identity: Result, resource: Result, outcome: Result, denied_by: Any
) -> None:
    verdict = call(authorization, resource, identity)

    other = Layer.IDENTITY if authorization is Authorization.AWS_IAM else Layer.AUTHORIZER
    assert (verdict.result, verdict.denied_by) == (outcome, by(denied_by, other))


@pytest.mark.parametrize(("identity", "resource", "outcome", "denied_by"), TABLE_B)
@pytest.mark.parametrize("authorization", [Authorization.AWS_IAM, Authorization.COGNITO_USER_POOLS])
def test_table_b(
    authorization: Authorization, identity: Result, resource: Result, outcome: Result, denied_by: Any
) -> None:
    verdict = call(authorization, resource, identity, same_account=False)

    other = Layer.IDENTITY if authorization is Authorization.AWS_IAM else Layer.AUTHORIZER
    assert (verdict.result, verdict.denied_by) == (outcome, by(denied_by, other))


@pytest.mark.parametrize("resource", [ALLOWED, SILENT, DENIED, OPEN])
def test_without_authorization_the_resource_policy_alone_decides(resource: Result) -> None:
    verdict = call(Authorization.NONE, resource, identity=DENIED)

    assert verdict.result is resource
    assert verdict.denied_by == ((Layer.RESOURCE_POLICY,) if resource in {SILENT, DENIED} else ())


def test_which_table_holds_matters_only_where_they_differ() -> None:
    assert call(Authorization.AWS_IAM, ALLOWED, SILENT, same_account=None).result is OPEN
    assert call(Authorization.AWS_IAM, ALLOWED, ALLOWED, same_account=None).result is ALLOWED
    assert call(Authorization.AWS_IAM, DENIED, ALLOWED, same_account=None).result is DENIED


def test_the_endpoint_policy_comes_first() -> None:
    closed = policy(allow(Resource=f"{broken.API}/dev/*"))

    verdict = call(Authorization.NONE, DENIED, endpoint=closed)

    assert (verdict.result, verdict.denied_by) == (SILENT, (Layer.ENDPOINT_POLICY,))
    # The other layer's own verdict is shown all the same.
    assert {said.layer: said.result for said in verdict.layers}[Layer.RESOURCE_POLICY] is DENIED


@pytest.mark.parametrize("header", [Header.NONE, Header.OTHER])
def test_a_bearer_token_is_anonymous_to_the_endpoint_policy(header: Header) -> None:
    names_principals = policy(allow(Principal={"AWS": "123456789012"}, Resource="*"))

    verdict = call(Authorization.COGNITO_USER_POOLS, ALLOWED, ALLOWED, endpoint=names_principals, header=header)

    assert verdict.denied_by == (Layer.ENDPOINT_POLICY,)


def test_a_valid_signature_is_its_signer_to_the_endpoint_policy() -> None:
    names_principals = policy(allow(Principal={"AWS": "123456789012"}, Resource="*"))

    assert call(Authorization.AWS_IAM, ALLOWED, ALLOWED, endpoint=names_principals).result is ALLOWED


def test_an_invalid_signature_is_refused_whatever_the_policies_say() -> None:
    for authorization in Authorization:
        verdict = call(authorization, ALLOWED, ALLOWED, endpoint=DEFAULT, header=Header.INVALID_SIGNATURE)

        assert (verdict.result, verdict.denied_by) == (DENIED, (Layer.SIGNATURE,))


def test_an_unsigned_call_is_refused_where_the_method_asks_for_a_signature() -> None:
    assert call(Authorization.AWS_IAM, ALLOWED, ALLOWED, header=Header.NONE).denied_by == (Layer.SIGNATURE,)


def test_a_signature_makes_no_principal_where_the_method_asks_for_none() -> None:
    for_the_role = policy_from(policy(allow(Principal={"AWS": broken.ROLE})))

    verdict = combined(Call(SIGNED, Header.VALID_SIGNATURE, Authorization.NONE, None, for_the_role))

    assert (verdict.result, verdict.denied_by) == (SILENT, (Layer.RESOURCE_POLICY,))


@pytest.mark.parametrize("authorization", list(Authorization))
def test_a_private_api_without_a_policy_answers_no_call(authorization: Authorization) -> None:
    header = Header.VALID_SIGNATURE if authorization is Authorization.AWS_IAM else Header.NONE
    verdict = combined(Call(SIGNED, header, authorization, same_account=True, identity=ALLOWED))

    assert (verdict.result, verdict.denied_by) == (SILENT, (Layer.RESOURCE_POLICY,))


def test_what_is_unknown_to_the_endpoint_policy_stays_unknown_unless_another_layer_denies() -> None:
    unknown = policy(allow({"StringEquals": {"aws:UserAgent": "curl"}}, Resource="*"))

    assert call(Authorization.NONE, ALLOWED, endpoint=unknown).result is OPEN
    verdict = call(Authorization.NONE, SILENT, endpoint=unknown)
    assert (verdict.result, verdict.denied_by) == (SILENT, (Layer.RESOURCE_POLICY,))


def test_a_custom_domain_name_is_checked_by_its_own_policy_and_by_the_apis() -> None:
    at_domain = policy(allow(Resource="*"))
    asked = Call(UNSIGNED, Header.NONE, Authorization.NONE, None, policy_from(POLICIES[ALLOWED]))

    without = combined(replace(asked, domain_resource=broken.DOMAIN))
    with_policy = combined(replace(asked, domain_resource=broken.DOMAIN, domain_policy=policy_from(at_domain)))
    not_listed = combined(
        replace(
            asked,
            domain_resource=broken.DOMAIN,
            domain_policy=policy_from(at_domain),
            endpoint_policy=policy_from(policy(allow(Resource=f"{broken.API}/*"))),
        )
    )

    assert without.denied_by == (Layer.DOMAIN_POLICY,)
    assert with_policy.result is ALLOWED
    assert not_listed.denied_by == (Layer.ENDPOINT_POLICY,)


def test_every_layer_is_shown_whoever_denies() -> None:
    verdict = call(Authorization.CUSTOM, DENIED, ALLOWED)

    assert [said.layer for said in verdict.layers] == [
        Layer.ENDPOINT_POLICY,
        Layer.SIGNATURE,
        Layer.RESOURCE_POLICY,
        Layer.AUTHORIZER,
    ]
    assert all(said.why for said in verdict.layers)
