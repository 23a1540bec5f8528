"""A private custom domain name of the tests' API, as AWS describes it."""

from gatewise.model import Facts, JsonValue, Reply
from tests.probes.driver import Replies
from tests.probes.world import ACCOUNT, API, REGION, STAGE, VPC, VPCE, Json

NAME, NAME_ID, OTHER_ID = "orders.internal.example.com", "f1e2d3c4b5", "b5c4d3e2f1"
URL = f"https://{NAME}/v1/orders"
MANAGED = f"arn:aws:apigateway:{REGION}:{ACCOUNT}:/domainnames/{NAME}+{NAME_ID}"
INVOKED = MANAGED.replace(":apigateway:", ":execute-api:")
CERTIFICATE = f"arn:aws:acm:{REGION}:{ACCOUNT}:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"

OWN = 'aws apigateway get_domain_names {"resourceOwner": "SELF"}'
SHARED = 'aws apigateway get_domain_names {"resourceOwner": "OTHER_ACCOUNTS"} @endpoint'
ALIAS = f"dns CNAME {NAME}"
DOMAIN, MAPPINGS = "aws apigateway get_domain_name", "aws apigateway get_base_path_mappings"
ASSOCIATIONS = 'aws apigateway get_domain_name_access_associations {"limit": 500, "resourceOwner": "%s"}'
OWN_ASSOCIATIONS, OTHERS = ASSOCIATIONS % "SELF" + " @endpoint", ASSOCIATIONS % "OTHER_ACCOUNTS"

CALLED: Facts = {"invoke_url": URL, "url_form": "custom_domain", "region": REGION, "vpce_id": VPCE, "vpc_id": VPC}
KNOWN: Facts = {**CALLED, "domain_name": NAME, "domain_name_id": NAME_ID, "domain_name_arn": MANAGED}
BEHIND: Facts = {**KNOWN, "api_id": API, "stage": STAGE, "account_id": ACCOUNT, "path": "/orders"}
NONE: Json = {"items": []}
NO_ALIAS = Reply("dns.nodata", {"addresses": []})


def domain(identifier: str = NAME_ID, **changes: JsonValue) -> Json:
    return changed({}, identifier, **changes)


def changed(changes: Json, identifier: str = NAME_ID, **others: JsonValue) -> Json:
    return {
        "domainName": NAME,
        "domainNameId": identifier,
        "domainNameArn": MANAGED.replace(NAME_ID, identifier),
        "endpointConfiguration": {"types": ["PRIVATE"]},
        "domainNameStatus": "AVAILABLE",
        "certificateArn": CERTIFICATE,
        **changes,
        **others,
    }


def public(**changes: JsonValue) -> Json:
    target = f"d-abcdefghij.execute-api.{REGION}.amazonaws.com"
    return {
        "domainName": NAME,
        "endpointConfiguration": {"types": ["REGIONAL"]},
        "regionalDomainName": target,
        **changes,
    }


def items(*listed: Json) -> Json:
    return {"items": [*listed]}


def leads(*targets: str) -> Reply:
    return Reply("unrecognised", {"addresses": [], "aliases": [*targets]})


def mapping(base: str = "v1", stage: str = STAGE, api: str = API) -> Json:
    return {"basePath": base, "restApiId": api, "stage": stage}


def association(identifier: str = NAME_ID, vpce: str = VPCE) -> Json:
    arn = MANAGED.replace(NAME_ID, identifier)
    return {
        "domainNameAccessAssociationArn": f"{arn}/vpcesource/{vpce}".replace("/domainnames/", "/domainnameaccess/"),
        "domainNameArn": arn,
        "accessAssociationSource": vpce,
        "accessAssociationSourceType": "VPCE",
    }


def in_sight(*own: Json) -> Replies:
    """These domain names are the account's own; none is shared, and none is an alias."""
    return {OWN: items(*own), SHARED: NONE, ALIAS: NO_ALIAS}
