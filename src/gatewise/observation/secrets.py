"""Takes credentials out of text that a person pastes, before anything keeps or shows it."""

import re

REMOVED = "[removed]"

_NAMES = (
    r"(?:(?:proxy-)?authorization|x-api-key|(?:set-)?cookie|x-amz-security-token|x-auth-token|authorizationtoken"
    r"|aws_secret_access_key|aws_session_token|secretaccesskey|sessiontoken)"
)
_NOT_YET = r"(?!\s*\[removed\])"
_RULES = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        r"(?P<kept>\b(?:Bearer|Basic)\s+)[A-Za-z0-9._~+/=-]{8,}",
        # 'Authorization: value' as one quoted shell word: everything up to the closing quote.
        rf"""(?P<kept>(?P<q>["']){_NAMES}\s*[:=]\s*)(?:(?!(?P=q))[^\\]|\\.)+(?=(?P=q))""",
        # "Authorization": "value" or ["value", ...] in JSON.
        rf"""(?P<kept>["']{_NAMES}["']\s*:\s*\[\s*(?P<q>["']))[^\]\n]*(?=(?P=q)\s*\])""",
        rf"""(?P<kept>["']{_NAMES}["']\s*:\s*(?P<q>["']))(?:(?!(?P=q))[^\\\n]|\\.)*(?=(?P=q))""",
        # {Authorization=value, other=...} in API Gateway's logs.
        rf"(?P<kept>[{{,]\s*{_NAMES}=)[^,}}\n]+",
        # A header line of curl -v, up to the end of the line.
        rf"(?P<kept>^[ \t]*[<>*]?[ \t]*(?:export )?{_NAMES}\s*[:=]\s*){_NOT_YET}[^\n]+",
        # An error that quotes the header's value.
        rf"(?P<kept>authorization(?: header)?\s*[:=]\s*){_NOT_YET}(?:'[^'\n]*'|\"[^\"\n]*\"|[^\s,'\"]+)",
        r"(?P<kept>)'[^'\n]*'(?= not a valid key=value pair)",
        r"(?P<kept>X-Amz-(?:Signature|Credential|Security-Token)=)[^&\s\"']+",
        r"""(?P<kept>(?:^|\s)(?:-u|--user|-b|--cookie)[ =]?(?P<q>["']?))[^\s"']+(?=(?P=q)(?:\s|$))""",
        r"(?P<kept>://)[^/\s:@]+:[^/\s@]+(?=@)",
        r"(?P<kept>)\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*",
    )
)


def without_secrets(text: str) -> str:
    """The text with the values of credentials taken out: tokens, keys, cookies, signatures, passwords.

    What stays in their place says that something was there, so that the text still reads as what it is.
    """
    for rule in _RULES:
        text = rule.sub(lambda match: f"{match['kept']}{REMOVED}", text)
    return text
