"""How moto's models are given other behaviour."""

import functools
import random
import string
from collections.abc import Callable
from typing import Any


def instead_of(owner: Any, name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Put the decorated function in place of `owner.name`; the original is its first argument."""

    def put(replacement: Callable[..., Any]) -> Callable[..., Any]:
        original = getattr(owner, name)

        @functools.wraps(original)
        def replaced(*args: Any, **named: Any) -> Any:
            return replacement(original, *args, **named)

        setattr(owner, name, replaced)
        return replaced

    return put


def property_instead_of(owner: Any, name: str) -> Callable[[Callable[[Any, Any], Any]], None]:
    """Put the decorated function in place of the property `owner.name`; the original's value is its first argument."""

    def put(replacement: Callable[[Any, Any], Any]) -> None:
        original = getattr(owner, name).fget
        setattr(owner, name, property(lambda self: replacement(functools.partial(original, self), self)))

    return put


def random_id(length: int, alphabet: str = string.ascii_lowercase + string.digits) -> str:
    return "".join(random.choices(alphabet, k=length))
