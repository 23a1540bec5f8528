"""Text that others wrote, made safe to keep and to show, and pastes stripped of what the pasting added."""

import re

_DROPPED = re.compile(
    r"\x1b\][^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)"  # OSC: window titles, hyperlinks
    r"|[\x1b][PX^_][^\x1b\x9c\n]*(?:\x1b\\|\x9c)"  # DCS, SOS, PM, APC strings
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor movement
    r"|\x1b[ -/]*[0-Z\\^-~]"  # the other escapes
    r"|[\x00-\x08\x0b-\x1f\x7f-\x9f]"  # what is left of C0 and C1, tab and newline apart
    r"|[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"  # invisible, or turns the direction of reading
)
_LINE_ENDS = re.compile(r"\r+\n|\r")
_SPACES = re.compile("[\u00a0\u2007\u202f]")
_QUOTED = re.compile(r"^[ \t]*[>|](?: |$)", re.MULTILINE)
_STAMPED = re.compile(
    r"^[ \t]*\[?(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z| ?[+-]\d\d:?\d\d)?\]?[ \t]+",
    re.MULTILINE,
)


def cleaned(text: str) -> str:
    """The text without terminal escapes, control characters (newline and tab stay) and odd spaces and line ends."""
    return _SPACES.sub(" ", _DROPPED.sub("", _LINE_ENDS.sub("\n", text)))


def as_printed(pasted: str) -> str:
    """The cleaned text without quote marks or timestamps, where a paste has them on (nearly) every line."""
    text = cleaned(pasted)
    lines = sum(1 for line in text.splitlines() if line.strip())
    for prefix in (_QUOTED, _STAMPED, _QUOTED):
        if lines and len(prefix.findall(text)) > 0.8 * lines:
            text = prefix.sub("", text)
    return text
