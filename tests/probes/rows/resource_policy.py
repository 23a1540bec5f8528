import json
from typing import TypeAlias

from gatewise.model import Facts, JsonValue, Reason
from tests.probes import policy_world as w
from tests.probes.driver import DENIED, NOT_FOUND, Row
from tests.probes.world import API, OTHER_VPCE, POLICY, VPCE, rest_api

REST, EXPORT = w.REST, w.EXPORT
FACTS: Facts = {name: fact for name, fact in w.FACTS.items() if name != "client_vpc_id"}
SHOWN = json.dumps(POLICY, indent=2)
ESCAPED = json.dumps(POLICY).replace('"', '\\"').replace("/", "\\/")
Json: TypeAlias = dict[str, JsonValue]

OPEN: Json = {"body": {"openapi": "3.0.1", "paths": {"/orders": {"get": {}}}}}
SIGNED: Json = {"body": {"paths": {"/orders": {"get": {"x-amazon-apigateway-auth": {"type": "AWS_IAM"}}}}}}
WITH_AUTHORIZER: Json = {"body": {"paths": {"/orders": {"get": {"security": [{"tokens": []}]}}}}}
SIGNED_REFUSAL = "User: arn:aws:iam::123456789012:role/orders-client is not authorized to perform: execute-api:Invoke"


def deny(condition: JsonValue) -> str:
    statement = {"Effect": "Deny", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [*_ALLOWS, {**statement, "Condition": condition}]})


def allow(**changes: JsonValue) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{**_ALLOWS[0], **changes}]})


_ALLOWS: list[dict[str, JsonValue]] = [
    {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}
]
OWN_ENDPOINT = deny({"StringNotEquals": {"aws:SourceVpce": VPCE}})

ROWS = (
    Row("none", FACTS, "absent", {REST: rest_api(), EXPORT: OPEN}),
    Row("an empty one", FACTS, "absent", {REST: rest_api(policy=""), EXPORT: OPEN}),
    Row(
        "as AWS escapes it",
        FACTS,
        "allows",
        {REST: rest_api(policy=ESCAPED), EXPORT: OPEN},
        {"resource_policy": SHOWN},
        shows=SHOWN,
    ),
    Row("this endpoint alone", FACTS, "allows", {REST: rest_api(policy=OWN_ENDPOINT), EXPORT: OPEN}),
    Row(
        "the condition the wrong way round",
        FACTS,
        "denies",
        {REST: rest_api(policy=deny({"StringEquals": {"aws:SourceVpce": VPCE}})), EXPORT: OPEN},
        shows="Statement 2",
    ),
    Row(
        "another endpoint",
        FACTS,
        "denies",
        {REST: rest_api(policy=deny({"StringNotEquals": {"aws:SourceVpce": OTHER_VPCE}})), EXPORT: OPEN},
        shows=f'+            "{VPCE}"',
    ),
    Row(
        "the address that an endpoint hides",
        FACTS,
        "no_statement",
        {REST: rest_api(policy=allow(Condition={"IpAddress": {"aws:SourceIp": "10.0.0.0/16"}})), EXPORT: OPEN},
        shows="aws:VpcSourceIp",
    ),
    Row(
        "a principal, and nobody signs",
        FACTS,
        "no_statement",
        {REST: rest_api(policy=allow(Principal={"AWS": "arn:aws:iam::123456789012:role/orders-client"})), EXPORT: OPEN},
    ),
    Row(
        "a principal, and it signs",
        {**FACTS, "error_text": SIGNED_REFUSAL},
        "allows",
        {
            REST: rest_api(policy=allow(Principal={"AWS": "arn:aws:iam::123456789012:role/orders-client"})),
            EXPORT: SIGNED,
        },
    ),
    Row(
        "another method",
        FACTS,
        "no_statement",
        {REST: rest_api(policy=allow(Resource="execute-api:/prod/POST/orders")), EXPORT: OPEN},
    ),
    Row(
        "another method, and an authorizer may allow what the policy does not",
        FACTS,
        None,
        {REST: rest_api(policy=allow(Resource="execute-api:/prod/POST/orders")), EXPORT: WITH_AUTHORIZER},
        because=Reason.NEEDS_JUDGEMENT,
    ),
    Row(
        "another method, and the answer has named the resource policy",
        {**FACTS, "api_answer": "resource_policy"},
        "no_statement",
        {REST: rest_api(policy=allow(Resource="execute-api:/prod/POST/orders")), EXPORT: WITH_AUTHORIZER},
    ),
    Row(
        "signed calls, and who signs is not known",
        FACTS,
        None,
        {REST: rest_api(policy=OWN_ENDPOINT), EXPORT: SIGNED},
        because=Reason.NEEDS_JUDGEMENT,
    ),
    Row(
        "the endpoint is not known, and it decides",
        {name: value for name, value in FACTS.items() if name != "vpce_id"},
        None,
        {REST: rest_api(policy=OWN_ENDPOINT), EXPORT: OPEN},
        {"resource_policy": json.dumps(json.loads(OWN_ENDPOINT), indent=2)},
        because=Reason.NEEDS_JUDGEMENT,
    ),
    Row(
        "the account is not known, so the call has no ARN",
        {name: value for name, value in FACTS.items() if name != "account_id"},
        None,
        {REST: rest_api(policy=OWN_ENDPOINT), EXPORT: OPEN},
        because=Reason.NEEDS_JUDGEMENT,
    ),
    Row("the stage is not known", {"api_id": API}, None, {REST: rest_api(policy=OWN_ENDPOINT)}),
    Row("no JSON", FACTS, None, {REST: rest_api(policy="{oops"), EXPORT: OPEN}, because=Reason.NEEDS_JUDGEMENT),
    Row("JSON, and no policy", FACTS, None, {REST: rest_api(policy='{"a": 1}')}, because=Reason.NEEDS_JUDGEMENT),
    Row(
        "what it says, and the document with the edit",
        w.FACTS,
        "denies",
        w.api(w.allow(), w.deny(w.but_endpoint())),
        {
            "resource_policy_mistake": f"Statement 2: it lists {OTHER_VPCE}; the call comes through {VPCE}.",
            "resource_policy_edit": f"In statement 2, add {VPCE} behind StringNotEquals aws:SourceVpce.",
            "mended_resource_policy": json.dumps(
                w.policy(w.allow(), w.deny({"StringNotEquals": {"aws:SourceVpce": [OTHER_VPCE, VPCE]}}))
            ),
        },
        shows="The layers, in the order they are asked: endpoint policy ALLOWED, signature ALLOWED, "
        "resource policy EXPLICIT_DENY (decides).",
    ),
    Row(
        "right as saved, wrong as deployed",
        w.FACTS,
        "allows",
        w.api(w.allow(), deployed=w.policy(w.allow(), w.deny(w.but_endpoint()))),
        shows="The deployed policy is not the saved one, and callers are judged by the deployed one. It says "
        "EXPLICIT_DENY.",
        absent=("mended_resource_policy", "resource_policy_edit"),
    ),
    Row(
        "wrong as saved, right as deployed",
        w.FACTS,
        "denies",
        w.api(w.allow(), w.deny(w.but_endpoint()), deployed=w.policy(w.allow())),
        shows="resource policy ALLOWED. The resource policy asked is the deployed one; the saved one says "
        "EXPLICIT_DENY.",
    ),
    Row(
        "a variable in it is no template to Terraform",
        w.FACTS,
        "denies",
        w.api(
            w.allow(),
            w.deny(w.but_endpoint()),
            w.deny({"StringEquals": {"aws:UserAgent": "${aws:username}"}}, Resource="execute-api:/dev/*"),
        ),
        shows="${aws:username}",
    ),
    Row(
        "a user pool's tokens, and no Allow fits",
        w.FACTS,
        "no_statement",
        w.api(w.allow(Resource="execute-api:/prod/POST/orders"), body=w.COGNITO),
    ),
    Row(
        "a Lambda function's judgement, and no Allow fits",
        w.FACTS,
        None,
        w.api(w.allow(Resource="execute-api:/prod/POST/orders"), body=w.OF_LAMBDA),
        because=Reason.NEEDS_JUDGEMENT,
    ),
    Row(
        "signed by another account, where both sides must allow",
        {**w.FACTS, "caller_arn": "arn:aws:iam::999999999999:role/orders-client"},
        "no_statement",
        w.api(w.allow(Resource="execute-api:/prod/POST/orders"), body=w.SIGNED),
        shows="resource policy IMPLICIT_DENY (decides), identity policies UNKNOWN.",
    ),
    Row(
        "by a domain name, whose base path the API does not know",
        {**w.DOMAIN_FACTS, "path": "/v1/orders", "invoke_url": f"https://{w.DOMAIN}/v1/orders"},
        "allows",
        w.behind_domain(w.api(w.allow(Resource="execute-api:/prod/GET/orders"))),
        shows="domain name's policy ALLOWED, resource policy ALLOWED.",
    ),
    Row(
        "by a domain name, and its base path is given where the mappings can't be read",
        {**w.DOMAIN_FACTS, "path": "/v1/orders", "base_path": "v1", "invoke_url": f"https://{w.DOMAIN}/v1/orders"},
        "allows",
        {
            **w.behind_domain(w.api(w.allow(Resource="execute-api:/prod/GET/orders"))),
            "aws apigateway get_base_path_mappings": DENIED,
        },
    ),
    Row("gone", FACTS, None, {REST: NOT_FOUND}, because=Reason.FAILED),
    Row("denied", FACTS, None, {REST: DENIED}, because=Reason.ACCESS_DENIED),
)
