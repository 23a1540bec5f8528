"""Named mistakes in conditions: each rule looks at one condition that keeps this call out."""

import re
from collections.abc import Callable
from dataclasses import replace
from ipaddress import ip_address, ip_network

from gatewise.analysis.policy.changes import VersionChange
from gatewise.analysis.policy.document import CURRENT_VERSION, Condition
from gatewise.analysis.policy.guilty import NEGATED, NETWORK_KEYS, OPPOSITES, Guilty
from gatewise.analysis.policy.mistake import Kind, Mistake
from gatewise.analysis.policy.truth import Truth

_PRINCIPAL_KEYS = re.compile(
    r"aws:(principal(arn|account|orgid|orgpaths|type|tag/.*)|userid|username|multifactorauth\w*|tokenissuetime)",
    re.IGNORECASE,
)
_ADDRESSES = frozenset({"IpAddress", "NotIpAddress"})


def source_ip(guilty: Guilty) -> Mistake | None:
    """`aws:SourceIp`, which a call through an endpoint does not have."""
    address = guilty.request.value("aws:VpcSourceIp")
    if guilty.key != "aws:sourceip" or not guilty.absent or not isinstance(address, str):
        return None
    if guilty.operator not in _ADDRESSES:
        return None
    change = guilty.becomes(key="aws:VpcSourceIp")
    if not guilty.lets_in(change.becomes):
        # Ranges without the client are public addresses, which no call through an endpoint comes from.
        change = replace(change, becomes=replace(change.becomes, values=(_single(address),)))
    return guilty.mistake(
        Kind.SOURCE_IP,
        "pol-sourceip-instead-of-vpcsourceip",
        f"it tests aws:SourceIp, which a call through a VPC endpoint does not have; the client is {address}.",
        "Test aws:VpcSourceIp, the client's address in its network.",
        change,
    )


def other_network(guilty: Guilty) -> Mistake | None:
    """Another endpoint or VPC is listed than the one the call comes through."""
    if guilty.key not in {"aws:sourcevpce", "aws:sourcevpc"} or not guilty.lists_callers or guilty.had is None:
        return None
    had, asked = guilty.had, ", ".join(guilty.condition.values)
    if guilty.key == "aws:sourcevpce":
        known = guilty.around.endpoints
        gone = [one for one in guilty.condition.values if known and one not in known]
        kind = Kind.DELETED_ENDPOINT if gone else Kind.WRONG_ENDPOINT
        said = f"it lists {asked}, and {', '.join(gone)} is no endpoint any more" if gone else f"it lists {asked}"
        return guilty.mistake(
            kind,
            "pol-wrong-vpce-id",
            f"{said}; the call comes through {had}.",
            f"List {had}.",
            guilty.with_value(had, instead_of=gone[0] if gone else ""),
        )
    if guilty.around.client_vpc in guilty.condition.values and guilty.around.client_vpc != had:
        said = f"it lists {guilty.around.client_vpc}, the client's VPC; aws:SourceVpc is the endpoint's VPC, {had}."
        slug = "pol-source-vpc-is-endpoint-vpc"
        return guilty.mistake(Kind.CLIENT_VPC, slug, said, f"List {had}.", guilty.with_value(had))
    said = f"it lists {asked}; the endpoint of this call is in {had}."
    return guilty.mistake(Kind.WRONG_VPC, "pol-wrong-vpc-id", said, f"List {had}.", guilty.with_value(had))


def wildcard(guilty: Guilty) -> Mistake | None:
    """A wildcard where it is plain text, or one that does not reach over an ARN's colons."""
    like = {"StringEquals": "StringLike", "StringNotEquals": "StringNotLike"}.get(guilty.operator)
    arn = {"ArnEquals": "StringLike", "ArnLike": "StringLike", "ArnNotEquals": "StringNotLike"}
    like_arn = {**arn, "ArnNotLike": "StringNotLike"}.get(guilty.operator)
    operator = like or like_arn
    if operator is None or guilty.had is None or not guilty.lists_callers:
        return None
    for value in guilty.condition.values:
        if ("*" in value or "?" in value) and guilty.lets_in(Condition(operator, guilty.condition.key, (value,))):
            change = guilty.with_value(guilty.had, instead_of=value if like else "")
            if like:
                said = f"{guilty.operator} takes {value} as plain text, so it is not {guilty.had}."
                slug, kind = "pol-operator-mistake", Kind.WILDCARD_IN_EQUALS
            else:
                said = f"{guilty.operator} compares an ARN part by part, and the wildcard of {value} stays in its part."
                slug, kind = "pol-operator-mistake", Kind.ARN_WILDCARD_OVER_COLONS
            return guilty.mistake(kind, slug, said, f"Write {guilty.had} in full, or use {operator}.", change)
    return None


def inverted(guilty: Guilty) -> Mistake | None:
    """The right value with the opposite operator."""
    wrong = NEGATED if guilty.statement.effect == "Allow" else OPPOSITES
    if guilty.key not in NETWORK_KEYS or guilty.had is None or guilty.operator not in wrong:
        return None
    right = guilty.condition.operator.replace(guilty.operator, wrong[guilty.operator])
    change = guilty.becomes(operator=right)
    asked = ", ".join(guilty.condition.values)
    if guilty.statement.effect == "Allow":
        said = f"an Allow with {guilty.operator} allows everyone but {asked}, and this call has {guilty.had}."
        return guilty.mistake(Kind.ALLOW_INVERTED, "pol-operator-mistake", said, f"Use {right}.", change)
    said = f"a Deny with {guilty.operator} denies {asked}, and this call has {guilty.had}."
    return guilty.mistake(
        Kind.DENY_INVERTED, "pol-operator-mistake", said, f"To deny everyone else, use {right}.", change
    )


def exclusive_denies(guilty: Guilty) -> Mistake | None:
    """Another Deny lets in just the callers that this one denies, and none that it lets in."""
    if guilty.statement.effect != "Deny" or guilty.operator not in NEGATED or guilty.had is None:
        return None
    mine = set(guilty.condition.values)
    for other in guilty.policy.statements:
        for condition in other.conditions:
            same = condition.operator == guilty.condition.operator and condition.key.lower() == guilty.key
            if other.effect != "Deny" or not same or other.index == guilty.statement.index:
                continue
            if mine & set(condition.values) or guilty.would_hold(condition) is not Truth.FALSE:
                continue
            said = f"it denies all but {', '.join(sorted(mine))}, and {other.name} denies all but "
            return guilty.mistake(
                Kind.DENIES_EXCLUDE_EACH_OTHER,
                "pol-operator-mistake",
                f"{said}{', '.join(condition.values)}; one of the two denies every call.",
                f"List all of them in one Deny; for this call, {guilty.had} belongs here too.",
                guilty.with_value(guilty.had),
            )
    return None


def principal_key(guilty: Guilty) -> Mistake | None:
    """A key that only signed calls have, in an unsigned one."""
    if guilty.request.principal is not None or not guilty.absent or not _PRINCIPAL_KEYS.fullmatch(guilty.key):
        return None
    endpoint = guilty.around.kind == "vpce"
    return guilty.mistake(
        Kind.PRINCIPAL_KEY_UNSIGNED,
        "pol-vpce-principal-vs-anonymous" if endpoint else "pol-authn-keys-without-iam",
        f"it tests {guilty.condition.key}, which only a call with IAM authorization has; this one is anonymous.",
        "Test aws:SourceVpce or aws:SourceVpc, or sign the call and set the method to AWS_IAM.",
    )


def set_operator(guilty: Guilty) -> Mistake | None:
    """`ForAnyValue` or `ForAllValues` decides where the plain operator, or the other of the two, would not."""
    quantifier, _, name = guilty.condition.operator.rpartition(":")
    if not quantifier:
        return None
    other = {"ForAnyValue": "ForAllValues", "ForAllValues": "ForAnyValue"}[quantifier]
    for operator in (name, f"{other}:{name}"):
        change = guilty.becomes(operator=operator)
        if guilty.lets_in(change.becomes):
            had = "lacks" if guilty.absent else "has otherwise"
            said = f"{guilty.condition.operator} decides {guilty.condition.key}, which this call {had}."
            return guilty.mistake(Kind.SET_OPERATOR, "pol-operator-mistake", said, f"Use {operator}.", change)
    return None


def session_arn(guilty: Guilty) -> Mistake | None:
    """A session's ARN where AWS gives the role's."""
    if guilty.key != "aws:principalarn" or guilty.had is None or not guilty.lists_callers:
        return None
    role = guilty.had.rpartition("/")[2]
    for value in guilty.condition.values:
        if re.match(rf"arn:[\w-]+:sts::\d+:assumed-role/{re.escape(role)}/", value):
            said = f"it lists the session {value}; aws:PrincipalArn is the role's ARN, {guilty.had}."
            change = guilty.with_value(guilty.had, instead_of=value)
            return guilty.mistake(
                Kind.SESSION_ARN_IN_CONDITION, "pol-operator-mistake", said, f"List {guilty.had}.", change
            )
    return None


def address_family(guilty: Guilty) -> Mistake | None:
    """Only addresses of the other family are listed."""
    if guilty.operator not in _ADDRESSES or guilty.had is None or not guilty.lists_callers:
        return None
    try:
        address = ip_address(guilty.had)
        families = {ip_network(value, strict=False).version for value in guilty.condition.values}
    except ValueError:
        return None
    if address.version in families:
        return None
    said = f"it lists no IPv{address.version} address, and the client is {guilty.had}."
    slug = "pol-vpce-implicit-deny" if guilty.around.kind == "vpce" else "pol-resource-implicit-deny"
    if guilty.statement.effect == "Deny":
        slug = slug.replace("implicit", "explicit")
    right = f"List the client's IPv{address.version} range too."
    return guilty.mistake(Kind.ADDRESS_FAMILY, slug, said, right, guilty.with_value(_single(guilty.had)))


def letter_case(guilty: Guilty) -> Mistake | None:
    """The value in other letter case."""
    if guilty.operator not in {"StringEquals", "StringNotEquals", "StringLike", "StringNotLike"} or guilty.had is None:
        return None
    for value in guilty.condition.values:
        if guilty.lists_callers and value != guilty.had and value.lower() == guilty.had.lower():
            said = f"it lists {value}; this call has {guilty.had}, and letter case counts."
            change = guilty.with_value(guilty.had, instead_of=value)
            return guilty.mistake(Kind.LETTER_CASE, "pol-operator-mistake", said, f"Write {guilty.had}.", change)
    return None


def variables(guilty: Guilty) -> Mistake | None:
    """`${…}` in a document whose Version takes it as plain text."""
    if guilty.policy.has_variables or not any("${" in value for value in guilty.condition.values):
        return None
    said = f"with Version {guilty.policy.version}, or none, {guilty.condition.values[0]} is plain text."
    wanted = Truth.TRUE if guilty.statement.effect == "Allow" else Truth.FALSE
    if guilty.would_hold(guilty.condition, variables=True) is not wanted:
        return None
    right = f'Set "Version": "{CURRENT_VERSION}".'
    return guilty.mistake(
        Kind.VARIABLES_WITHOUT_VERSION, "pol-operator-mistake", said, right, VersionChange(CURRENT_VERSION)
    )


def missing_key(guilty: Guilty) -> Mistake | None:
    """A Deny with a negated operator applies to every call that lacks the key."""
    if guilty.statement.effect != "Deny" or guilty.operator not in NEGATED or not guilty.absent:
        return None
    if guilty.key in NETWORK_KEYS:
        # A call that came through no endpoint is denied as meant.
        return None
    key = guilty.condition.key
    return guilty.mistake(
        Kind.MISSING_KEY_NEGATED,
        "pol-operator-mistake",
        f"{guilty.condition.operator} applies to every call without {key}, and this call has none.",
        f'Deny only where the key is there, with "Null": {{"{key}": "false"}}, or test a key that this call has.',
    )


def _single(address: str) -> str:
    """The network of this one address."""
    return str(ip_network(address))


RULES: tuple[Callable[[Guilty], Mistake | None], ...] = (
    variables,
    source_ip,
    exclusive_denies,
    wildcard,
    letter_case,
    session_arn,
    address_family,
    inverted,
    other_network,
    principal_key,
    set_operator,
    missing_key,
)
"""The most telling first: the first that finds something names the mistake of a condition."""
