"""The edges of the process: pipes, interrupts, errors of our own."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from tests.cli.run import gatewise

URL = "https://a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com/prod/orders"


@pytest.mark.parametrize(
    "arguments", [[], ["walk"], ["walk", "--offline", URL], ["demo"], ["demo", "two-faults"]], ids=" ".join
)
def test_the_wizard_on_a_pipe_is_refused_with_what_works_there(arguments: list[str]) -> None:
    ran = gatewise(*arguments)

    assert ran.returncode == 2
    assert ran.stdout == ""
    assert "needs a terminal" in ran.stderr
    assert "`gatewise diagnose`" in ran.stderr
    assert "`gatewise --help`" in ran.stderr


def test_the_wizard_on_a_dumb_terminal_is_refused() -> None:
    primary, secondary = os.openpty()
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "gatewise"],
            stdin=secondary,
            stdout=secondary,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
            env={**os.environ, "TERM": "dumb"},
        )
    finally:
        os.close(primary)
        os.close(secondary)

    assert ran.returncode == 2
    assert "TERM='dumb'" in ran.stderr


def test_a_report_goes_through_a_pipe_without_colour_or_progress() -> None:
    ran = gatewise("diagnose", "--case", "two-faults", environment={"TERM": "xterm-256color"})

    assert ran.returncode == 1
    assert ran.stdout.startswith("FAULT: The endpoint's security group")
    assert "\x1b" not in ran.stdout
    assert ran.stderr == ""


def test_a_reader_that_goes_away_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "gatewise", "diagnose", "--case", "two-faults", "--all"],
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
        )
    finally:
        os.close(writing)

    assert ran.returncode == 1
    assert ran.stderr == ""


def test_a_stream_that_knows_only_ascii_gets_escapes() -> None:
    ran = gatewise("diagnose", "--help", environment={"PYTHONIOENCODING": "ascii"})

    assert ran.returncode == 0
    assert "\\u2026" in ran.stdout


def test_colour_marks_the_verdict_on_a_terminal_unless_it_is_not_wanted() -> None:
    assert b"\x1b[1;31mFAULT" in _on_a_terminal({"TERM": "xterm-256color"})
    assert b"\x1b" not in _on_a_terminal({"TERM": "xterm-256color", "NO_COLOR": "1"})


def _on_a_terminal(environment: dict[str, str]) -> bytes:
    """What the report on a recorded case writes to a terminal."""
    primary, secondary = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "gatewise", "diagnose", "--case", "api-not-found"],
        stdout=secondary,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **environment},
    )
    os.close(secondary)
    written = b""
    try:
        while chunk := os.read(primary, 65536):
            written += chunk
    except OSError:  # how Linux says that the terminal's last writer has gone
        pass
    finally:
        os.close(primary)
    assert process.wait(60) == 1
    return written


def test_ctrl_c_prints_how_far_the_walk_came() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(60)
        process = subprocess.Popen(
            [sys.executable, "-m", "gatewise", "diagnose", URL, "--error", "curl: (6) Could not resolve host: x"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={
                **os.environ,
                "AWS_ENDPOINT_URL": f"http://127.0.0.1:{silent.getsockname()[1]}",
                "AWS_ACCESS_KEY_ID": "lab",
                "AWS_SECRET_ACCESS_KEY": "lab-secret",
            },
        )
        connection, _ = silent.accept()
        with connection:
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)

    assert process.returncode == 130
    assert out.startswith("INTERRUPTED: this is how far the walk came.")
    assert "The name does not resolve" in out
    assert "Traceback" not in err


@pytest.fixture
def full_disk() -> Iterator[IO[str]]:
    """A stream without space: what nobody planned for."""
    with Path("/dev/full").open("w") as stream:
        yield stream


def test_an_unexpected_error_is_one_line_and_exit_code_70(full_disk: IO[str]) -> None:
    ran = _permissions_onto(full_disk, {})

    assert ran.returncode == 70
    assert ran.stderr == (
        "gatewise: unexpected OSError: [Errno 28] No space left on device (GATEWISE_DEBUG=1 shows where)\n"
    )


def test_debugging_shows_the_traceback(full_disk: IO[str]) -> None:
    ran = _permissions_onto(full_disk, {"GATEWISE_DEBUG": "1"})

    assert ran.returncode == 70
    assert "Traceback (most recent call last)" in ran.stderr


def _permissions_onto(stream: IO[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gatewise", "permissions"],
        stdout=stream,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, **environment},
    )
