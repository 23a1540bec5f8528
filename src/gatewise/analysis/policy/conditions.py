"""Condition operators: whether one operator with one key lets a statement apply.

Operators: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
Several values: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
"""

import base64
import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache, partial
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import NamedTuple, TypeAlias

from gatewise.analysis.policy.document import Condition
from gatewise.analysis.policy.patterns import arn_parts, pattern
from gatewise.analysis.policy.request import Missing, Request
from gatewise.analysis.policy.truth import Truth, all_of, any_of, truth

Matcher: TypeAlias = Callable[[str, str, Request, bool], Truth]
"""(what the policy asks, what the request has, the request, whether variables count) to whether they match."""


class Operator(NamedTuple):
    """A condition operator without its prefix and suffix."""

    matcher: Matcher
    negated: bool = False


def holds(condition: Condition, request: Request, *, variables: bool) -> Truth:
    """Whether the condition lets its statement apply to the request."""
    quantifier, name, if_exists = _parsed(condition.operator)
    if name == "Null":
        return Truth.UNKNOWN if quantifier or if_exists else _is_null(condition, request)
    operator = OPERATORS.get(name)
    if operator is None:
        return Truth.UNKNOWN
    value = request.value(condition.key)
    when_absent = _when_absent(quantifier, operator, if_exists=if_exists)
    if value is Missing.ABSENT or value == ():
        return when_absent
    if isinstance(value, Missing):
        always = _for_any_value(condition, operator, name, request, variables=variables)
        return always if value is Missing.PRESENT or always is when_absent else Truth.UNKNOWN
    values = (value,) if isinstance(value, str) else value
    return _values_hold(quantifier, values, partial(_value_holds, condition, operator, request, variables=variables))


def _values_hold(quantifier: str, values: tuple[str, ...], asked: Callable[[str], Truth]) -> Truth:
    match quantifier:
        case "ForAllValues":
            return all_of(asked(each) for each in values)
        case "ForAnyValue":
            return any_of(asked(each) for each in values)
        case _:
            # Several values without a set operator are documented as wrong, with no stated effect.
            return asked(values[0]) if len(values) == 1 else Truth.UNKNOWN


def _parsed(operator: str) -> tuple[str, str, bool]:
    quantifier, _, name = operator.rpartition(":")
    if quantifier not in {"", "ForAllValues", "ForAnyValue"}:
        return "", operator, False
    if_exists = name.endswith("IfExists")
    return quantifier, name.removesuffix("IfExists"), if_exists


def _when_absent(quantifier: str, operator: Operator, *, if_exists: bool) -> Truth:
    match quantifier:
        case "ForAllValues":
            return Truth.TRUE
        case "ForAnyValue":
            # What IfExists does to ForAnyValue on a missing key is not documented.
            return Truth.UNKNOWN if if_exists else Truth.FALSE
        case _:
            return truth(if_exists or operator.negated)


def _value_holds(condition: Condition, operator: Operator, request: Request, had: str, *, variables: bool) -> Truth:
    matched = any_of(operator.matcher(asked, had, request, variables) for asked in condition.values)
    return ~matched if operator.negated else matched


def _for_any_value(condition: Condition, operator: Operator, name: str, request: Request, *, variables: bool) -> Truth:
    """The outcome if it is the same for every value the key could have, else unknown."""
    if not condition.values:
        return truth(operator.negated)
    if name in {"StringLike", "StringNotLike"}:
        patterns = [pattern(asked, request, wildcards=True, variables=variables) for asked in condition.values]
        if any(asked.matches_everything for asked in patterns):
            return truth(not operator.negated)
    return Truth.UNKNOWN


def _is_null(condition: Condition, request: Request) -> Truth:
    value = request.value(condition.key)
    asked = {text.lower() for text in condition.values}
    if value is Missing.MAYBE:
        when_absent = "true" in asked
        return truth(when_absent) if when_absent == ("false" in asked) else Truth.UNKNOWN
    absent = value is Missing.ABSENT or value == ()
    return truth(("true" if absent else "false") in asked)


def _equals(asked: str, had: str, request: Request, variables: bool) -> Truth:  # noqa: FBT001
    return pattern(asked, request, wildcards=False, variables=variables).matches(had)


def _equals_ignoring_case(asked: str, had: str, request: Request, variables: bool) -> Truth:  # noqa: FBT001
    return pattern(asked, request, wildcards=False, variables=variables).matches_ignoring_case(had)


def _like(asked: str, had: str, request: Request, variables: bool) -> Truth:  # noqa: FBT001
    return pattern(asked, request, wildcards=True, variables=variables).matches(had)


def _arn_like(asked: str, had: str, request: Request, variables: bool) -> Truth:  # noqa: FBT001
    if asked == "*":
        return Truth.TRUE
    wanted, parts = arn_parts(asked, variables=variables), had.split(":", 5)
    if len(wanted) != len(parts):
        return Truth.FALSE
    return all_of(
        pattern(part, request, wildcards=True, variables=variables).matches(text)
        for part, text in zip(wanted, parts, strict=True)
    )


def _in_network(asked: str, had: str, request: Request, variables: bool) -> Truth:  # noqa: ARG001, FBT001
    network = _network(asked)
    try:
        address = ip_address(had)
    except ValueError:
        return Truth.UNKNOWN
    return Truth.UNKNOWN if network is None else truth(address.version == network.version and address in network)


@lru_cache(4096)
def _network(text: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


def _bool(asked: str, had: str, request: Request, variables: bool) -> Truth:  # noqa: ARG001, FBT001
    # AWS's pages contradict each other on variables in Bool conditions.
    if variables and "${" in asked:
        return Truth.UNKNOWN
    return truth(asked.lower() == had.lower() and asked.lower() in {"true", "false"})


def _binary(asked: str, had: str, request: Request, variables: bool) -> Truth:  # noqa: ARG001, FBT001
    try:
        return truth(base64.b64decode(asked, validate=True) == base64.b64decode(had, validate=True))
    except ValueError:
        return Truth.UNKNOWN


def _compared(read: Callable[[str], "Decimal | None"], compare: Callable[[Decimal, Decimal], bool]) -> Matcher:
    def matcher(asked: str, had: str, request: Request, variables: bool) -> Truth:  # noqa: ARG001, FBT001
        wanted, got = read(asked), read(had)
        return Truth.UNKNOWN if wanted is None or got is None else truth(compare(got, wanted))

    return matcher


def _number(text: str) -> Decimal | None:
    return Decimal(text) if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]{1,3})?", text) else None


def _moment(text: str) -> Decimal | None:
    """Seconds since the epoch: from ISO 8601 (a date alone is midnight UTC) or from epoch seconds."""
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) and not re.fullmatch(r"[0-9]{4}", text):
        return Decimal(text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return Decimal(str(aware.timestamp()))


_COMPARISONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "Equals": lambda had, asked: had == asked,
    "LessThan": lambda had, asked: had < asked,
    "LessThanEquals": lambda had, asked: had <= asked,
    "GreaterThan": lambda had, asked: had > asked,
    "GreaterThanEquals": lambda had, asked: had >= asked,
}

OPERATORS: dict[str, Operator] = {
    "StringEquals": Operator(_equals),
    "StringNotEquals": Operator(_equals, negated=True),
    "StringEqualsIgnoreCase": Operator(_equals_ignoring_case),
    "StringNotEqualsIgnoreCase": Operator(_equals_ignoring_case, negated=True),
    "StringLike": Operator(_like),
    "StringNotLike": Operator(_like, negated=True),
    "ArnEquals": Operator(_arn_like),
    "ArnLike": Operator(_arn_like),
    "ArnNotEquals": Operator(_arn_like, negated=True),
    "ArnNotLike": Operator(_arn_like, negated=True),
    "IpAddress": Operator(_in_network),
    "NotIpAddress": Operator(_in_network, negated=True),
    "Bool": Operator(_bool),
    "BinaryEquals": Operator(_binary),
    **{
        f"{kind}{name}": Operator(_compared(read, compare))
        for kind, read in (("Numeric", _number), ("Date", _moment))
        for name, compare in _COMPARISONS.items()
    },
    "NumericNotEquals": Operator(_compared(_number, _COMPARISONS["Equals"]), negated=True),
    "DateNotEquals": Operator(_compared(_moment, _COMPARISONS["Equals"]), negated=True),
}
"""Every documented operator but Null, without `ForAllValues:`, `ForAnyValue:` and `IfExists`."""
