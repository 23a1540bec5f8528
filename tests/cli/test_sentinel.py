"""`--sentinel`: two more calls, only with a path that somebody agreed to."""

import pytest

from gatewise.cli.parser import command_line
from gatewise.cli.streams import Refusal
from gatewise.cli.target import target_of

URL = "https://a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com/prod/orders"


@pytest.mark.parametrize("command", ["diagnose", "walk"])
def test_the_path_is_agreed_to_on_the_command_line(command: str) -> None:
    arguments = command_line().parse_args([command, URL, "--sentinel", "/__nothing/here"])
    assert target_of(arguments)["sentinel_path"] == "/__nothing/here"
    assert "sentinel_path" not in target_of(command_line().parse_args([command, URL]))


@pytest.mark.parametrize("path", ["nothing", "/a?b=c", "/../other", "https://example.com/x", "/a b"])
def test_what_is_no_plain_path_is_refused(path: str) -> None:
    arguments = command_line().parse_args(["diagnose", URL, "--sentinel", path])
    with pytest.raises(Refusal, match="--sentinel"):
        target_of(arguments)
