"""The world the wizard's tests play in: a small tree, its probes, and what an observer sees there."""

import asyncio
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from threading import Event
from time import monotonic
from types import MappingProxyType

from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Static

from gatewise import probes
from gatewise.graph import DecisionGraph
from gatewise.journal import Origin
from gatewise.loader import load_tree
from gatewise.model import Fact, NotSeen, Reason, Reply
from gatewise.opening import Opening
from gatewise.session import Session
from gatewise.tui.app import Wizard
from gatewise.tui.walking import Walking
from tests.scripted_observer import ScriptedObserver

HERE = Path(__file__).parent
PATIENCE = 10.0
"""Seconds until a condition that a test waits for counts as missed."""

_POLL = 0.005

ENDPOINT = 'aws ec2 describe_vpc_endpoints {"VpcEndpointIds": ["vpce-0f1e2d3c4b5a69788"]}'
API = 'aws apigateway get_rest_api {"restApiId": "a1b2c3d4e5"}'
FIRST, SECOND = "tcp 10.0.1.37 443", "tcp 10.0.2.41 443"

TARGET: Mapping[str, Fact] = {
    "invoke_url": "https://a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com/prod/orders",
    "api_id": "a1b2c3d4e5",
    "region": "eu-west-3",
    "account_id": "123456789012",
    "vpce_id": "vpce-0f1e2d3c4b5a69788",
    "client_security_groups": "sg-0c1c2c3c4c5c6c7c8",
}

POLICY = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "execute-api:Invoke",
      "Resource": "execute-api:/*"
    }
  ]
}"""

REPLIES: Mapping[str, Reply | NotSeen] = {
    ENDPOINT: Reply("aws.ok", {"ServiceName": "com.amazonaws.eu-west-3.execute-api"}),
    FIRST: Reply("tcp.timeout"),
    SECOND: Reply("tcp.timeout"),
    API: Reply("aws.ok", {"policy": POLICY}),
}

DENIED = NotSeen(
    Reason.ACCESS_DENIED,
    "These credentials may not list VPC endpoints.",
    "Ask for the permission, or run the command with another profile and paste what it prints.",
    "ec2:DescribeVpcEndpoints",
)


@cache
def small_graph() -> DecisionGraph:
    """The small tree; its probes are found beside the shipped ones from here on."""
    folder = str(HERE / "probes")
    if folder not in probes.__path__:
        probes.__path__.append(folder)
    own = {name: probes.named(name) for name in probes.names() if name.startswith("picture_")}
    return load_tree(HERE / "tree", own)


def opening(
    replies: Mapping[str, Reply | NotSeen] | None = None,
    *,
    gates: Mapping[str, Event] | None = None,
    target: Mapping[str, Fact] = TARGET,
    client: bool = True,
) -> Opening:
    """A diagnosis on the small tree, with an observer that answers from a table."""
    observer = ScriptedObserver({**REPLIES, **(replies or {})}, client=client, gates=gates or {})
    graph = small_graph()
    session = Session(graph, MappingProxyType(dict(target)))
    return Opening(session, observer, Origin(graph.name, graph.digest, "live", session.target))


def wizard(folder: Path, begun: Opening | None = None) -> Wizard:
    """The application, in the walk of this opening."""
    start = begun or opening()
    return Wizard(folder, lambda: Walking.begun(start, folder))


def shown(app: Wizard, kind: type[Static], selector: str = "") -> str:
    """The text that the first such widget of the current screen shows; all of them, if there is a selector."""
    found = app.screen.query(selector or kind).results(kind)
    return "\n".join(str(widget.visual) if isinstance(widget.visual, Content) else "" for widget in found)


async def wait_for(_: Pilot[None], condition: Callable[[], object], what: str) -> None:
    """Let the application run until the condition holds.

    Raises:
        AssertionError: it does not in time.
    """
    until = monotonic() + PATIENCE
    while not condition():
        assert monotonic() < until, f"{what} did not come"
        await asyncio.sleep(_POLL)
