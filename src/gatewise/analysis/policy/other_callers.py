"""Other calls than the one in question: the grid on which an edit shows that it opens nothing else.

Each differs from the call in one or two of five ways: endpoint, VPC, client address, caller, and method. The other
values are those that the policy names and made-up ones that it surely does not name.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from ipaddress import ip_address, ip_network
from itertools import combinations, product

from gatewise.analysis.policy.document import Policy
from gatewise.analysis.policy.request import Request

_SESSION = re.compile(r"arn:([\w-]+):sts::(\d{12}):assumed-role/([^/]+)/(.+)")


class Way(StrEnum):
    """How another call differs."""

    ENDPOINT = "aws:sourcevpce"
    VPC = "aws:sourcevpc"
    ADDRESS = "aws:vpcsourceip"
    CALLER = "caller"
    METHOD = "method"


def other_callers(policy: Policy, request: Request) -> Iterator[tuple[frozenset[Way], Request]]:
    """Each other call, with the ways it differs."""
    values = {way: _other_values(way, policy, request) for way in Way}
    for count in (1, 2):
        for ways in combinations(Way, count):
            for chosen in product(*(values[way] for way in ways)):
                call = request
                for way, value in zip(ways, chosen, strict=True):
                    call = _with(call, way, value)
                yield frozenset(ways), call


def _other_values(way: Way, policy: Policy, request: Request) -> tuple[str, ...]:
    """Empty text: the key is absent, or the caller anonymous."""
    match way:
        case Way.CALLER:
            found = _other_principals(policy, request)
        case Way.METHOD:
            found = _other_methods(request)
        case _:
            made_up = {
                Way.ENDPOINT: ["vpce-0000000000000aaaa"],
                Way.VPC: ["vpc-0000000000000bbbb"],
                Way.ADDRESS: ["198.51.100.7", "2001:db8:ffff::7"],
            }[way]
            found = [*_named(way, policy), *made_up, ""]
    had = {Way.CALLER: request.principal or "", Way.METHOD: request.resource}.get(way, request.value(way.value))
    return tuple(dict.fromkeys(value for value in found if value != had))


def _named(way: Way, policy: Policy) -> list[str]:
    """The values that the policy's conditions name, an address range by its first address."""
    keys = {way.value, "aws:sourceip"} if way is Way.ADDRESS else {way.value}
    texts = [
        value
        for statement in policy.statements
        for condition in statement.conditions
        if condition.key.lower() in keys
        for value in condition.values
    ]
    if len(texts) > _MOST:
        # Values of one list fare alike, and pairs with those of another way multiply.
        texts = [*texts[: _MOST // 2], *texts[-_MOST // 2 :]]
    return [_first_address(text) for text in texts] if way is Way.ADDRESS else texts


_MOST = 40
"""How many of the values that a policy names are tried in one way."""


def _first_address(text: str) -> str:
    try:
        network = ip_network(text, strict=False)
    except ValueError:
        return text
    return str(network[1] if network.num_addresses > 1 else network[0])


def _other_principals(policy: Policy, request: Request) -> list[str]:
    partition = request.resource.split(":")[1] if request.resource.startswith("arn:") else "aws"
    accounts = (_account(request), "999999999999")
    found = ["", *(f"arn:{partition}:iam::{account}:role/gatewise-another" for account in accounts)]
    for statement in policy.statements:
        found += [entry for entry in statement.principals.aws if entry.startswith("arn:")]
    return found


def _account(request: Request) -> str:
    parts = (request.principal or request.resource).split(":")
    return parts[4] if len(parts) > 4 else "123456789012"  # noqa: PLR2004 - an ARN's account


def _other_methods(request: Request) -> list[str]:
    """Another path, verb, stage and API."""
    head, _, own = request.resource.rpartition(":")
    parts = own.split("/", 3)
    if len(parts) < 4:  # noqa: PLR2004 - API, stage, method, path
        return [f"{head}:gatewise00/gatewise/GET/another"]
    api, stage, method, path = parts
    verb = "DELETE" if method != "DELETE" else "GET"
    others = (
        [api, stage, method, f"{path}/gatewise-another"],
        [api, stage, method, "gatewise-another"],
        [api, stage, verb, path],
        [api, "gatewise-another", method, path],
        ["gatewise00", stage, method, path],
    )
    return [f"{head}:{'/'.join(other)}" for other in others]


def _with(request: Request, way: Way, value: str) -> Request:
    match way:
        case Way.CALLER:
            # What AWS derives from the caller goes with it.
            kept = {key: had for key, had in request.context.items() if not _of_caller(key)}
            if value:
                kept["aws:principalarn"] = value
            return replace(request, principal=value or None, context=kept)
        case Way.METHOD:
            return replace(request, resource=value)
        case _:
            kept = {key: had for key, had in request.context.items() if key != way.value}
            return replace(request, context=kept | ({way.value: value} if value else {}))


def _of_caller(key: str) -> bool:
    return key.startswith("aws:principal") or key in {"aws:userid", "aws:username", "aws:multifactorauthpresent"}


def is_address(text: str) -> bool:
    """Whether the text is one IP address."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
