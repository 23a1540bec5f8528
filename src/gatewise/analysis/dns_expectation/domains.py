"""Domain names, compared label by label in lower case and without the last dot."""

import re
from collections.abc import Iterator

_ESCAPED = re.compile(r"\\([0-3][0-7]{2})")


def normal(name: str) -> str:
    """The name as it is compared; the root is empty. Route 53 writes `*` as an octal escape."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 8)), name.strip()).lower().rstrip(".")


def within(name: str, domain: str) -> bool:
    """Whether the name is the domain or stands below it."""
    return not domain or name == domain or name.endswith(f".{domain}")


def depth(domain: str) -> int:
    """How specific a domain is: its labels."""
    return domain.count(".") + 1 if domain else 0


def parents(name: str, apex: str) -> Iterator[str]:
    """The domains above the name, nearest first, down to the apex."""
    while name != apex and "." in name:
        name = name.partition(".")[2]
        if not within(name, apex):
            return
        yield name
