"""One broken policy for every named mistake, with the call it denies, and a healthy policy beside it."""

from dataclasses import dataclass, field
from typing import Any

from gatewise.analysis.policy import Request
from gatewise.analysis.policy.mistake import Around, Kind

ENDPOINT = "vpce-0f1e2d3c4b5a69788"
VPC = "vpc-0a1b2c3d4e5f60718"
CLIENT_VPC = "vpc-0c1c2c3c4c5c6c7c8"
API = "arn:aws:execute-api:eu-west-3:123456789012:a1b2c3d4e5"
METHOD = f"{API}/prod/GET/orders"
DOMAIN = "arn:aws:execute-api:eu-west-3:123456789012:/domainnames/api.example.com+abc123"
ROLE = "arn:aws:iam::123456789012:role/caller"
SESSION = "arn:aws:sts::123456789012:assumed-role/caller/one"
NETWORK = {"aws:SourceVpce": ENDPOINT, "aws:SourceVpc": VPC, "aws:VpcSourceIp": "10.0.10.20"}
UNSIGNED = Request(METHOD, context=NETWORK)
SIGNED = Request(METHOD, principal=ROLE, context={**NETWORK, "aws:PrincipalArn": ROLE})
OF_SESSION = Request(METHOD, principal=SESSION, context={**NETWORK, "aws:PrincipalArn": ROLE})
ALL: dict[str, Any] = {
    "Effect": "Allow",
    "Principal": "*",
    "Action": "execute-api:Invoke",
    "Resource": "execute-api:/*",
}


def policy(*statements: dict[str, Any], version: str | None = "2012-10-17") -> dict[str, Any]:
    return {**({"Version": version} if version else {}), "Statement": list(statements)}


def allow(condition: dict[str, Any] | None = None, **elements: Any) -> dict[str, Any]:
    return {**ALL, **elements, **({"Condition": condition} if condition else {})}


def deny(condition: dict[str, Any], **elements: Any) -> dict[str, Any]:
    return {**ALL, "Effect": "Deny", **elements, "Condition": condition}


THROUGH = {"StringEquals": {"aws:SourceVpce": ENDPOINT}}


@dataclass(frozen=True)
class Broken:
    kind: Kind
    cause: str
    policy: dict[str, Any]
    healthy: dict[str, Any]
    request: Request = UNSIGNED
    around: Around = field(default_factory=Around)
    opens: frozenset[str] = frozenset()
    """In which ways other calls may differ that the edit lets in beside this one."""


def case(  # noqa: PLR0913 - a row has these columns
    kind: Kind,
    cause: str,
    broken: dict[str, Any],
    healthy: dict[str, Any],
    request: Request = UNSIGNED,
    opens: str = "",
    around: Around | None = None,
) -> Broken:
    return Broken(kind, cause, broken, healthy, request, around or Around(), frozenset(opens.split()))


OPERATOR = "pol-operator-mistake"
ARN = "pol-resource-arn-mismatch"
ENDPOINT_POLICY = Around(kind="vpce")
ANYONE_HERE = "vpc address caller method"
"""Everyone who comes through the endpoint."""


def of_resource(kind: Kind, resource: str, right: str, opens: str = "vpc address caller") -> Broken:
    return case(
        kind, ARN, policy(allow(THROUGH, Resource=resource)), policy(allow(THROUGH, Resource=right)), opens=opens
    )


CASES: list[Broken] = [
    case(
        Kind.SOURCE_IP,
        "pol-sourceip-instead-of-vpcsourceip",
        policy(allow({"IpAddress": {"aws:SourceIp": "10.0.0.0/16"}})),
        policy(allow({"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/16"}})),
        opens="endpoint vpc address caller method",
    ),
    case(
        Kind.SOURCE_IP,
        "pol-sourceip-instead-of-vpcsourceip",
        policy(ALL, deny({"NotIpAddress": {"aws:SourceIp": ["203.0.113.0/24"]}})),
        policy(ALL, deny({"NotIpAddress": {"aws:VpcSourceIp": ["10.0.10.20/32"]}})),
        opens="endpoint vpc caller method",
    ),
    case(
        Kind.DENIES_EXCLUDE_EACH_OTHER,
        OPERATOR,
        policy(
            ALL,
            deny({"StringNotEquals": {"aws:SourceVpce": "vpce-0aaa"}}),
            deny({"StringNotEquals": {"aws:SourceVpce": ENDPOINT}}),
        ),
        policy(ALL, deny({"StringNotEquals": {"aws:SourceVpce": ["vpce-0aaa", ENDPOINT]}})),
        opens=ANYONE_HERE,
    ),
    case(
        Kind.CLIENT_VPC,
        "pol-source-vpc-is-endpoint-vpc",
        policy(ALL, deny({"StringNotEquals": {"aws:SourceVpc": CLIENT_VPC}})),
        policy(ALL, deny({"StringNotEquals": {"aws:SourceVpc": VPC}})),
        around=Around(client_vpc=CLIENT_VPC),
        opens="endpoint address caller method",
    ),
    case(
        Kind.WRONG_VPC,
        "pol-wrong-vpc-id",
        policy(allow({"StringEquals": {"aws:SourceVpc": "vpc-0bbb"}})),
        policy(allow({"StringEquals": {"aws:SourceVpc": VPC}})),
        opens="endpoint address caller method",
    ),
    case(
        Kind.WRONG_ENDPOINT,
        "pol-wrong-vpce-id",
        policy(ALL, deny({"StringNotEquals": {"aws:SourceVpce": "vpce-0aaa"}})),
        policy(ALL, deny({"StringNotEquals": {"aws:SourceVpce": ENDPOINT}})),
        opens=ANYONE_HERE,
    ),
    case(
        Kind.DELETED_ENDPOINT,
        "pol-wrong-vpce-id",
        policy(ALL, deny({"StringNotEquals": {"aws:SourceVpce": ["vpce-0aaa"]}})),
        policy(ALL, deny({"StringNotEquals": {"aws:SourceVpce": [ENDPOINT]}})),
        around=Around(endpoints=frozenset({ENDPOINT})),
        opens=ANYONE_HERE,
    ),
    case(
        Kind.WILDCARD_IN_EQUALS,
        OPERATOR,
        policy(allow({"StringEquals": {"aws:SourceVpce": "vpce-*"}})),
        policy(allow({"StringLike": {"aws:SourceVpce": "vpce-*"}})),
        opens=ANYONE_HERE,
    ),
    case(
        Kind.ARN_WILDCARD_OVER_COLONS,
        OPERATOR,
        policy(allow({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam:*role/caller"}})),
        policy(allow({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/caller"}})),
        SIGNED,
        opens="endpoint vpc address method",
    ),
    case(
        Kind.LETTER_CASE,
        OPERATOR,
        policy(allow({"StringEquals": {"aws:SourceVpce": ENDPOINT.upper()}})),
        policy(allow(THROUGH)),
        opens=ANYONE_HERE,
    ),
    case(
        Kind.SESSION_ARN_IN_CONDITION,
        OPERATOR,
        policy(ALL, deny({"ArnNotEquals": {"aws:PrincipalArn": SESSION}})),
        policy(ALL, deny({"ArnNotEquals": {"aws:PrincipalArn": ROLE}})),
        OF_SESSION,
        opens="endpoint vpc address method",
    ),
    case(
        Kind.ADDRESS_FAMILY,
        "pol-resource-explicit-deny",
        policy(ALL, deny({"NotIpAddress": {"aws:VpcSourceIp": "10.0.0.0/16"}})),
        policy(ALL, deny({"NotIpAddress": {"aws:VpcSourceIp": ["10.0.0.0/16", "2001:db8::/64"]}})),
        Request(METHOD, context={**NETWORK, "aws:VpcSourceIp": "2001:db8::20"}),
        opens="endpoint vpc caller method",
    ),
    case(
        Kind.ALLOW_INVERTED,
        OPERATOR,
        policy(allow({"StringNotEquals": {"aws:SourceVpce": ENDPOINT}})),
        policy(allow(THROUGH)),
        opens=ANYONE_HERE,
    ),
    case(
        Kind.DENY_INVERTED,
        OPERATOR,
        policy(ALL, deny({"StringEquals": {"aws:SourceVpce": ENDPOINT}})),
        policy(ALL, deny({"StringNotEquals": {"aws:SourceVpce": ENDPOINT}})),
        opens=ANYONE_HERE,
    ),
    case(
        Kind.PRINCIPAL_KEY_UNSIGNED,
        "pol-authn-keys-without-iam",
        policy(ALL, deny({"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}})),
        policy(ALL, deny({"StringNotEquals": {"aws:SourceVpce": ENDPOINT}})),
        opens=ANYONE_HERE,
    ),
    case(
        Kind.PRINCIPAL_KEY_UNSIGNED,
        "pol-vpce-principal-vs-anonymous",
        policy(allow({"StringEquals": {"aws:PrincipalOrgID": "o-1"}}, Resource="*")),
        policy(allow(Resource=f"{API}/*")),
        around=ENDPOINT_POLICY,
        opens="vpc address caller",
    ),
    case(
        Kind.SET_OPERATOR,
        OPERATOR,
        policy(allow({"ForAnyValue:StringNotEquals": {"aws:Referer": "yes"}})),
        policy(allow({"StringNotEquals": {"aws:Referer": "yes"}})),
        opens="vpc address caller",
    ),
    case(
        Kind.MISSING_KEY_NEGATED,
        OPERATOR,
        policy(ALL, deny({"StringNotEquals": {"aws:VpceOrgID": "o-1"}})),
        policy(ALL, deny({"Null": {"aws:VpceOrgID": "false"}, "StringNotEquals": {"aws:VpceOrgID": "o-1"}})),
        opens=ANYONE_HERE,
    ),
    case(
        Kind.VARIABLES_WITHOUT_VERSION,
        OPERATOR,
        policy(allow({"StringEquals": {"aws:PrincipalTag/vpce": "${aws:SourceVpce}"}}), version=None),
        policy(allow({"StringEquals": {"aws:PrincipalTag/vpce": "${aws:SourceVpce}"}})),
        Request(METHOD, principal=ROLE, context={**NETWORK, "aws:PrincipalTag/vpce": ENDPOINT}),
        opens=ANYONE_HERE,
    ),
    case(
        Kind.PRINCIPAL_UNSIGNED,
        "pol-iam-principal-with-auth-none",
        policy(allow(Principal={"AWS": ROLE})),
        policy(allow(THROUGH)),
        around=Around(authorization="NONE"),
        opens="vpc address caller",
    ),
    case(
        Kind.PRINCIPAL_UNSIGNED,
        "auth-iam-unsigned",
        policy(allow(Principal={"AWS": ROLE})),
        policy(allow(THROUGH)),
        around=Around(authorization="AWS_IAM"),
        opens="vpc address caller",
    ),
    case(
        Kind.PRINCIPAL_UNSIGNED,
        "pol-vpce-principal-vs-anonymous",
        policy(allow(Principal={"AWS": "123456789012"}, Resource="*")),
        policy(allow(Resource="*")),
        around=ENDPOINT_POLICY,
        opens="vpc address caller",
    ),
    case(
        Kind.NOT_PRINCIPAL_UNSIGNED,
        "pol-iam-principal-with-auth-none",
        policy(
            ALL, {**{k: v for k, v in ALL.items() if k != "Principal"}, "Effect": "Deny", "NotPrincipal": {"AWS": ROLE}}
        ),
        policy(ALL, deny({"StringNotEquals": {"aws:SourceVpce": ENDPOINT}})),
        opens=ANYONE_HERE,
    ),
    case(
        Kind.DELETED_PRINCIPAL,
        "pol-principal-recreated",
        policy(allow(Principal={"AWS": "AROAEXAMPLEEXAMPLE123"})),
        policy(allow(Principal={"AWS": ROLE})),
        OF_SESSION,
        opens="endpoint vpc address method",
    ),
    case(
        Kind.PRINCIPAL_WILDCARD,
        "pol-resource-implicit-deny",
        policy(allow(Principal={"AWS": ["arn:aws:iam::123456789012:role/*"]})),
        policy(allow(Principal={"AWS": [ROLE]})),
        SIGNED,
        opens="endpoint vpc address method",
    ),
    case(
        Kind.SESSION_PRINCIPAL,
        "pol-resource-implicit-deny",
        policy(allow(Principal={"AWS": SESSION.replace("one", "two")})),
        policy(allow(Principal={"AWS": ROLE})),
        OF_SESSION,
        opens="endpoint vpc address method",
    ),
    case(
        Kind.EMPTY_PRINCIPAL,
        "dep-invalid-policy-document",
        policy(allow(Principal={"AWS": []})),
        policy(allow(THROUGH)),
        opens="vpc address caller",
    ),
    case(
        Kind.SERVICE_PRINCIPAL,
        "pol-resource-implicit-deny",
        policy(allow(Principal={"Service": "apigateway.amazonaws.com"})),
        policy(allow(THROUGH)),
        opens="vpc address caller",
    ),
    case(
        Kind.ACTION_OF_ANOTHER_SERVICE,
        "pol-resource-implicit-deny",
        policy(allow(THROUGH, Action="apigateway:GET")),
        policy(allow(THROUGH)),
        opens=ANYONE_HERE,
    ),
    case(
        Kind.NO_ALLOW,
        "pol-resource-implicit-deny",
        policy(deny({"StringNotEquals": {"aws:SourceVpce": ENDPOINT}})),
        policy(ALL, deny({"StringNotEquals": {"aws:SourceVpce": ENDPOINT}})),
        opens="vpc address caller",
    ),
    of_resource(Kind.API_ID_WITHOUT_WILDCARD, f"{API}/", f"{API}/*"),
    of_resource(Kind.METHOD_IN_LOWER_CASE, f"{API}/prod/get/orders", METHOD),
    of_resource(Kind.METHOD_ANY, f"{API}/prod/ANY/orders", f"{API}/prod/*/orders"),
    of_resource(Kind.STAGE_MISSING, f"{API}/GET/orders", METHOD),
    of_resource(Kind.METHOD_MISSING, f"{API}/prod/orders", METHOD),
    of_resource(Kind.OTHER_ACCOUNT, METHOD.replace("123456789012", "999999999999"), METHOD),
    of_resource(Kind.OTHER_API, METHOD.replace("a1b2c3d4e5", "z9z9z9z9z9"), METHOD),
    of_resource(Kind.OTHER_REGION, METHOD.replace("eu-west-3", "eu-west-1"), METHOD),
    of_resource(Kind.OTHER_PARTITION, METHOD.replace("arn:aws:", "arn:aws-cn:"), METHOD),
    of_resource(Kind.OTHER_SERVICE_IN_ARN, METHOD.replace("execute-api", "apigateway"), METHOD),
    of_resource(Kind.PATH_TEMPLATE, f"{API}/prod/GET/{{name}}", f"{API}/prod/GET/*"),
    of_resource(Kind.TOO_SHORT_A_PATTERN, f"{API}/prod", f"{API}/prod/*"),
    case(
        Kind.SHORT_FORM_IN_ENDPOINT_POLICY,
        ARN,
        policy(allow(Resource="execute-api:/dev/*")),
        policy(allow(Resource=f"{API}/prod/*")),
        around=ENDPOINT_POLICY,
        opens="endpoint vpc address caller",
    ),
    case(
        Kind.DOMAIN_NAME_NOT_LISTED,
        "pol-vpce-domain-arn",
        policy(allow(Resource=f"{API}/*")),
        policy(allow(Resource=[f"{API}/*", DOMAIN])),
        Request(DOMAIN, context=NETWORK),
        around=ENDPOINT_POLICY,
        opens="endpoint vpc address caller",
    ),
]
