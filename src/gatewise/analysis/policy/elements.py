"""Principal, Action and Resource: whether each lets a statement apply.

Principals: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
Resources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from gatewise.analysis.policy.document import Principals, Statement
from gatewise.analysis.policy.patterns import Wild, arn_parts, expression, pattern, plain_pieces
from gatewise.analysis.policy.request import Request
from gatewise.analysis.policy.truth import Truth, any_of, truth

SHORT_FORM = "execute-api:/"
"""How a resource policy may begin a resource of its own API."""

_ACCOUNT = re.compile(r"\d{12}")
_RESOURCE = 5
"""Where in an ARN the resource part stands; policy variables count from there on."""


def principal_matches(statement: Statement, request: Request) -> Truth:
    """Whether the statement speaks about this caller."""
    listed = statement.principals
    if not statement.except_principals:
        return _is_listed(listed, request.principal)
    if listed.everyone:
        return Truth.FALSE
    return Truth.TRUE if request.principal is None else _not_excepted(listed, request.principal)


def action_matches(statement: Statement, request: Request) -> Truth:
    """Whether the statement speaks about this action; letter case does not count."""
    matched = any(
        pattern(action, request, wildcards=True, variables=False).matches_ignoring_case(request.action) is Truth.TRUE
        for action in statement.actions
    )
    return truth(matched != statement.except_actions)


def resource_matches(statement: Statement, request: Request, *, variables: bool) -> Truth:
    """Whether the statement speaks about this method of this API."""
    matched = any_of(resource_pattern_matches(each, request, variables=variables) for each in statement.resources)
    return ~matched if statement.except_resources else matched


def resource_pattern_matches(resource: str, request: Request, *, variables: bool) -> Truth:
    """Whether one entry of Resource or NotResource matches the request's ARN.

    A `*` that ends one of the ARN's parts runs on over the following colons; any other stays inside its part.
    """
    if resource.startswith(SHORT_FORM):
        return _short_form_matches(resource, request, variables=variables)
    parts = arn_parts(resource, variables=variables)
    if parts[0] != "arn" and "*" not in parts[0]:
        return Truth.FALSE
    heads = [_part_expression(part) for part in parts[:_RESOURCE]]
    tail = parts[_RESOURCE:]
    wild = [pattern(part, request, wildcards=True, variables=variables) for part in tail]
    if any(part.never for part in wild):
        return Truth.FALSE
    whole = ":".join([*heads, *(expression(part.pieces) for part in wild)])
    if re.fullmatch(whole, request.resource, re.DOTALL) is None:
        return Truth.FALSE
    return Truth.UNKNOWN if any(Wild.UNKNOWN in part.pieces for part in wild) else Truth.TRUE


def _short_form_matches(resource: str, request: Request, *, variables: bool) -> Truth:
    rest = resource.removeprefix(SHORT_FORM)
    *head, own = request.resource.split(":", _RESOURCE)
    if own.startswith("/domainnames/"):
        # What the short form becomes in a domain name's policy is documented for the whole domain only.
        return Truth.TRUE if rest == "*" else Truth.UNKNOWN
    api = own.partition("/")[0]
    return resource_pattern_matches(":".join([*head, f"{api}/{rest}"]), request, variables=variables)


@lru_cache(4096)
def _part_expression(part: str) -> str:
    inner = part.rstrip("*")
    return expression(plain_pieces(inner), "[^:]") + (".*" if len(inner) < len(part) else "")


@dataclass(frozen=True, slots=True)
class _Caller:
    """A caller's ARN taken apart."""

    arn: str
    partition: str
    account: str
    role: str
    """The role's name, for a session; else empty."""


def _caller(principal: str) -> _Caller | None:
    """None for a service."""
    parts = principal.split(":", _RESOURCE)
    if len(parts) <= _RESOURCE or parts[0] != "arn":
        return None
    kind, _, rest = parts[_RESOURCE].partition("/")
    role = rest.partition("/")[0] if parts[2] == "sts" and kind == "assumed-role" else ""
    return _Caller(principal, parts[1], parts[4], role)


def _is_listed(listed: Principals, principal: str | None) -> Truth:
    if listed.everyone:
        return Truth.TRUE
    if principal is None:
        return Truth.FALSE
    caller = _caller(principal)
    if caller is None:
        if "*" in listed.service:
            return Truth.UNKNOWN
        return truth(principal in listed.service)
    return truth(any(_names(entry, caller) for entry in listed.aws))


def _names(entry: str, caller: _Caller) -> bool:
    """Whether one AWS principal of a policy is this caller, its role or its account; ARNs take no wildcards."""
    return entry == caller.arn or _is_account_of(entry, caller) or _is_role_of(entry, caller)


def _is_account_of(entry: str, caller: _Caller) -> bool:
    if _ACCOUNT.fullmatch(entry):
        return entry == caller.account
    return entry == f"arn:{caller.partition}:iam::{caller.account}:root"


def _is_role_of(entry: str, caller: _Caller) -> bool:
    parts = entry.split(":", _RESOURCE)
    if not caller.role or len(parts) <= _RESOURCE or parts[2] != "iam":
        return False
    kind, _, path = parts[_RESOURCE].partition("/")
    same_place = parts[1] == caller.partition and parts[4] == caller.account
    return kind == "role" and same_place and path.rpartition("/")[2] == caller.role


def _not_excepted(listed: Principals, principal: str) -> Truth:
    """Whether NotPrincipal leaves this caller in: for certain only if none or all of its ARNs are listed.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
    """
    caller = _caller(principal)
    if caller is None:
        return truth(principal not in listed.service)
    itself = caller.arn in listed.aws
    account = any(_is_account_of(entry, caller) for entry in listed.aws)
    role = any(_is_role_of(entry, caller) for entry in listed.aws)
    if not (itself or account or role):
        return Truth.TRUE
    complete = itself and account and (role or not caller.role)
    return Truth.FALSE if complete else Truth.UNKNOWN


def deleted_principals(statement: Statement) -> tuple[str, ...]:
    """The listed principals that are ids of deleted users and roles; they match nobody."""
    return tuple(entry for entry in statement.principals.aws if re.fullmatch(r"A(ID|RO)A[A-Z0-9]{12,}", entry))
