"""A moto_plus server in a process of its own, and the ways a test bends it."""

import contextlib
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import urllib3

from tests.lab.account import ACCOUNT

REGION = "eu-west-3"
"""The Region that tests build in."""

_ROOT = Path(__file__).parents[2]


def _boto3_session(key: str = "lab", secret: str = "lab-secret", token: str | None = None) -> Any:  # noqa: S107
    # Imported here: the fixtures are loaded for every test, and most need no AWS.
    import boto3

    return boto3.Session(key, secret, token, region_name=REGION)


@dataclass(frozen=True)
class AwsServer:
    """One running server; everything a test does to it is undone by `reset`."""

    url: str
    region: str = REGION
    account_id: str = ACCOUNT
    _http: urllib3.PoolManager = field(default_factory=urllib3.PoolManager, repr=False)
    _session: Any = field(default_factory=_boto3_session, repr=False)

    @property
    def environment(self) -> dict[str, str]:
        """What an AWS client, gatewise or the AWS CLI needs in its environment to talk to this server."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": "lab",
            "AWS_SECRET_ACCESS_KEY": "lab-secret",
            "AWS_DEFAULT_REGION": self.region,
            "AWS_REGION": self.region,
        }

    def in_account(self, account_id: str) -> "AwsServer":
        """The same server, seen from another account."""
        role = f"arn:aws:iam::{account_id}:role/lab"
        keys = self.client("sts").assume_role(RoleArn=role, RoleSessionName="lab")["Credentials"]
        names = ("AccessKeyId", "SecretAccessKey", "SessionToken")
        session = _boto3_session(*(keys[name] for name in names))
        return replace(self, account_id=account_id, _session=session)

    def client(self, service: str, region: str | None = None) -> Any:
        """A boto3 client of the test's own; its calls are recorded like any other's."""
        return self._session.client(service, region, endpoint_url=self.url)

    def ping(self) -> None:
        """Wait until the server answers."""
        self._control("GET", "/lab-api/ping")

    def reset(self) -> None:
        """An empty account, no rules, no latency, no calls."""
        self._control("POST", "/moto-api/reset")

    def keep(self) -> None:
        """Keep the account as it is now, for `back`."""
        kept = self._control("GET", "/lab-api/ping")["kept"]
        self._control("POST", "/lab-api/keep")
        while self._control("GET", "/lab-api/ping")["kept"] == kept:
            pass

    def back(self) -> None:
        """Bring back the account as it was kept last; it stays kept."""
        with contextlib.suppress(urllib3.exceptions.HTTPError):
            self._http.request("POST", self.url + "/lab-api/return", retries=False)

    def deny(self, service: str, *operations: str) -> None:
        """Refuse operations for want of permission, as AWS does it; `*` and `?` stand for anything (`Describe*`)."""
        code = "UnauthorizedOperation" if service == "ec2" else "AccessDeniedException"
        if service in ("sts", "iam", "route53"):
            code = "AccessDenied"
        message = (
            f"User: arn:aws:iam::{self.account_id}:user/lab is not authorized to perform this {service} operation "
            "because no identity-based policy allows it"
        )
        for operation in operations:
            self.fail(service, operation, code, message, status=403)

    def fail(  # noqa: PLR0913
        self,
        service: str,
        operation: str,
        code: str,
        message: str = "refused by the lab",
        *,
        status: int = 400,
        times: int | None = None,
    ) -> None:
        """Answer an operation with an AWS error, always or the next `times` times."""
        limit = {} if times is None else {"times": times}
        rule = {"service": service, "op": operation, "error": code, "message": message, "status": status}
        self._control("POST", "/lab-api/rules", rule | limit)

    def answer(
        self, service: str, operation: str, body: str, *, status: int = 200, content_type: str | None = None
    ) -> None:
        """Answer an operation with this very body."""
        kind = {} if content_type is None else {"content_type": content_type}
        self._control(
            "POST", "/lab-api/rules", {"service": service, "op": operation, "body": body, "status": status} | kind
        )

    def lift(self) -> None:
        """Drop every rule made by `deny`, `fail` and `answer`."""
        self._control("DELETE", "/lab-api/rules")

    def set_latency(self, milliseconds: float) -> None:
        """Wait so long before every answer."""
        self._control("POST", "/lab-api/latency", {"ms": milliseconds})

    def set_endpoint_state(self, endpoint_id: str, state: str) -> None:
        """Put a VPC endpoint into a state: `pendingAcceptance`, `rejected`, `failed`…"""
        asked = {"region": self.region, "id": endpoint_id, "state": state}
        self._control("POST", "/lab-api/endpoint-state", asked)

    def set_stage_dates(self, api_id: str, stage: str, created: int, updated: int) -> None:
        """Say when a stage was made and last changed, in seconds since 1970."""
        asked = {"region": self.region, "api": api_id, "stage": stage, "created": created, "updated": updated}
        self._control("POST", "/lab-api/stage-dates", asked)

    @property
    def calls(self) -> tuple[str, ...]:
        """The operations called since the reset or `forget_calls`, in order: `ec2.DescribeVpcEndpoints`."""
        return tuple(f"{call['service']}.{call['op']}" for call in self._control("GET", "/lab-api/calls"))

    def forget_calls(self) -> None:
        """Begin the record of calls anew."""
        self._control("DELETE", "/lab-api/calls")

    def _control(self, method: str, path: str, asked: dict[str, Any] | None = None) -> Any:
        response = self._http.request(method, self.url + path, json=asked or {})
        if response.status != 200:
            raise AssertionError(f"{method} {path} answered {response.status}: {response.data[:200]!r}")
        return response.json()


def started() -> tuple[subprocess.Popen[str], AwsServer]:
    """Start a server on a free loopback port and wait until it answers.

    Raises:
        AssertionError: It ended before it listened; what it said is in the message.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.lab.moto_plus", "--until-eof"],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        process_group=0,
    )
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    if not url:
        raise AssertionError(f"the AWS server ended with {process.wait()}; run: python -m tests.lab.moto_plus")
    server = AwsServer(url)
    server.ping()
    return process, server


def ended(process: subprocess.Popen[str]) -> None:
    """End the server, with the process that keeps an account for it, and wait for them."""
    os.killpg(process.pid, signal.SIGTERM)
    process.communicate(timeout=20)
