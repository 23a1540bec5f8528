"""The AWS APIs of one account and Region, read and never written."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import islice
from threading import Lock
from typing import Any

import boto3
import botocore.session
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    InvalidEndpointConfigurationError,
    InvalidRegionError,
    NoAuthTokenError,
    PaginationError,
    ProfileNotFound,
    TokenRetrievalError,
    UnauthorizedSSOTokenError,
)
from botocore.parsers import ResponseParserError
from botocore.utils import set_value_from_jmespath

from gatewise.model import JsonValue, NotSeen, Reason, Reply
from gatewise.observation import AwsCall
from gatewise.observation.aws_call import exported, normalised
from gatewise.observation.aws_errors import SIGN_IN, meaning_of_error, meaning_of_text
from gatewise.observation.aws_operations import OPERATIONS, NotReadOnly, iam_action_for
from gatewise.observation.foreign_text import cleaned
from gatewise.observers.pace import Clock, Paces
from gatewise.observers.service_models import ReadOnlyLoader

CONNECT_TIMEOUT = 3
"""Seconds for a connection to an AWS API."""
READ_TIMEOUT = 8
"""Seconds of silence before an AWS API is taken not to answer."""
ATTEMPTS = 3
"""How often a throttled or failed call is made in all; botocore waits up to 20 seconds between."""
CONNECTIONS = 25
"""Connections kept open to each API."""
PAGES = 50
"""Pages read of one answer; more is no answer, for what is missing could decide."""
PAGE_OF_API_GATEWAY = 500
"""Items asked for at once of API Gateway, which allows so many, gives 25 unasked, and counts every request."""
EXPORT_BYTES = 16 * 1024 * 1024
"""The longest export read; AWS's own limit on a definition is 6 MB."""

_WITHOUT_PAGINATOR = frozenset({"get_domain_name_access_associations"})
_LIMITS = frozenset({"limit", "Limit", "maxResults", "MaxResults", "MaxItems", "maxItems", "pageSize"})
"""Parameters with which a call asks for so many and no more; the AWS CLI then reads one page too."""
_SIGN_IN = frozenset(
    {
        ("sts", "AssumeRole"),
        ("sts", "AssumeRoleWithWebIdentity"),
        ("sso", "GetRoleCredentials"),
        ("sso-oidc", "CreateToken"),
        ("signin", "CreateOAuth2Token"),
    }
)
"""What botocore itself calls to turn a profile into credentials; no client handed out may call them."""
_CONFIG = Config(
    connect_timeout=CONNECT_TIMEOUT,
    read_timeout=READ_TIMEOUT,
    retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
    max_pool_connections=CONNECTIONS,
    user_agent_extra="gatewise",
)


class ControlPlane:
    """One boto3 session, one client for each service, made when first asked for. Safe for several threads."""

    def __init__(self, profile: str | None = None, region: str | None = None, clock: Clock | None = None) -> None:
        self._profile = profile
        self._paces = Paces(clock)
        self._region = region
        self._lock = Lock()
        self._session: Any = None
        self._clients: dict[str, Any] = {}

    def reply(self, call: AwsCall) -> Reply | NotSeen:
        """Make the call and read its answer to the end.

        Raises:
            NotReadOnly: the operation is not in the list of read-only operations.
        """
        try:
            return Reply("aws.ok", _answer(self.client(call.service), call))
        except ClientError as error:
            return _refused(error, call)
        except (BotoCoreError, ResponseParserError) as error:
            return _failed(error, call)

    def prepare(self, services: Sequence[str]) -> None:
        """Make the clients of these services, in this order, before they are wanted.

        What is wrong with the profile or Region is said by the first call.
        """
        for service in services:
            with suppress(BotoCoreError):
                self.client(service)

    def client(self, service: str) -> Any:
        """The one client of the service; it raises `NotReadOnly` for what gatewise may not call.

        Raises:
            botocore.exceptions.BotoCoreError: there is no such profile, Region or service.
        """
        with self._lock:
            if service not in self._clients:
                self._clients[service] = self._made(service)
            return self._clients[service]

    def _made(self, service: str) -> Any:
        if self._session is None:
            models = botocore.session.Session()
            models.register_component("data_loader", ReadOnlyLoader())
            session = boto3.Session(profile_name=self._profile, region_name=self._region, botocore_session=models)
            session.events.register("provide-client-params", _refuse_all_but(_SIGN_IN))
            self._session = session
        try:
            client = self._session.client(service, config=_CONFIG)
        except InvalidRegionError:
            raise
        except ValueError as error:  # how botocore says that AWS_ENDPOINT_URL is no URL
            raise InvalidEndpointConfigurationError(msg=str(error)) from error
        client.meta.events.register("provide-client-params", _refuse_all_but(frozenset()))
        self._paces.hold(client)
        return client


def _refuse_all_but(others: frozenset[tuple[str, str]]) -> Callable[..., None]:
    """A botocore event handler that runs before anything is sent, and lets only reading through."""
    listed = {(service, operation.replace("_", "")) for service, operation in OPERATIONS}

    def refuse(model: Any, **_: object) -> None:
        service, operation = model.service_model.service_name, model.name
        if (service, operation.lower()) not in listed and (service, operation) not in others:
            raise NotReadOnly(
                f"{service}.{operation} is not one of the read-only operations gatewise may call; nothing was sent"
            )

    return refuse


def _answer(client: Any, call: AwsCall) -> dict[str, JsonValue]:
    parameters = call.parameters
    if call.operation == "get_export":
        return exported(_export(getattr(client, call.operation)(**parameters)))
    if client.can_paginate(call.operation) and not _LIMITS & parameters.keys():
        size = {"PageSize": PAGE_OF_API_GATEWAY} if call.service == "apigateway" else {}
        pages = client.get_paginator(call.operation).paginate(**parameters, PaginationConfig=size)
        return normalised(_all_pages(pages, call))
    answer = getattr(client, call.operation)(**parameters)
    return normalised(_further(client, call, answer) if call.operation in _WITHOUT_PAGINATOR else answer)


def _further(client: Any, call: AwsCall, answer: dict[str, Any]) -> dict[str, Any]:
    """The answer with the items of the pages behind it, where neither boto3 nor the AWS CLI reads them."""
    position, items, pages = answer.get("position"), [*answer.get("items", [])], 1
    while position and pages < PAGES:
        page = getattr(client, call.operation)(**{**call.parameters, "position": position})
        position, pages = page.get("position"), pages + 1
        items += page.get("items", [])
    if position:
        raise PaginationError(message=f"{call.in_words} has more than {PAGES} pages; ask for less")
    return {**answer, "items": items}


def _all_pages(pages: Any, call: AwsCall) -> dict[str, Any]:
    """Every page's items in one answer, as the AWS CLI merges them."""
    merged: dict[str, Any] = {}
    read = iter(pages)
    for page in islice(read, PAGES):
        for expression in pages.result_keys:
            found = expression.search(page)
            so_far = expression.search(merged)
            if found is not None:
                set_value_from_jmespath(merged, expression.expression, found if so_far is None else so_far + found)
    if next(read, None) is not None:
        raise PaginationError(message=f"{call.in_words} has more than {PAGES} pages; ask for less")
    merged |= pages.non_aggregate_part
    return merged


def _export(response: Any) -> JsonValue:
    """The exported definition, which boto3 hands over as a stream.

    Raises:
        botocore.exceptions.ResponseParserError: it is no JSON, or far longer than a definition can be.
    """
    with response["body"] as stream:
        text = stream.read(EXPORT_BYTES)
    try:
        document: JsonValue = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ResponseParserError(f"the exported definition is no JSON: {error}") from error
    return document


def _refused(error: Any, call: AwsCall) -> Reply | NotSeen:
    """What the API's own error means; `error` is a botocore ClientError."""
    told = error.response.get("Error", {})
    return meaning_of_error(
        cleaned(str(told.get("Code", ""))),
        cleaned(str(told.get("Message", ""))),
        iam_action=iam_action_for(call.service, call.operation),
        call=call.in_words,
    )


def _failed(error: BotoCoreError | ResponseParserError, call: AwsCall) -> NotSeen:
    """Why no answer of the API came, from botocore's own error."""
    text = cleaned(str(error))
    if isinstance(error, ProfileNotFound):
        return NotSeen(Reason.NO_CREDENTIALS, f"{call.in_words}: {text}.", _name_a_profile())
    if isinstance(error, InvalidRegionError):
        cure = "Name the Region as AWS spells it with --region, for example eu-west-3."
        return NotSeen(Reason.MISSING_FACT, f"{call.in_words}: {text}", cure)
    if isinstance(error, UnauthorizedSSOTokenError | TokenRetrievalError | NoAuthTokenError):
        return NotSeen(Reason.EXPIRED_CREDENTIALS, f"{call.in_words}: {text}", SIGN_IN)
    known = meaning_of_text(
        text,
        iam_action=iam_action_for(call.service, call.operation),
        call=call.in_words,
        operation=call.operation.replace("_", ""),
    )
    if isinstance(known, NotSeen):
        return known
    return NotSeen(Reason.FAILED, f"{call.in_words} failed: {text}", "Run the command shown to see it by yourself.")


def _name_a_profile() -> str:
    there = botocore.session.get_session().available_profiles
    known = ", ".join(sorted(there))
    return f"Name one that exists with --profile: {known}." if there else "There is no profile; configure one."
