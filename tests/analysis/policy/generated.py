"""Made-up policies and requests, drawn from few values so that they often meet."""

from random import Random
from typing import Any

ACCOUNT = "123456789012"
API = f"arn:aws:execute-api:eu-west-3:{ACCOUNT}:a1b2c3d4e5"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/team/caller"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/caller/one"
CALLS = [f"{API}/prod/GET/orders", f"{API}/prod/POST/orders/7", f"{API}/dev/GET/a:b", f"{API}/prod/GET/"]
CALLERS = [None, ROLE, SESSION, "arn:aws:iam::999999999999:user/other", "events.amazonaws.com"]
VALUES: dict[str, list[str]] = {
    "aws:SourceVpce": ["vpce-1", "vpce-2", "VPCE-1"],
    "aws:SourceVpc": ["vpc-1", "vpc-2"],
    "aws:VpcSourceIp": ["10.0.10.20", "10.9.0.1", "2001:db8::7"],
    "aws:SourceIp": ["192.0.2.7"],
    "aws:SecureTransport": ["true", "false"],
    "aws:PrincipalArn": [ROLE, f"arn:aws:iam::{ACCOUNT}:user/other"],
    "aws:PrincipalTag/team": ["orders", "blue", "vpce-1"],
    "aws:PrincipalOrgPaths": ["o-1/r-1/", "o-1/r-1/ou-1/", "o-2/"],
    "aws:CurrentTime": ["2026-11-22T10:00:00Z", "2026-11-22T12:00:00+02:00", "1795341600"],
    "aws:MultiFactorAuthAge": ["60", "3600", "60.0"],
}
PRINCIPALS: list[Any] = [
    "*",
    {"AWS": "*"},
    {"AWS": ROLE},
    {"AWS": [f"arn:aws:iam::{ACCOUNT}:root"]},
    {"AWS": [SESSION, "999999999999"]},
    {"Service": "events.amazonaws.com"},
    {"AWS": f"arn:aws:iam::{ACCOUNT}:role/*"},
    {"AWS": "AROAEXAMPLEEXAMPLE123"},
]
RESOURCES = [
    "*",
    "execute-api:/*",
    "execute-api:/prod/GET/*",
    "execute-api:/*/orders*",
    f"{API}/prod/*",
    f"{API}/prod/GET/orders",
    f"{API}/",
    "arn:aws:execute-api:eu-west-3:*",
    "arn:aws:execute-api:*:*:*/GET/*",
    "arn:aws:execute-api:eu-*-3:123456789012:a1b2*",
    "arn:aws:*-api:us-east-1:*",
    f"{API}/prod/GET/${{aws:PrincipalTag/team}}",
    f"{API}/prod/*/${{aws:PrincipalTag/team, 'orders'}}",
]
ACTIONS = ["execute-api:Invoke", "*", "execute-api:*", "EXECUTE-API:inv?ke", "execute-api:Other", "apigateway:GET"]
_STRINGS = ["Equals", "NotEquals", "EqualsIgnoreCase", "NotEqualsIgnoreCase", "Like", "NotLike"]
_COMPARED = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"]
_TEXTS = ["vpce-1", "vpce-*", "vpc?-2", "VPC-1", "*", "orders", "${aws:PrincipalTag/team}", "o-1/*", "${*}", "true"]
_TEXTS += ["${aws:PrincipalTag/team, 'vpce-1'}", "vpce-2", "vpc-1", "o-2/", "blue", "vpc*${aws:SourceVpce}"]
_NETWORKS = ["10.0.0.0/16", "10.9.0.1", "10.0.10.20/8", "2001:db8::/32", "0.0.0.0/0", "192.0.2.0/24", "::/0"]
_ARNS = [ROLE, "arn:aws:iam::*:role/*", "arn:aws:iam::12345678901?:*", "arn:aws:iam:*caller", "arn:*:iam::*:user/*"]
_SETS = frozenset({"aws:PrincipalOrgPaths"})


def policy(random: Random) -> dict[str, Any]:
    """A policy of one to four statements."""
    statements = [_statement(random) for _ in range(random.randint(1, 4))]
    version = random.choice(["2012-10-17", "2012-10-17", "2008-10-17", None])
    listed: Any = statements[0] if len(statements) == 1 and random.random() < 0.5 else statements
    return {**({"Version": version} if version else {}), "Statement": listed}


def _statement(random: Random) -> dict[str, Any]:
    statement: dict[str, Any] = {"Effect": random.choice(["Allow", "Allow", "Deny"])}
    # What NotPrincipal says to a listed caller is not documented in full: only everyone and nobody are drawn.
    everyone = random.random() < 0.6
    statement["Principal"] = random.choice(PRINCIPALS[:2] if everyone else PRINCIPALS)
    action = "NotAction" if random.random() < 0.1 else "Action"
    usual = random.random() < 0.7
    statement[action] = "execute-api:Invoke" if usual and action == "Action" else _some(random, ACTIONS)
    resource = "NotResource" if random.random() < 0.1 else "Resource"
    statement[resource] = _some(random, RESOURCES)
    if random.random() < 0.8:
        statement["Condition"] = {}
        for _ in range(random.randint(1, 2)):
            operator, key, values = _condition(random)
            statement["Condition"].setdefault(operator, {})[key] = values
    return statement


def _some(random: Random, values: list[str]) -> Any:
    return random.choice(values) if random.random() < 0.5 else random.sample(values, random.randint(1, 3))


def _condition(random: Random) -> tuple[str, str, Any]:
    key = random.choice(list(VALUES))
    if random.random() < 0.1:
        return "Null", key, random.choice(["true", "false", True])
    match key:
        case "aws:VpcSourceIp" | "aws:SourceIp":
            operator, values = random.choice(["IpAddress", "NotIpAddress"]), _NETWORKS
        case "aws:SecureTransport":
            return f"Bool{random.choice(['', 'IfExists'])}", key, random.choice(["true", "false", "True", False])
        case "aws:PrincipalArn":
            operator, values = f"Arn{random.choice(['Equals', 'NotEquals', 'Like', 'NotLike'])}", _ARNS
        case "aws:CurrentTime":
            operator, values = f"Date{random.choice(_COMPARED)}", [*VALUES[key], "2026-11-22", "2027-01-01T00:00:00Z"]
        case "aws:MultiFactorAuthAge":
            operator, values = f"Numeric{random.choice(_COMPARED)}", VALUES[key]
        case _:
            operator, values = f"String{random.choice(_STRINGS)}", _TEXTS
    if key in _SETS or random.random() < 0.1:
        operator = f"{random.choice(['ForAnyValue', 'ForAllValues'])}:{operator}"
    elif random.random() < 0.2:
        operator += "IfExists"
    return operator, key, _some(random, values)


def request(random: Random, *, unknown: bool) -> dict[str, Any]:
    """A request; with `unknown`, one to three of its keys are not known, of those whose values are not numbers."""
    context: dict[str, Any] = {}
    for key, values in VALUES.items():
        if random.random() < 0.6:
            name = random.choice([key, key.lower(), key.upper()])
            several = key in _SETS and random.random() < 0.7
            context[name] = random.sample(values, random.randint(0, 2)) if several else random.choice(values)
    asked: dict[str, Any] = {
        "action": "execute-api:Invoke",
        "resource": random.choice(CALLS),
        "principal": random.choice(CALLERS),
        "context": context,
    }
    if unknown:
        open_keys = random.sample([*VALUES][:8], random.choice([1, 1, 1, 2]))
        asked["context"] = {key: value for key, value in context.items() if key.lower() not in _lower(open_keys)}
        cut = random.randint(0, len(open_keys))
        asked["unknown"], asked["unknown_present"] = open_keys[:cut], open_keys[cut:]
    return asked


def _lower(keys: list[str]) -> set[str]:
    return {key.lower() for key in keys}
