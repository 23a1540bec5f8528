"""What an AWS error means: absence is a reply, everything else is the reason why there is none.

The words are the same whether botocore raised the error or the AWS CLI printed it, since the CLI prints
botocore's own text.
"""

import re

from gatewise.model import NotSeen, Reason, Reply

_DENIED = {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "UnauthorizedException"}
_EXPIRED = {"ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"}
_NOT_ACCEPTED = {
    "AuthFailure",
    "IncompleteSignature",
    "IncompleteSignatureException",
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
    "InvalidSignatureException",
    "MissingAuthenticationToken",
    "MissingAuthenticationTokenException",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
}
_THROTTLED = {
    "PriorRequestNotComplete",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "TooManyRequestsException",
}
_NOT_FOUND = {
    "NoSuchEntity",
    "NoSuchHostedZone",
    "NotFoundException",
    "ResourceNotFoundException",
    "UnknownResourceException",
    "WAFNonexistentItemException",
}
_ACTION = re.compile(r"not authorized to perform:? ([a-z0-9-]+:[A-Za-z]+)")
_SERVICE_ERROR = re.compile(
    r"An error occurred \((?P<code>[\w.:-]+)\) when calling the (?P<operation>\w+) operation"
    r"(?: \([^)]*\))?: ?(?P<message>[^\n]*)"
)

SIGN_IN = "Sign in again (for example `aws sso login`), or name another profile with --profile."
_NAME_REGION = "Name a Region with --region."
_ANOTHER_WAY = "Run it where the AWS API can be reached, and paste the output here."

# Texts of botocore's own exceptions, and of the CLI around them.
_LOCAL_ERRORS: tuple[tuple[re.Pattern[str], Reason, str], ...] = (
    (
        re.compile(
            r"Token has expired and refresh failed|SSO session associated with this profile has expired"
            r"|The SSO (?:access )?token .*expired|Your session has expired",
            re.IGNORECASE,
        ),
        Reason.EXPIRED_CREDENTIALS,
        SIGN_IN,
    ),
    (
        re.compile(
            r"Unable to locate credentials|Partial credentials found|Error loading SSO Token"
            r"|Error when retrieving credentials|The config profile \(.*\) could not be found|NoCredentials"
        ),
        Reason.NO_CREDENTIALS,
        SIGN_IN,
    ),
    (re.compile(r"You must specify a region|Invalid endpoint: https?://\w+\.\."), Reason.MISSING_FACT, _NAME_REGION),
    (
        re.compile(
            r"Could not connect to the endpoint URL|Connect timeout on endpoint URL|Read timeout on endpoint URL"
            r"|Connection was closed before we received a valid response from endpoint URL"
            r"|Failed to connect to proxy URL|SSL validation failed for"
        ),
        Reason.ENDPOINT_UNREACHABLE,
        _ANOTHER_WAY,
    ),
)


def meaning_of_error(code: str, message: str, *, iam_action: str | None, call: str) -> Reply | NotSeen:
    """What the API's error says, by its code.

    Args:
        code: botocore's `error.response["Error"]["Code"]`.
        message: botocore's `error.response["Error"]["Message"]`.
        iam_action: what the operation needs, where the message does not name it.
        call: the call in a person's words, `ec2 describe-vpcs`.

    Returns:
        `aws.not_found` where what was asked for is not there; else the reason why there is no reply.
    """
    if code in _NOT_FOUND or code.endswith(".NotFound"):
        return Reply("aws.not_found", {"code": code, "message": message})
    if code in _DENIED:
        named = _ACTION.search(message)
        action = named[1] if named else iam_action
        cure = f"Ask for the IAM action {action}." if action else "Ask for the permission to make this call."
        return NotSeen(Reason.ACCESS_DENIED, f"{call} was denied: {message}", cure, action)
    if code in _EXPIRED:
        return NotSeen(Reason.EXPIRED_CREDENTIALS, f"The credentials for {call} have expired: {message}", SIGN_IN)
    if code in _NOT_ACCEPTED:
        return NotSeen(Reason.NO_CREDENTIALS, f"AWS did not accept the credentials for {call}: {message}", SIGN_IN)
    if code in _THROTTLED:
        return NotSeen(Reason.THROTTLED, f"{call} was throttled: {message}", "Wait a minute, and try again.")
    return NotSeen(Reason.FAILED, f"{call} failed with {code}: {message}", "Read the message, and answer by hand.")


def meaning_of_text(text: str, *, iam_action: str | None, call: str, operation: str) -> Reply | NotSeen | None:
    """What a text says that the AWS CLI or botocore printed instead of a response; None when it is no such text.

    Args:
        text: the exception's text, or all that the CLI printed.
        iam_action: what the operation needs.
        call: the call in a person's words.
        operation: the operation in the API's spelling without regard to case, as the error must name it.
    """
    if found := _SERVICE_ERROR.search(text):
        if found["operation"].lower() != operation.lower():
            return NotSeen(
                Reason.UNREADABLE,
                f"This is the answer to {found['operation']}, not to {call}.",
                "Run the command shown, and paste what it prints.",
            )
        return meaning_of_error(found["code"], found["message"].strip(), iam_action=iam_action, call=call)
    for pattern, reason, cure in _LOCAL_ERRORS:
        if local := pattern.search(text):
            return NotSeen(reason, f"{call}: {_line_of(text, local)}", cure)
    return None


def _line_of(text: str, found: re.Match[str]) -> str:
    start = text.rfind("\n", 0, found.start()) + 1
    end = text.find("\n", found.end())
    return text[start : end if end >= 0 else None].strip()
