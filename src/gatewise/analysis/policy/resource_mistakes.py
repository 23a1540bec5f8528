"""Named mistakes in Action and Resource: why an entry that looks like this call's method does not match it."""

import re
from collections.abc import Callable
from typing import NamedTuple

from gatewise.analysis.policy.changes import ValueChange
from gatewise.analysis.policy.document import Statement
from gatewise.analysis.policy.elements import SHORT_FORM, resource_pattern_matches
from gatewise.analysis.policy.mistake import Around, Kind, Mistake
from gatewise.analysis.policy.request import Request
from gatewise.analysis.policy.truth import Truth

_SLUG = "pol-resource-arn-mismatch"
_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
_RESOURCE = 5


class Arn(NamedTuple):
    """The six parts of an ARN."""

    arn: str
    partition: str
    service: str
    region: str
    account: str
    own: str
    """What comes after the fifth colon."""

    @property
    def text(self) -> str:
        """The ARN again."""
        return ":".join(self)


class Found(NamedTuple):
    """What is wrong with one entry, and the entry as it would be right."""

    kind: Kind
    said: str
    right: str
    cause: str = _SLUG


def resource_mistakes(statement: Statement, request: Request, around: Around, *, variables: bool) -> list[Mistake]:
    """Why the entries of Resource don't match this method, where an entry was clearly meant to."""
    called = _arn(request.resource)
    if statement.except_resources or called is None:
        return []
    mistakes: list[Mistake] = []
    for entry in statement.resources:
        found = _wrong(entry, called, around)
        if found is None:
            continue
        if resource_pattern_matches(found.right, request, variables=variables) is not Truth.TRUE:
            continue
        name = statement.name
        # The API's ARN stays beside the domain name's, because such a call is asked about both.
        replaced = "" if found.kind is Kind.DOMAIN_NAME_NOT_LISTED else entry
        mistakes.append(
            Mistake(
                found.kind,
                found.cause,
                statement.index,
                statement.sid,
                f"{name[0].upper()}{name[1:]}: {found.said}",
                f"Write {found.right}." if replaced else f"Add {found.right}.",
                ValueChange(statement.index, "Resource", replaced, found.right),
            )
        )
    return mistakes


def action_mistakes(statement: Statement, request: Request, slug: str) -> list[Mistake]:
    """Actions of the API's own management, or of what is behind it, instead of its calling."""
    if statement.except_actions:
        return []
    for action in statement.actions:
        service, _, name = action.partition(":")
        if service.lower() == "execute-api" and name.lower() in {"invalidatecache", "manageconnections"}:
            continue
        if service.lower() in {"execute-api", "apigateway", "lambda"}:
            who = f"{statement.name[0].upper()}{statement.name[1:]}"
            said = f"{who}: it allows {action}; calling an API is {request.action}."
            change = ValueChange(statement.index, "Action", action, request.action)
            return [
                Mistake(
                    Kind.ACTION_OF_ANOTHER_SERVICE,
                    slug,
                    statement.index,
                    statement.sid,
                    said,
                    f"Allow {request.action}.",
                    change,
                )
            ]
    return []


def _wrong(entry: str, called: Arn, around: Around) -> Found | None:
    if entry.startswith(SHORT_FORM):
        api = called.own.partition("/")[0]
        listed = called._replace(own=f"{api}/{entry.removeprefix(SHORT_FORM)}")
        found = _first(listed, called)
        if around.kind == "vpce":
            right = found.right if found else called.text
            said = f"{entry} is the short form, which stands for an API only in that API's own policy."
            return Found(Kind.SHORT_FORM_IN_ENDPOINT_POLICY, said, right)
        return found
    parts = _arn(entry)
    return None if parts is None else _first(parts, called)


def _first(listed: Arn, called: Arn) -> Found | None:
    for rule in _RULES:
        found = rule(listed, called)
        if found is not None:
            return found
    return None


def _domain_name(listed: Arn, called: Arn) -> Found | None:
    if not called.own.startswith("/domainnames/") or listed.own.startswith("/domainnames/"):
        return None
    said = f"it lists the API ({listed.text}); a call by the custom domain is checked against {called.text} too."
    return Found(Kind.DOMAIN_NAME_NOT_LISTED, said, called.text, "pol-vpce-domain-arn")


def _heads(listed: Arn, called: Arn) -> Found | None:
    for name, kind, words in (
        ("partition", Kind.OTHER_PARTITION, "partition"),
        ("service", Kind.OTHER_SERVICE_IN_ARN, "service"),
        ("region", Kind.OTHER_REGION, "Region"),
        ("account", Kind.OTHER_ACCOUNT, "account"),
    ):
        asked, had = getattr(listed, name), getattr(called, name)
        if asked != had and "*" not in asked and "?" not in asked:
            right = listed._replace(**{name: had})
            said = f"{listed.text} is of {words} {asked or 'none'}, and this API's is {had}."
            return Found(kind, said, right.text)
    return None


def _api(listed: Arn, called: Arn) -> Found | None:
    asked, slash, rest = listed.own.partition("/")
    had = called.own.partition("/")[0]
    if asked == had and (not slash or not rest):
        said = f"{listed.text} ends after the API's id and so matches no method."
        return Found(Kind.API_ID_WITHOUT_WILDCARD, said, called._replace(own=f"{had}/*").text)
    if asked != had and rest and re.fullmatch("[a-z0-9]{10}", asked):
        right = called._replace(own=f"{had}/{rest}")
        return Found(Kind.OTHER_API, f"{listed.text} is of API {asked}, and the call is to {had}.", right.text)
    return None


def _method(listed: Arn, called: Arn) -> Found | None:
    """The stage, the method and the path, once the API is right."""
    parts, had = listed.own.split("/", 3), called.own.split("/", 3)
    if len(had) <= _PATH or parts[0] not in {had[0], "*"}:
        return None
    if len(parts) > _METHOD and parts[_METHOD] != parts[_METHOD].upper() and parts[_METHOD].upper() in _METHODS:
        right = _joined(listed, [*parts[:_METHOD], parts[_METHOD].upper(), *parts[_PATH:]])
        said = f"{listed.text} has the method {parts[_METHOD]}; letter case counts."
        return Found(Kind.METHOD_IN_LOWER_CASE, said, right)
    if len(parts) > _METHOD and parts[_METHOD] == "ANY":
        right = _joined(listed, [*parts[:_METHOD], had[_METHOD], *parts[_PATH:]])
        said = f"{listed.text} has ANY for the method; the ARN of a call has the verb it used, {had[_METHOD]}."
        return Found(Kind.METHOD_ANY, said, right)
    if len(parts) > 1 and parts[1] in _METHODS:
        right = _joined(listed, [parts[0], had[1], *parts[1:]])
        return Found(Kind.STAGE_MISSING, f"{listed.text} has the method where the stage belongs.", right)
    return _path(listed, called, parts, had)


def _path(listed: Arn, called: Arn, parts: list[str], had: list[str]) -> Found | None:
    own = "/".join(parts)
    if "{" in own:
        pattern = re.sub(r"\\\{[^}/]*\\\+\\\}", ".+", re.escape(own))
        pattern = re.sub(r"\\\{[^}/]*\\\}", "[^/]+", pattern).replace(r"\*", ".*")
        if re.fullmatch(pattern, called.own):
            right = re.sub(r"\{[^}]*\}", "*", own)
            said = f"{listed.text} has the path as a template; an ARN has the path called, {called.own}."
            return Found(Kind.PATH_TEMPLATE, said, listed._replace(own=right).text)
    after = parts[_METHOD:] if len(parts) > 1 and parts[1] in {had[1], "*"} else []
    if after and after[0] not in {*_METHODS, "*"} and "/".join(after) == had[_PATH]:
        right = _joined(listed, [*parts[:_METHOD], had[_METHOD], had[_PATH]])
        return Found(Kind.METHOD_MISSING, f"{listed.text} has no method between stage and path.", right)
    if "*" not in own and called.own.startswith(f"{own.rstrip('/')}/"):
        right = listed._replace(own=f"{own.rstrip('/')}/*").text
        return Found(Kind.TOO_SHORT_A_PATTERN, f"{listed.text} matches nothing below it.", right)
    return None


_METHOD = 2
_PATH = 3


def _joined(listed: Arn, own: list[str]) -> str:
    return listed._replace(own="/".join(own)).text


def _arn(text: str) -> Arn | None:
    parts = text.split(":", _RESOURCE)
    return Arn(*parts) if len(parts) == _RESOURCE + 1 and parts[0] == "arn" else None


_RULES: tuple[Callable[[Arn, Arn], Found | None], ...] = (_domain_name, _heads, _api, _method)
