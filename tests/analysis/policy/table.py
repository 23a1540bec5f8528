"""The evaluation cases of `cases/*.yaml`, one a row."""

from pathlib import Path
from typing import Any

import yaml

ARN = "arn:aws:execute-api:eu-west-3:123456789012:a1b2c3d4e5/prod/GET/orders"
"""The method that is called where a row names none."""

SOURCES = {
    **{
        name: f"https://docs.aws.amazon.com/IAM/latest/UserGuide/{page}.html"
        for name, page in {
            "operators": "reference_policies_elements_condition_operators",
            "multi-value": "reference_policies_condition-single-vs-multi-valued-context-keys",
            "examples-multi": "reference_policies_condition_examples-multi-valued-context-keys",
            "condition": "reference_policies_elements_condition",
            "grammar": "reference_policies_grammar",
            "global-keys": "reference_policies_condition-keys",
            "variables": "reference_policies_variables",
            "no-value": "reference_policies_variables",
            "version": "reference_policies_elements_version",
            "resource": "reference_policies_elements_resource",
            "notresource": "reference_policies_elements_notresource",
            "principal": "reference_policies_elements_principal",
            "notprincipal": "reference_policies_elements_notprincipal",
            "action": "reference_policies_elements_action",
            "notaction": "reference_policies_elements_notaction",
            "logic": "reference_policies_evaluation-logic",
        }.items()
    },
    **{
        name: f"https://docs.aws.amazon.com/apigateway/latest/developerguide/{page}.html"
        for name, page in {
            "examples": "apigateway-resource-policies-examples",
            "flow": "apigateway-authorization-flow",
            "create-attach": "apigateway-resource-policies-create-attach",
            "invoke": "api-gateway-control-access-using-iam-policies-to-invoke-api",
            "vpce-policies": "apigateway-vpc-endpoint-policies",
            "domains": "apigateway-private-custom-domains-provider-share-cli",
        }.items()
    },
    "policy.md 3.2": "no AWS page: what is unknown stays unknown (ours)",
    "policy.md 3.3": "no AWS page says what happens, so it can't be told (ours)",
}
"""What justifies a row."""

_EVERYONE = {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}


def rows() -> list[tuple[str, dict[str, Any]]]:
    """Each row with its name: the file, and what the row says."""
    folder = Path(__file__).parent / "cases"
    return [
        (f"{path.stem}: {row['is']}", row)
        for path in sorted(folder.glob("*.yaml"))
        for row in yaml.safe_load(path.read_text("utf-8"))
    ]


def question(row: dict[str, Any]) -> dict[str, Any]:
    """The row as a question of the JSON lines format."""
    if "allow" in row:
        statements: Any = [{**_EVERYONE, "Condition": row["allow"]}]
    elif "deny" in row:
        statements = [_EVERYONE, {**_EVERYONE, "Effect": "Deny", "Condition": row["deny"]}]
    else:
        statements = row["statements"]
    version = row.get("version", "2012-10-17")
    return {
        "id": row["is"],
        "kind": row.get("kind", "resource"),
        "policy": {**({"Version": version} if version else {}), "Statement": statements},
        "request": {
            "action": "execute-api:Invoke",
            "resource": row.get("resource", ARN),
            "principal": row.get("principal"),
            "context": row.get("context", {}),
            "unknown": row.get("unknown", []),
            "unknown_present": row.get("unknown_present", []),
        },
    }


def decisive(row: dict[str, Any]) -> list[int]:
    """The statements that decide: the row says, else the only one that can."""
    if "decisive" in row:
        return list(row["decisive"])
    if row["result"] in {"UNKNOWN", "IMPLICIT_DENY"}:
        return []
    statements = question(row)["policy"]["Statement"]
    return [len(statements) - 1 if isinstance(statements, list) else 0]
