"""Named mistakes in Principal: why a statement that should speak about this caller does not."""

import re

from gatewise.analysis.policy.changes import Change, ValueChange
from gatewise.analysis.policy.document import Statement
from gatewise.analysis.policy.elements import deleted_principals, principal_matches
from gatewise.analysis.policy.mistake import Around, Kind, Mistake
from gatewise.analysis.policy.request import Request
from gatewise.analysis.policy.truth import Truth

_SESSION = re.compile(r"arn:([\w-]+):sts::(\d{12}):assumed-role/([^/]+)/(.+)")


def lasting(request: Request) -> str | None:
    """The caller as a policy should list it: a session's role, else the caller itself."""
    session = _SESSION.fullmatch(request.principal or "")
    if session is None:
        return request.principal
    role = request.value("aws:PrincipalArn")
    if isinstance(role, str) and re.fullmatch(rf"arn:[\w-]+:iam::\d{{12}}:role/(.*/)?{re.escape(session[3])}", role):
        return role
    return f"arn:{session[1]}:iam::{session[2]}:role/{session[3]}"


def principal_mistakes(statement: Statement, request: Request, around: Around, slug: str) -> list[Mistake]:
    """Why an Allow does not speak about this caller, or a Deny with NotPrincipal does."""
    if statement.except_principals:
        return _denied_by_not_principal(statement, request)
    if statement.effect == "Deny":
        return []
    listed = statement.principals
    if not (listed.aws or listed.service or listed.other):
        right = "Name the callers, or use everyone (*) with a condition on aws:SourceVpce."
        return [_mistake(statement, Kind.EMPTY_PRINCIPAL, "dep-invalid-policy-document", "it names nobody.", right)]
    if request.principal is None:
        return [_unsigned(statement, around)] if listed.aws else _service(statement, slug)
    for rule in (_deleted, _wildcard, _session):
        found = rule(statement, request, slug)
        if found is not None:
            return [found]
    return [] if listed.aws else _service(statement, slug)


def _denied_by_not_principal(statement: Statement, request: Request) -> list[Mistake]:
    if statement.effect != "Deny" or request.principal is not None:
        return []
    said = "NotPrincipal denies every unsigned call, and this one is anonymous."
    right = "Use Principal * with a condition on aws:SourceVpce, or sign the call and set the method to AWS_IAM."
    return [_mistake(statement, Kind.NOT_PRINCIPAL_UNSIGNED, "pol-iam-principal-with-auth-none", said, right)]


def _unsigned(statement: Statement, around: Around) -> Mistake:
    first = statement.principals.aws[0]
    said = f"it lists {first}, and the call is anonymous"
    if around.kind == "vpce":
        cause = "pol-vpce-principal-vs-anonymous"
        right = "Use everyone (*) with a condition on the API's ARN, or sign the call."
    elif around.authorization == "AWS_IAM":
        cause = "auth-iam-unsigned"
        right = "Sign the call with SigV4."
    else:
        cause = "pol-iam-principal-with-auth-none"
        said += f": the method's authorization is {around.authorization}" if around.authorization else ""
        right = "Use everyone (*) with a condition on aws:SourceVpce, or set the method to AWS_IAM and sign the call."
    return _mistake(statement, Kind.PRINCIPAL_UNSIGNED, cause, f"{said}.", right)


def _service(statement: Statement, slug: str) -> list[Mistake]:
    named = ", ".join((*statement.principals.service, *statement.principals.other))
    said = f"it lists {named}, which is no caller of this call."
    right = "Name the callers, or use everyone (*) with a condition on aws:SourceVpce."
    return [_mistake(statement, Kind.SERVICE_PRINCIPAL, slug, said, right)]


def _deleted(statement: Statement, request: Request, _slug: str) -> Mistake | None:
    gone, caller = deleted_principals(statement), lasting(request)
    if not gone or caller is None:
        return None
    said = f"{gone[0]} is the id of a user or role that was deleted; it matches nobody, and not {caller}."
    change = ValueChange(statement.index, "Principal", gone[0], caller)
    right = f"List {caller}."
    return _mistake(statement, Kind.DELETED_PRINCIPAL, "pol-principal-recreated", said, right, change)


def _wildcard(statement: Statement, request: Request, slug: str) -> Mistake | None:
    caller = lasting(request)
    for entry in statement.principals.aws:
        pattern = re.escape(entry).replace(r"\*", ".*").replace(r"\?", ".")
        hit = any(re.fullmatch(pattern, one) for one in (request.principal, caller) if one)
        if ("*" in entry or "?" in entry) and caller and hit and principal_matches(statement, request) is Truth.FALSE:
            said = f"{entry} has a wildcard; in a principal's ARN that is plain text."
            change = ValueChange(statement.index, "Principal", entry, caller)
            return _mistake(statement, Kind.PRINCIPAL_WILDCARD, slug, said, f"List {caller}.", change)
    return None


def _session(statement: Statement, request: Request, slug: str) -> Mistake | None:
    had = _SESSION.fullmatch(request.principal or "")
    caller = lasting(request)
    for entry in statement.principals.aws:
        listed = _SESSION.fullmatch(entry)
        if had and listed and caller and had.groups()[:3] == listed.groups()[:3]:
            said = f"it lists the session {listed[4]} alone, and this call is of the session {had[4]}."
            change = ValueChange(statement.index, "Principal", entry, caller)
            return _mistake(statement, Kind.SESSION_PRINCIPAL, slug, said, f"List the role, {caller}.", change)
    return None


def _mistake(  # noqa: PLR0913 - a mistake has these parts
    statement: Statement, kind: Kind, cause: str, said: str, right: str, change: Change | None = None
) -> Mistake:
    name = statement.name
    sentence = f"{name[0].upper()}{name[1:]}: {said}"
    return Mistake(kind, cause, statement.index, statement.sid, sentence, right, change)
