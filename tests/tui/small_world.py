"""The world the wizard's tests play in: a small tree, its probes, and what an observer sees there."""

import asyncio
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from stat import S_IMODE
from threading import Event
from time import monotonic
from types import MappingProxyType
from typing import Literal

from textual.content import Content
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
    "stage": "prod",
    "path": "/orders",
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


def opening(  # noqa: PLR0913 - each names one thing about the world
    replies: Mapping[str, Reply | NotSeen] | None = None,
    *,
    gates: Mapping[str, Event] | None = None,
    target: Mapping[str, Fact] = TARGET,
    client: bool = True,
    mode: Literal["live", "recorded", "offline"] = "live",
    answers: Mapping[str, str] | None = None,
) -> Opening:
    """A diagnosis on the small tree, with an observer that answers from a table."""
    observer = ScriptedObserver({**REPLIES, **(replies or {})}, client=client, gates=gates or {}, mode=mode)
    graph = small_graph()
    session = Session(graph, MappingProxyType(dict(target)))
    origin = Origin(graph.name, graph.digest, mode, session.target)
    return Opening(session, observer, origin, MappingProxyType(dict(answers or {})))


def wizard(folder: Path, begun: Opening | None = None) -> Wizard:
    """The application, in the walk of this opening."""
    start = begun or opening()
    return Wizard(folder, lambda: Walking.begun(start, folder))


def shown(app: Wizard, kind: type[Static], selector: str = "") -> str:
    """The text that the first such widget of the current screen shows; all of them, if there is a selector."""
    found = app.screen.query(selector or kind).results(kind)
    return "\n".join(str(widget.visual) if isinstance(widget.visual, Content) else "" for widget in found)


async def wait_for(condition: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
    """Let the application run until the condition holds.

    Args:
        condition: what is waited for.
        what: what did not come, if it does not.
        patience: the seconds until it counts as missed.

    Raises:
        AssertionError: it does not in time.
    """
    until = monotonic() + patience
    while not condition():
        assert monotonic() < until, f"{what} did not come"
        await asyncio.sleep(_POLL)


async def wait_for_node(app: Wizard, node: str) -> None:
    """Let the application run until the walk stands at this node."""
    await wait_for(lambda: app.walked and app.walked[-1].session.open == node, node)


async def wait_for_words(app: Wizard, words: str, kind: type[Static], selector: str = "") -> None:
    """Let the application run until these words are on the screen."""
    await wait_for(lambda: words in shown(app, kind, selector), words)


async def wait_for_notice(app: Wizard, words: str) -> None:
    """Let the application run until it has told the person this."""
    await wait_for(lambda: words in notices(app), words)


def notices(app: Wizard) -> str:
    """What the application tells the person in passing."""
    return "\n".join(notification.message for notification in app._notifications)  # noqa: SLF001


def session_open(app: Wizard) -> str:
    """The node where the walk stands."""
    return app.walked[-1].session.open


def only(folder: Path, pattern: str) -> Path:
    """The one file that fits."""
    (path,) = folder.glob(pattern)
    return path


def text_of(path: Path) -> str:
    """What the file says."""
    return path.read_text(encoding="utf-8")


def rights_of(path: Path) -> int:
    """Who may do what with the file."""
    return S_IMODE(path.stat().st_mode)
