"""Worlds with a private custom domain name, of which one part is missing or wrong."""

import json
from typing import Any

from tests.proof.given import FORBIDDEN, NO_NAME, NOT_AUTHORIZED, Given, Lab

_NAME = "orders.internal.example.com"
_URL = f"https://{_NAME}/v1/orders"
_MISMATCH = f"curl: (60) SSL: no alternative certificate subject name matches target host name '{_NAME}'"
_NOT_AUTHORIZED = NOT_AUTHORIZED.replace("API/STAGE/GETPATH", f"/domainnames/{_NAME}+f1e2d3c4b5")
_NO_ROUTE = (
    "HTTP/1.1 403 Forbidden\nx-amzn-ErrorType: MissingAuthenticationTokenException\nx-amz-apigw-id: aB1=\n\n"
    '{"message":"Missing Authentication Token"}'
)
_ANSWERED = {"dns_match": "match", "tls_handshake": "ok"}
_REFUSED_IN_TLS = {"dns_match": "match", "tcp_connects": "all", "tls_handshake": "name_mismatch"}
_ANYTHING: dict[str, Any] = {"Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}


def dom_association_missing(lab: Lab) -> Given:
    _domain(lab, associated=False)
    return _given(lab, _MISMATCH, _REFUSED_IN_TLS)


def dom_rejected_association(lab: Lab) -> Given:
    _domain(lab, associated=False)
    asked = {"domainNameArn": _domains(lab)[0]["domainNameArn"], "accessAssociation": lab.world.endpoint_id}
    event = {"eventName": "RejectDomainNameAccessAssociation", "requestParameters": asked}
    told = {"EventName": event["eventName"], "Username": "paul", "CloudTrailEvent": json.dumps(event)}
    lab.server.answer("cloudtrail", "LookupEvents", json.dumps({"Events": [told]}))
    return _given(lab, _MISMATCH, _REFUSED_IN_TLS)


def dom_no_mapping(lab: Lab) -> Given:
    _domain(lab, base_path="")
    given = {"api_id": lab.world.api_id, "stage": lab.world.stage}
    return _given(lab, FORBIDDEN, _ANSWERED, **given)


def dom_wrong_base_path_or_stage_in_url(lab: Lab) -> Given:
    _domain(lab)
    url = f"https://{_NAME}/{lab.world.stage}/orders"
    return Given(_NO_ROUTE, {"invoke_url": url, "region": lab.world.region}, _ANSWERED, calls_what_is_printed=True)


def dom_default_deny_all(lab: Lab) -> Given:
    _domain(lab, {"Effect": "Deny", **_ANYTHING})
    return _given(lab, _NOT_AUTHORIZED.replace("f1e2d3c4b5", _id(lab)), _ANSWERED)


def dom_policy_denies_vpce(lab: Lab) -> Given:
    other = {"StringNotEquals": {"aws:SourceVpce": "vpce-0d0d0d0d0d0d0d0d0"}}
    _domain(lab, {"Effect": "Allow", **_ANYTHING}, {"Effect": "Deny", **_ANYTHING, "Condition": other})
    return _given(lab, _NOT_AUTHORIZED.replace("f1e2d3c4b5", _id(lab)), _ANSWERED)


def dom_certificate(lab: Lab) -> Given:
    _domain(lab, certificate=_certificate(lab, "*.example.com"))
    return _given(lab, _MISMATCH, _REFUSED_IN_TLS, certificate_arn=_certificate(lab, _NAME))


def dom_name_not_set_up(lab: Lab) -> Given:
    facts = {"api_id": lab.world.api_id, "stage": lab.world.stage, "certificate_arn": _certificate(lab, _NAME)}
    return _given(lab, _MISMATCH, _REFUSED_IN_TLS, invoke_url=f"https://{_NAME}/orders", **facts)


def dom_dns_missing(lab: Lab) -> Given:
    _domain(lab)
    return _given(lab, NO_NAME.replace("HOST", _NAME), {"dns_match": "no_name"})


def _called_by(lab: Lab, error: str) -> Given:
    """The API behind a domain name that is right, and a call by it that is answered with this."""
    _domain(lab)
    return _given(lab, error, _ANSWERED, api_id=lab.world.api_id, stage=lab.world.stage)


def _given(lab: Lab, error: str, answers: dict[str, str], **facts: str) -> Given:
    return Given(error, {"invoke_url": _URL, "region": lab.world.region, **facts}, answers)


def _domain(
    lab: Lab,
    *statements: dict[str, Any],
    base_path: str = "v1",
    certificate: str = "",
    associated: bool = True,
) -> None:
    gateway = lab.aws("apigateway")
    policy = {"Version": "2012-10-17", "Statement": statements or [{"Effect": "Allow", **_ANYTHING}]}
    gateway.create_domain_name(
        domainName=_NAME,
        endpointConfiguration={"types": ["PRIVATE"]},
        certificateArn=certificate or _certificate(lab, _NAME),
        policy=json.dumps(policy),
    )
    if base_path:
        world = lab.world
        gateway.create_base_path_mapping(
            domainName=_NAME, domainNameId=_id(lab), basePath=base_path, restApiId=world.api_id, stage=world.stage
        )
    if associated:
        gateway.create_domain_name_access_association(
            domainNameArn=_domains(lab)[0]["domainNameArn"],
            accessAssociationSource=lab.world.endpoint_id,
            accessAssociationSourceType="VPCE",
        )


def _domains(lab: Lab) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = lab.aws("apigateway").get_domain_names()["items"]
    return listed


def _id(lab: Lab) -> str:
    return str(_domains(lab)[0]["domainNameId"])


def _certificate(lab: Lab, name: str) -> str:
    requested = lab.aws("acm").request_certificate(DomainName=name, ValidationMethod="DNS")
    return str(requested["CertificateArn"])
