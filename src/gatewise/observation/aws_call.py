"""A read-only call to an AWS control-plane API."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from shlex import quote
from typing import Any, Self

from gatewise.accounts import Side, side_of
from gatewise.model import JsonValue, NotSeen, Reason, Reply, VantageKind
from gatewise.observation.aws_errors import meaning_of_text
from gatewise.observation.aws_operations import iam_action_for, read_only
from gatewise.observation.cli_arguments import kebab_case, options
from gatewise.observation.foreign_text import as_printed, cleaned

_PASTE_ALL = "Run the command as shown (with --output json), and paste everything it prints."
_MISSING_TOOL = re.compile(r"\baws\b.{0,20}(?:command )?not found|'aws' is not recognized")
_OTHER_FORMAT = re.compile(r"^(?:[-+|]{3,}|\|  |[A-Z]{4,}\t)", re.MULTILINE)
_OTHER_VERSION = re.compile(r"^usage: aws |Unknown options:|argument \S+: Invalid choice", re.MULTILINE)
_PAGING = frozenset(
    {"ResponseMetadata", "NextToken", "nextToken", "position", "IsTruncated", "Marker", "MaxItems", "MaxResults"}
)
_SECRET = frozenset({"CustomerGatewayConfiguration", "PreSharedKey"})
_TIME_NAME = re.compile(
    r"(?:Date|Time|Timestamp|StatusChange|Modified|edAt)$"
    r"|^timestamp$|^Not(?:Before|After)$",
    re.IGNORECASE,
)
_TIME_TEXT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)")
_MOST_BEGINNINGS = 100
"""Lines that may begin a document; in a damaged one every line may."""
_LATEST_SECOND = 100_000_000_000
"""Epoch numbers above this are milliseconds, which stay as they are."""


def normalised(data: Mapping[str, Any]) -> dict[str, JsonValue]:
    """The response in the one shape that boto3 and both versions of the CLI are brought to.

    Times become `YYYY-MM-DDTHH:MM:SSZ`, whether datetimes, ISO texts or epoch seconds; milliseconds of log events
    stay numbers. What only says how the response was paged goes, and so do secrets (keys of VPN tunnels and of API
    keys, environment variables of functions, headers of sampled calls). Texts are cleaned: AWS stores what anybody
    wrote into a tag or a log.
    """
    return {
        name: _plain(value, name) for name, value in data.items() if name not in _PAGING and not _is_secret(name, data)
    }


def exported(document: JsonValue) -> dict[str, JsonValue]:
    """The response of `get_export`, which is a document: its texts cleaned, and nothing else changed."""
    return {"body": _cleaned(document)}


def _cleaned(value: JsonValue) -> JsonValue:
    if isinstance(value, dict):
        return {cleaned(key): _cleaned(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    return cleaned(value) if isinstance(value, str) else value


def _plain(value: Any, name: str = "") -> JsonValue:
    if isinstance(value, Mapping):
        return {
            cleaned(str(key)): _plain(item, str(key)) for key, item in value.items() if not _is_secret(str(key), value)
        }
    if isinstance(value, list | tuple):
        return [_plain(item, name) for item in value]
    if isinstance(value, datetime):
        return _stamp(value)
    if isinstance(value, bytes):
        return cleaned(value.decode("utf-8", "replace"))
    if _TIME_NAME.search(name):
        return _plain_time(value)
    return value if value is None or isinstance(value, bool | int | float) else cleaned(str(value))


def _is_secret(name: str, holder: Mapping[Any, Any]) -> bool:
    return (
        name in _SECRET
        or (name == "value" and (holder.get("type") == "API_KEY" or "stageKeys" in holder))
        or (name == "Environment" and "FunctionName" in holder)
        or (name == "Headers" and "HTTPVersion" in holder)
    )


def _plain_time(value: Any) -> JsonValue:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < _LATEST_SECOND:
        return _stamp(datetime.fromtimestamp(int(value), UTC))
    if isinstance(value, str) and _TIME_TEXT.fullmatch(value):
        try:
            return _stamp(datetime.fromisoformat(value))
        except (ValueError, OverflowError):
            return value
    return value if value is None or isinstance(value, bool | int | float) else cleaned(str(value))


def _stamp(moment: datetime) -> str:
    in_utc = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return in_utc.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class AwsCall:
    """One API operation with its parameters."""

    service: str
    """As boto3 and the AWS CLI name it: `ec2`, `apigateway`, `logs`, `sts`."""
    operation: str
    """In boto3's spelling: `describe_vpc_endpoints`."""
    parameters_json: str = "{}"
    """The parameters as canonical JSON, so that equal calls are equal values. Make calls with `to`."""
    region: str | None = field(default=None, compare=False)
    """Where the printed command looks; set with `dataclasses.replace` and no part of what is asked."""
    profile: str | None = field(default=None, compare=False)
    """The AWS CLI profile of the printed command."""
    side: Side | None = None
    """The account that is asked, where it is not the one that the operation says; set with `of`."""

    def __post_init__(self) -> None:
        """Refuse what could change anything.

        Raises:
            NotReadOnly: the operation is not one of the read-only operations.
        """
        read_only(self.service, self.operation)

    @classmethod
    def to(cls, service: str, operation: str, **parameters: JsonValue) -> Self:
        """The call with these parameters, in the API's own spelling (`VpcEndpointIds`, `restApiId`).

        Raises:
            NotReadOnly: the operation is not one of the read-only operations.
        """
        return cls(service, operation, json.dumps(parameters, sort_keys=True))

    def of(self, side: Side) -> Self:
        """The same call, asked of that account."""
        return replace(self, side=None if side is side_of(self.service, self.operation) else side)

    @property
    def parameters(self) -> dict[str, JsonValue]:
        """The parameters, as boto3 takes them."""
        loaded: dict[str, JsonValue] = json.loads(self.parameters_json)
        return loaded

    @property
    def key(self) -> str:
        """`aws service operation {parameters}`, and `@api` or `@endpoint` where another account than usual is asked."""
        asked = f"aws {self.service} {self.operation} {self.parameters_json}"
        return asked if self.side is None else f"{asked} @{self.side.value}"

    @property
    def account(self) -> Side:
        """The account that is asked."""
        return self.side or side_of(self.service, self.operation)

    @property
    def vantage(self) -> VantageKind:
        """The API's: the same from everywhere."""
        return VantageKind.AWS_API

    @property
    def in_words(self) -> str:
        """`ec2 describe-vpc-endpoints`, as the AWS CLI names it."""
        return f"{self.service} {kebab_case(self.operation)}"

    def command(self) -> str:
        """The AWS CLI command; `cat` keeps version 2 from opening a pager on a terminal."""
        words = ["aws", quote(self.service), kebab_case(self.operation)]
        words += [] if self.region is None else ["--region", quote(self.region)]
        words += [] if self.profile is None else ["--profile", quote(self.profile)]
        words += options(self.parameters)
        words += ["--output", "json"]
        # The export is a file to the CLI; it writes the document there, and its type to standard output.
        words += ["/dev/stdout"] if self._is_export else []
        return " ".join([*words, "| cat"])

    def parsed(self, printed: str) -> Reply | NotSeen:
        """Read the CLI's JSON, or its error text.

        A response to another operation, or cut short, is unreadable and never an empty one.
        """
        text = as_printed(printed)
        documents = _documents(text)
        for document in documents:
            data = exported(document) if self._is_export else document
            if self._answers(data):
                return Reply("aws.ok", data if self._is_export else normalised(data))
        error = meaning_of_text(
            text,
            iam_action=iam_action_for(self.service, self.operation),
            call=self.in_words,
            operation=self.operation.replace("_", ""),
        )
        return error or self._unreadable(text, found_json=bool(documents))

    @property
    def _is_export(self) -> bool:
        return self.operation == "get_export"

    def _answers(self, data: Mapping[str, JsonValue]) -> bool:
        """Whether the document is a response to this very call."""
        if self._is_export:
            body = data["body"]
            return isinstance(body, dict) and ("openapi" in body or "swagger" in body)
        known = read_only(self.service, self.operation)
        parameters = self.parameters
        if not any(member in data for member in known.answers_with):
            return False
        attribute = parameters.get("Attribute")
        if isinstance(attribute, str) and attribute[:1].upper() + attribute[1:] not in data:
            return False
        return all(
            data[member] == parameters[parameter]
            for member, parameter in known.echoes.items()
            if member in data and parameter in parameters
        )

    def _unreadable(self, text: str, *, found_json: bool) -> NotSeen:
        if _MISSING_TOOL.search(text):
            return NotSeen(Reason.NO_TOOL, "The AWS CLI is not installed there.", "Run it where the AWS CLI is.")
        if found_json:
            detail = f"This is not the response to {self.in_words} with these parameters."
        elif _OTHER_VERSION.search(text):
            return NotSeen(
                Reason.UNREADABLE,
                f"This AWS CLI does not know {self.in_words} or one of its options.",
                "Update the AWS CLI, and run the command again.",
            )
        elif "{" in text:
            detail = f"The JSON of {self.in_words} is cut short or damaged."
        elif _OTHER_FORMAT.search(text):
            detail = f"This is the output of {self.in_words} as text or as a table, which cannot be read surely."
        elif not text.strip():
            detail = "There is nothing to read."
        else:
            detail = f"This is neither the response to {self.in_words} nor an error of the AWS CLI."
        return NotSeen(Reason.UNREADABLE, detail, _PASTE_ALL)


def _documents(text: str) -> list[dict[str, JsonValue]]:
    """The JSON objects that begin on a line of their own; a command line quoted above them holds others."""
    decoder = json.JSONDecoder(strict=False)
    documents: list[dict[str, JsonValue]] = []
    position = 0
    for line in islice(re.finditer(r"^[ \t]*\{", text, re.MULTILINE), _MOST_BEGINNINGS):
        if line.start() < position:
            continue
        try:
            document, position = decoder.raw_decode(text, line.end() - 1)
        except (ValueError, RecursionError):
            continue
        if isinstance(document, dict):
            documents.append(document)
    return documents
