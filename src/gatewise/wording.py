"""Text with `{fact}` placeholders: which facts it needs, and what it says once they are filled in.

A fact that nobody knows yet stays visible by its title, and in a command becomes a shell variable that stops the
command with that title, so that a printed command never runs with a hole in it.
"""

import re
import shlex
from collections.abc import Mapping

from gatewise.model import Fact, Facts

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def placeholders(text: str) -> frozenset[str]:
    """The names of the facts the text needs."""
    return frozenset(_PLACEHOLDER.findall(text))


def prose(text: str, facts: Facts, titles: Mapping[str, str]) -> str:
    """The text for reading; several values are joined by commas, an unknown one is named in angle brackets."""

    def value(match: re.Match[str]) -> str:
        fact = facts.get(match[1])
        if not fact:
            return f"<{titles.get(match[1], match[1])}>"
        return fact if isinstance(fact, str) else ", ".join(fact)

    return _PLACEHOLDER.sub(value, text)


def command(text: str, facts: Facts, titles: Mapping[str, str]) -> str:
    """The text as a shell command; every value is quoted, several become several words.

    A placeholder stands where a whole word, or a part of an unquoted one, may stand. An unknown value becomes
    `"${YOUR_NAME:?title}"`, with which a POSIX shell refuses to run the command and says what is missing.
    """

    def value(match: re.Match[str]) -> str:
        fact = facts.get(match[1])
        if not fact:
            title = re.sub(r"[^\w .,-]", "", titles.get(match[1], match[1]))
            return f'"${{YOUR_{match[1].upper()}:?{title}}}"'
        return quoted(fact)

    return _PLACEHOLDER.sub(value, text)


def quoted(fact: Fact) -> str:
    """The value, or values, as shell words."""
    return shlex.quote(fact) if isinstance(fact, str) else " ".join(map(shlex.quote, fact))


def missing(text: str, facts: Facts) -> frozenset[str]:
    """The placeholders of the text that no fact fills."""
    return frozenset(name for name in placeholders(text) if not facts.get(name))
