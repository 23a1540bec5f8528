"""`--offline` makes no connection at all: the process may not even ask the system for one."""

import os
import subprocess
import sys
from pathlib import Path

_REFUSING = """
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg"):
        raise RuntimeError(f"a connection was tried: {event} {arguments}")

sys.addaudithook(refuse)
"""

_WALK = """
import asyncio
import pathlib
import sys

from gatewise import opening
from gatewise.nodes import Action, Finding
from gatewise.tui.app import Wizard
from gatewise.tui.walking import Walking

folder = pathlib.Path(sys.argv[1])
url = "https://a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com/prod/orders"
begun = opening.offline({"invoke_url": url, "api_id": "a1b2c3d4e5", "region": "eu-west-3", "stage": "prod"})

async def walk():
    app = Wizard(folder, lambda: Walking.begun(begun, folder))
    async with app.run_test() as pilot:
        for _ in range(2000):
            await pilot.pause()
            session = app.walked[-1].session
            if isinstance(session.node, Finding):
                return session
            await pilot.press("s" if isinstance(session.node, Action) else "u", "enter")
    raise AssertionError(f"no finding was reached; the walk stands at {session.open}")

session = asyncio.run(walk())
print(len(session.trail), session.open)
"""

URL = "https://a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com/prod/orders"


def refusing(script: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "AWS_ACCESS_KEY_ID": "made-up", "AWS_SECRET_ACCESS_KEY": "made-up"}
    environment |= {"GATEWISE_STATE": str(folder), "GATEWISE_DEBUG": "1"}
    command = [sys.executable, "-c", _REFUSING + script, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_the_refusal_itself_works(tmp_path: Path) -> None:
    tried = refusing("import socket; socket.create_connection(('127.0.0.1', 9))", folder=tmp_path)

    assert "a connection was tried" in tried.stderr


def test_a_whole_walk_in_the_wizard_asks_for_no_connection(tmp_path: Path) -> None:
    walked = refusing(_WALK, str(tmp_path), folder=tmp_path)

    assert walked.returncode == 0, walked.stderr
    steps, finding = walked.stdout.split()
    assert int(steps) > 10
    assert finding == "not_decided"


def test_a_headless_diagnosis_asks_for_no_connection(tmp_path: Path) -> None:
    main = "from gatewise.__main__ import main; sys.exit(main(sys.argv[1:]))"

    diagnosed = refusing(main, "diagnose", URL, "--offline", "--all", folder=tmp_path)

    assert diagnosed.returncode == 3, diagnosed.stderr
    assert "a connection was tried" not in diagnosed.stderr
