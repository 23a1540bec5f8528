"""What a broken world is made with, and what the person in it says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from gatewise.model import Fact
from tests.lab.aws_server import AwsServer
from tests.lab.world import HealthyWorld

TIMED_OUT = "curl: (28) Failed to connect to HOST port 443 after 5002 ms: Timeout was reached"
NO_NAME = "curl: (6) Could not resolve host: HOST"
FORBIDDEN = (
    'HTTP/1.1 403 Forbidden\nx-amzn-ErrorType: ForbiddenException\nx-amz-apigw-id: aB1=\n\n{"message":"Forbidden"}'
)
NOT_AUTHORIZED = (
    "HTTP/1.1 403 Forbidden\nx-amzn-ErrorType: AccessDeniedException\nx-amz-apigw-id: aB1=\n\n"
    '{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: '
    'arn:aws:execute-api:REGION:********9012:API/STAGE/GETPATH"}'
)
FAILED_BEHIND = (
    "HTTP/1.1 500 Internal Server Error\nx-amzn-ErrorType: InternalServerErrorException\nx-amz-apigw-id: aB1=\n\n"
    '{"message": "Internal server error"}'
)
"""What the client shows, with words in capitals for what belongs to the world."""


@dataclass(frozen=True)
class Lab:
    """The healthy world on its server, to be broken."""

    server: AwsServer
    world: HealthyWorld

    def aws(self, service: str, region: str | None = None) -> Any:
        """A boto3 client; of the world's Region unless another is named."""
        return _client(self.server, service, region)


@cache
def _client(server: AwsServer, service: str, region: str | None) -> Any:
    return server.client(service, region)


def _nothing(_: Lab) -> None:
    """AWS and the client do nothing by themselves."""


def _as_before(_: Lab) -> Mapping[str, Fact]:
    """The client calls what it called."""
    return {}


@dataclass(frozen=True)
class Given:
    """What the person says about the broken world. It stays the same after the fix, but for what `then` says."""

    error: str = ""
    """What the client shows."""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    """Of the target, beside the URL and the client."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """To decisions that no probe can answer from here."""
    then: Callable[[Lab], Mapping[str, Fact]] = _as_before
    """Facts of the target after the fix, where the client calls another API from then on."""
    then_open: bool = False
    """Whether nobody can tell, after the fix, what told the fault before."""
    then_answers: Mapping[str, str] = field(default_factory=dict)
    """What the client sees after the fix, where it decides."""
    editor: str = "false"
    """The command with which the person edits a policy file, where the fix opens one."""
    variables: Mapping[str, str] = field(default_factory=dict)
    """What the person has to put into the shell: their own secrets."""
    meanwhile: Callable[[Lab], None] = _nothing
    """What happens by itself after the fix: a call that is logged, a state that AWS changes. As the account is then."""
    calls_what_is_printed: bool = False
    """Whether the fix is another call: the client then calls what the last printed `curl` says."""
