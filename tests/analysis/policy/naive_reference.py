"""A second evaluator, written from the documentation's text alone and as plainly as it goes, to check the first by.

It knows nothing of three-valued logic. What is not known it tries out: every value that could make a difference, and
absence; if all worlds agree, that is the verdict, else UNKNOWN.

- IAM User Guide, reference_policies_evaluation-logic, reference_policies_elements_*, reference_policies_variables
- IAM User Guide, reference_policies_condition-single-vs-multi-valued-context-keys
"""

import datetime as dt
import ipaddress
import itertools
from typing import Any

NEGATIVE = {
    "StringNotEquals",
    "StringNotEqualsIgnoreCase",
    "StringNotLike",
    "ArnNotEquals",
    "ArnNotLike",
    "NotIpAddress",
    "NumericNotEquals",
    "DateNotEquals",
}


def judge(policy: dict[str, Any], request: dict[str, Any]) -> set[str]:
    """The verdicts of all worlds."""
    open_keys = [(key, True) for key in request.get("unknown", [])]
    open_keys += [(key, False) for key in request.get("unknown_present", [])]
    choices = []
    for key, may_lack in open_keys:
        tried: list[str | None] = list(interesting(policy, key))
        choices.append([(key, value) for value in ([None, *tried] if may_lack else tried)])
    verdicts = set()
    for world in itertools.product(*choices):
        context = {key.lower(): value for key, value in request.get("context", {}).items()}
        context |= {key.lower(): value for key, value in world if value is not None}
        verdicts.add(verdict(policy, request["action"], request["resource"], request.get("principal"), context))
    return verdicts


def interesting(policy: dict[str, Any], key: str) -> list[str]:
    """Values that could decide a condition on the key: those asked for, near misses, and one unlike any."""
    if key.lower() not in str(policy).lower():
        return ["zzz"]
    found = ["zzz", "2001:db8::1", "203.0.113.9", "true", "false"]
    for statement in statements(policy):
        for keys in (statement.get("Condition") or {}).values():
            for name, asked in keys.items():
                if name.lower() == key.lower():
                    for value in listed(asked):
                        text = as_text(value)
                        found += [text, text.replace("*", "x").replace("?", "y"), text.split("/")[0]]
    return list(dict.fromkeys(found))


def verdict(policy: dict[str, Any], action: str, resource: str, principal: str | None, context: dict[str, Any]) -> str:
    effects = {
        statement["Effect"]
        for statement in statements(policy)
        if covers(statement, policy.get("Version", "2008-10-17"), action, resource, principal, context)
    }
    return "EXPLICIT_DENY" if "Deny" in effects else "ALLOWED" if "Allow" in effects else "IMPLICIT_DENY"


def statements(policy: dict[str, Any]) -> list[dict[str, Any]]:
    return listed(policy["Statement"])


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def covers(  # noqa: PLR0913 - a request has these parts
    statement: dict[str, Any], version: str, action: str, resource: str, principal: str | None, context: dict[str, Any]
) -> bool:
    speaks = [
        any(wild(each.lower(), action.lower()) for each in listed(statement[name])) == (name == "Action")
        for name in ("Action", "NotAction")
        if name in statement
    ]
    speaks += [
        any(resource_is(each, resource, version, context) for each in listed(statement[name])) == (name == "Resource")
        for name in ("Resource", "NotResource")
        if name in statement
    ]
    if "Principal" in statement:
        speaks.append(principal_in(statement["Principal"], principal))
    else:
        speaks.append(principal is None or not principal_in(statement["NotPrincipal"], principal))
    speaks += [
        condition(operator, key, [as_text(value) for value in listed(asked)], version, context)
        for operator, keys in (statement.get("Condition") or {}).items()
        for key, asked in keys.items()
    ]
    return all(speaks)


def principal_in(element: Any, principal: str | None) -> bool:
    """Everyone, or the ARN, its account, or for a session its role."""
    if element == "*":
        return True
    for entry in listed(element.get("AWS", [])):
        if entry == "*":
            return True
        if principal is None or not principal.startswith("arn:"):
            continue
        _, partition, service, _, account, rest = principal.split(":", 5)
        names = {principal, account, f"arn:{partition}:iam::{account}:root"}
        if entry in names:
            return True
        role = entry.startswith(f"arn:{partition}:iam::{account}:role/") and entry.split("/")[-1]
        if service == "sts" and rest.startswith("assumed-role/") and role == rest.split("/")[1]:
            return True
    return principal is not None and principal in listed(element.get("Service", []))


def wild(pattern: str, text: str) -> bool:
    """`*` any run of characters, `?` any one."""
    if "*" not in pattern and "?" not in pattern:
        return pattern == text
    reached = {0}
    for sign in pattern:
        if sign == "*":
            reached = set(range(min(reached), len(text) + 1)) if reached else set()
        else:
            reached = {at + 1 for at in reached if at < len(text) and sign in {"?", text[at]}}
    return len(text) in reached


def fill(value: str, version: str, context: dict[str, Any]) -> list[tuple[str, bool]] | None:
    """The value's characters, each with whether it is literal; None when a variable has no value."""
    if version != "2012-10-17":
        return [(sign, False) for sign in value]
    result: list[tuple[str, bool]] = []
    while "${" in value:
        before, _, rest = value.partition("${")
        name, _, value = rest.partition("}")
        result += [(sign, False) for sign in before]
        if name in {"*", "?", "$"}:
            result.append((name, True))
            continue
        key, comma, default = name.partition(",")
        had = context.get(key.strip().lower())
        if had is None and not comma:
            return None
        inserted = had if had is not None else default.strip().strip("'")
        result += [(sign, True) for sign in inserted]
    return result + [(sign, False) for sign in value]


def wild_filled(pattern: list[tuple[str, bool]], text: str) -> bool:
    if all(literal or sign not in "*?" for sign, literal in pattern):
        return "".join(sign for sign, _ in pattern) == text
    reached = {0}
    for sign, literal in pattern:
        if sign == "*" and not literal:
            reached = set(range(min(reached), len(text) + 1)) if reached else set()
        else:
            any_one = sign == "?" and not literal
            reached = {at + 1 for at in reached if at < len(text) and (any_one or sign == text[at])}
    return len(text) in reached


def resource_is(entry: str, resource: str, version: str, context: dict[str, Any]) -> bool:
    """Segment by segment; a `*` that ends a segment may also swallow colons and what follows."""
    if entry.startswith("execute-api:/"):
        *head, api = resource.split("/", maxsplit=1)[0].split(":")
        entry = f"{':'.join(head)}:{api}/{entry[len('execute-api:/') :]}"
    segments = split_outside_variables(entry)
    if len(segments) < 6:
        return segments_match(segments, None, resource)
    own = fill(segments[5], version, context)
    return own is not None and segments_match(segments[:5], own, resource)


def segments_match(segments: list[str], own: list[tuple[str, bool]] | None, rest: str) -> bool:
    if not segments:
        return own is not None and wild_filled(own, rest)
    first, *others = segments
    if not others and own is None:
        return head_matches(first, rest)
    colons = [at for at, sign in enumerate(rest) if sign == ":"]
    return any(head_matches(first, rest[:at]) and segments_match(others, own, rest[at + 1 :]) for at in colons)


def head_matches(pattern: str, piece: str) -> bool:
    """Only the closing `*` may swallow a colon."""
    if not pattern.endswith("*"):
        return ":" not in piece and wild(pattern, piece)
    stem = pattern.rstrip("*")
    return any(":" not in piece[:cut] and wild(stem, piece[:cut]) for cut in range(len(piece) + 1))


def split_outside_variables(arn: str) -> list[str]:
    parts, depth = [""], 0
    for at, sign in enumerate(arn):
        if arn.startswith("${", at):
            depth += 1
        if sign == "}" and depth:
            depth -= 1
        if sign == ":" and not depth and len(parts) < 6:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def condition(operator: str, key: str, asked: list[str], version: str, context: dict[str, Any]) -> bool:
    had = context.get(key.lower())
    if isinstance(had, list) and not had:
        had = None
    if operator == "Null":
        return any(value.lower() == ("true" if had is None else "false") for value in asked)
    quantifier, _, plain = operator.rpartition(":")
    optional = plain.endswith("IfExists")
    plain = plain.removesuffix("IfExists")
    if had is None:
        if quantifier:
            return quantifier == "ForAllValues"
        return optional or plain in NEGATIVE
    outcomes = [one_value(plain, asked, value, version, context) for value in listed(had)]
    return any(outcomes) if quantifier == "ForAnyValue" else all(outcomes)


def one_value(operator: str, asked: list[str], had: str, version: str, context: dict[str, Any]) -> bool:
    """Matches any of the values; for a negated operator, none of them."""
    positive = operator.replace("StringNot", "String").replace("ArnNot", "Arn").replace("NotIp", "Ip")
    positive = positive.replace("NumericNotEquals", "NumericEquals").replace("DateNotEquals", "DateEquals")
    hit = any(matches(positive, value, had, version, context) for value in asked)
    return not hit if operator in NEGATIVE else hit


def matches(  # noqa: PLR0911 - one return an operator
    operator: str, asked: str, had: str, version: str, context: dict[str, Any]
) -> bool:
    if operator.startswith("String"):
        filled = fill(asked, version, context)
        if filled is None:
            return False
        text = "".join(sign for sign, _ in filled)
        if operator == "StringEquals":
            return text == had
        if operator == "StringEqualsIgnoreCase":
            return text.lower() == had.lower()
        return wild_filled(filled, had)
    if operator in {"ArnEquals", "ArnLike"}:
        wanted, parts = split_outside_variables(asked), had.split(":", 5)
        if len(wanted) != len(parts):
            return False
        filled_parts = [fill(part, version, context) for part in wanted]
        return all(part is not None and wild_filled(part, text) for part, text in zip(filled_parts, parts, strict=True))
    if operator == "IpAddress":
        return address_in(asked, had)
    if operator == "Bool":
        return asked.lower() == had.lower()
    compare = operator.removeprefix("Numeric").removeprefix("Date")
    wanted_number, number = [moment(text) if operator.startswith("Date") else float(text) for text in (asked, had)]
    return {
        "Equals": number == wanted_number,
        "LessThan": number < wanted_number,
        "LessThanEquals": number <= wanted_number,
        "GreaterThan": number > wanted_number,
        "GreaterThanEquals": number >= wanted_number,
    }[compare]


def address_in(network: str, address: str) -> bool:
    base, slash, bits = network.partition("/")
    try:
        one, two = ipaddress.ip_address(base), ipaddress.ip_address(address)
    except ValueError:
        return False
    if one.version != two.version:
        return False
    width = one.max_prefixlen
    shift = width - (int(bits) if slash else width)
    return int(one) >> shift == int(two) >> shift


def moment(text: str) -> float:
    if text.isdigit():
        return float(text)
    if len(text) == 10:
        text += "T00:00:00+00:00"
    return dt.datetime.fromisoformat(text).timestamp()
