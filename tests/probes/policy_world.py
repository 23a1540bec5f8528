"""Policies and the replies that hold them, for the tables of the probes that judge policies."""

import json
from typing import TypeAlias

from gatewise.model import Facts, JsonValue
from tests.probes.driver import Replies
from tests.probes.world import ACCOUNT, API, OTHER_VPC, REGION, VPC, VPCE, endpoint, endpoints, rest_api

Json: TypeAlias = dict[str, JsonValue]

REST, EXPORT, LIST = "aws apigateway get_rest_api", "aws apigateway get_export", "aws ec2 describe_vpc_endpoints"
FACTS: Facts = {
    "api_id": API,
    "region": REGION,
    "account_id": ACCOUNT,
    "stage": "prod",
    "method": "GET",
    "path": "/orders",
    "vpce_id": VPCE,
    "vpc_id": VPC,
    "client_vpc_id": OTHER_VPC,
    "client_addresses": ("10.0.10.20",),
}
ROLE = f"arn:aws:iam::{ACCOUNT}:role/orders-client"
SIGNED_FACTS: Facts = {
    **FACTS,
    "api_answer": "resource_policy",
    "error_text": f"User: {ROLE} is not authorized to perform: execute-api:Invoke",
}
DOMAIN = "orders.internal.example.com"
DOMAIN_FACTS: Facts = {**FACTS, "url_form": "custom_domain", "invoke_url": f"https://{DOMAIN}/orders"}
DOMAIN_ARN = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:/domainnames/{DOMAIN}+f1e2d3c4b5"

OPEN: Json = {"paths": {"/orders": {"get": {}}}}
SIGNED: Json = {"paths": {"/orders": {"get": {"x-amazon-apigateway-auth": {"type": "AWS_IAM"}}}}}
COGNITO: Json = {
    "paths": {"/orders": {"get": {"security": [{"pool": []}]}}},
    "components": {
        "securitySchemes": {
            "pool": {"type": "apiKey", "name": "Authorization", "x-amazon-apigateway-authtype": "cognito_user_pools"}
        }
    },
}
OF_LAMBDA: Json = {
    "paths": {"/orders": {"get": {"security": [{"tokens": []}]}}},
    "components": {
        "securitySchemes": {
            "tokens": {
                "type": "apiKey",
                "name": "Authorization",
                "x-amazon-apigateway-authtype": "custom",
                "x-amazon-apigateway-authorizer": {"type": "token"},
            }
        }
    },
}


def allow(condition: JsonValue = None, **changes: JsonValue) -> Json:
    """One that allows everybody everything in the API, but for these changes."""
    statement: Json = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "execute-api:Invoke",
        "Resource": "execute-api:/*",
    }
    return {**statement, **({"Condition": condition} if condition else {}), **changes}


def deny(condition: JsonValue = None, **changes: JsonValue) -> Json:
    """One that denies everybody everything in the API, but for these changes."""
    return allow(condition, Effect="Deny", **changes)


def policy(*statements: Json) -> Json:
    """A whole document."""
    return {"Version": "2012-10-17", "Statement": [*statements]}


def api(*statements: Json, body: Json = OPEN, deployed: Json | None = None, of_endpoint: Json | None = None) -> Replies:
    """The replies for an API with this resource policy, saved and deployed, and its endpoint's policy."""
    saved = policy(*statements)
    exported: Json = {**body, "x-amazon-apigateway-policy": deployed or saved}
    own: Json = {} if of_endpoint is None else {"PolicyDocument": json.dumps(of_endpoint)}
    return {
        REST: rest_api(policy=json.dumps(saved)),
        EXPORT: {"body": exported},
        LIST: endpoints(endpoint(**own)),
    }


def behind_domain(replies: Replies, of_domain: Json | None = None) -> Replies:
    """The same API called by a private custom domain name with this policy."""
    itself: Json = {
        "domainName": DOMAIN,
        "domainNameId": "f1e2d3c4b5",
        "domainNameArn": DOMAIN_ARN.replace("execute-api", "apigateway"),
        "endpointConfiguration": {"types": ["PRIVATE"]},
        "policy": json.dumps(of_domain or policy(allow())),
    }
    return {
        **replies,
        'aws apigateway get_domain_names {"resourceOwner": "SELF"}': {"items": [itself]},
        'aws apigateway get_domain_names {"resourceOwner": "OTHER_ACCOUNTS"}': {"items": []},
        "aws apigateway get_domain_name": itself,
        "aws apigateway get_base_path_mappings": {
            "items": [{"basePath": base, "restApiId": API, "stage": "prod"} for base in ("(none)", "v1")]
        },
    }


def other_endpoint(vpce_id: str = "vpce-0aaaaaaaaaaaaaaaa") -> Json:
    """A condition that lists an endpoint."""
    return {"StringEquals": {"aws:SourceVpce": vpce_id}}


def but_endpoint(vpce_id: str = "vpce-0aaaaaaaaaaaaaaaa") -> Json:
    """A condition of a Deny that excepts an endpoint."""
    return {"StringNotEquals": {"aws:SourceVpce": vpce_id}}
