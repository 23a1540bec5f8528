"""What a call by a custom domain name says: which name, which mapping its path fits, what its certificate covers.

Base path mappings: https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gatewise.analysis.invoke_url import InvokeUrl
from gatewise.analysis.shapes import Record, records, text, texts

NONE = "(none)"
"""How API Gateway writes a mapping without a base path, or without a stage."""

_IN_AN_ARN = re.compile(r"/domainnames/([a-zA-Z0-9.*-]+?)\+([a-z0-9]+)(?![A-Za-z0-9.-])")
_PUBLIC_TARGET = re.compile(r"d-[a-z0-9]+\.execute-api\.[a-z0-9-]+\.[a-z0-9.-]+")
_MANAGEMENT, _INVOKE = ":apigateway:", ":execute-api:"


@dataclass(frozen=True, slots=True)
class DomainId:
    """Which custom domain name: a private one has an id, because several may have one name."""

    name: str
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Behind:
    """Where a mapping sends a call."""

    api_id: str
    stage: str
    """Empty where neither the mapping nor the path says it."""
    path: str
    """What the API is asked for, with its slash."""
    base_path: str
    """Empty for the mapping without one."""
    stage_again: str = ""
    """The path without the stage, where it begins with the stage that the mapping selects already; else empty."""


def domain_called(call: InvokeUrl | None) -> str:
    """The custom domain name that the call is for: the `Host` header decides over the URL. Empty if it is for none."""
    if call is None or any(name == "x-apigw-api-id" for name, _ in call.headers):
        return ""
    name = call.target if call.routed is None else call.routed
    return name.name if name.form == "custom_domain" else ""


def domain_in(message: str) -> DomainId | None:
    """The domain name in a refusal, or in an ARN; None if it names none."""
    found = _IN_AN_ARN.search(message)
    return DomainId(found[1].lower(), found[2]) if found else None


def as_invoked(arn: str) -> str:
    """The ARN that policies about calls know the domain name by, from the one that it is managed by."""
    return arn.replace(_MANAGEMENT, _INVOKE, 1)


def is_public_target(name: str) -> bool:
    """Whether the name is the target of a public custom domain name, which an endpoint's private DNS takes over."""
    return _PUBLIC_TARGET.fullmatch(name.lower().rstrip(".")) is not None


def behind(whole_path: str, mappings: Iterable[Record]) -> Behind | None:
    """Where a call of this path, without its host, goes; None if it fits no mapping.

    A base path is one segment of the path. It wins over the mapping without one.
    """
    by_base = {"" if base == NONE else base: each for each in mappings if (base := text(each, "basePath") or NONE)}
    first, rest = _first(whole_path)
    base_path = first if first and first in by_base else ""
    mapping = by_base.get(base_path)
    if mapping is None:
        return None
    path = rest if base_path else whole_path
    stage = text(mapping, "stage")
    if stage in {"", NONE}:
        # A mapping without a stage leaves it to the path.
        stage, path = _first(path)
        return Behind(text(mapping, "restApiId"), stage, path, base_path)
    first, rest = _first(path)
    return Behind(text(mapping, "restApiId"), stage, path, base_path, rest if first == stage else "")


def mapped_paths(mappings: Sequence[Record]) -> str:
    """The mappings in words, one a line."""
    return "\n".join(map(_in_words, mappings))


def _in_words(mapping: Record) -> str:
    base, stage = (value if (value := text(mapping, name)) != NONE else "" for name in ("basePath", "stage"))
    return f"/{base} leads to {text(mapping, 'restApiId')}, {f'stage {stage}' if stage else 'the stage in the path'}"


def covers(names: Iterable[str], host: str) -> bool:
    """Whether a certificate with these names is good for the host; a wildcard stands for one label."""
    _, _, above = host.partition(".")
    wanted = {host.lower(), f"*.{above}".lower()}
    return any(name.lower().rstrip(".") in wanted for name in names)


def certificate_names(certificate: Record) -> tuple[str, ...]:
    """The names in a certificate as AWS Certificate Manager describes it."""
    return texts(certificate, "SubjectAlternativeNames") or tuple(filter(None, (text(certificate, "DomainName"),)))


def of_domain(associations: Record, name: str, vpce_id: str) -> tuple[Record, ...]:
    """The access associations with domain names of this name: the endpoint's, or without one every endpoint's."""
    return tuple(
        each
        for each in records(associations, "items")
        if vpce_id in {"", text(each, "accessAssociationSource").rpartition("/")[2]}
        and (domain := domain_in(text(each, "domainNameArn"))) is not None
        and domain.name == name.lower()
    )


def _first(path: str) -> tuple[str, str]:
    """The first segment of a path, and the path behind it."""
    first, _, rest = path.removeprefix("/").partition("/")
    return first, f"/{rest}"
