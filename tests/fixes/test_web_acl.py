"""The commands that write an exception into a web ACL: what they make is what AWS WAF takes."""

import base64
import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from botocore.session import Session
from botocore.validate import ParamValidator

from gatewise.nodes import Finding
from gatewise.wording import command
from tests.shipped import shipped_graphs

FACTS = {
    "api_id": "a1b2c3d4e5",
    "stage": "prod",
    "region": "eu-west-3",
    "method": "GET",
    "blocked_uri": "/prod/orders",
    "web_acl_name": "orders",
    "web_acl_id": "0a1b2c3d",
    "client_cidr": "10.0.10.20/32",
}
SEEN = {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": "agents"}
AGENTS = {
    "Name": "agents",
    "Priority": 0,
    "Action": {"Block": {}},
    "Statement": {
        "ByteMatchStatement": {
            "SearchString": base64.b64encode(b"curl").decode(),
            "FieldToMatch": {"SingleHeader": {"Name": "user-agent"}},
            "PositionalConstraint": "CONTAINS",
            "TextTransformations": [{"Priority": 0, "Type": "NONE"}],
        }
    },
    "VisibilityConfig": SEEN,
}
ACL = {
    "Name": "orders",
    "Id": "0a1b2c3d",
    "ARN": "arn:aws:wafv2:eu-west-3:123456789012:regional/webacl/orders/0a1b2c3d",
    "DefaultAction": {"Allow": {}},
    "Rules": [AGENTS],
    "VisibilityConfig": SEEN,
    "Capacity": 5,
}
IP_SET = "arn:aws:wafv2:eu-west-3:123456789012:regional/ipset/callers/1"


def _made(commands: Sequence[str], folder: Path, version: str) -> dict[str, Any]:
    """What those of the commands make that call Python."""
    (folder / "aws").write_text(f'#!/bin/sh\necho "aws-cli/{version} Python/3"\n')
    (folder / "aws").chmod(0o755)
    (folder / "web-acl-0a1b2c3d-before.json").write_text(json.dumps({"WebACL": ACL, "LockToken": "token"}))
    (folder / "web-acl-0a1b2c3d-token.txt").write_text("newer\n")
    (folder / "ip-set-a1b2c3d4e5-prod.json").write_text(json.dumps({"Summary": {"ARN": IP_SET, "Id": "1"}}))
    text = next(text for text in commands if "LockToken" in text and text.startswith("python3"))
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(["sh", "-ec", command(text, FACTS, {})], cwd=folder, env=environment, check=True)
    made: dict[str, Any] = json.loads((folder / "web-acl-0a1b2c3d.json").read_text())
    asked = Session().get_service_model("wafv2").operation_model("UpdateWebACL").input_shape
    assert asked is not None
    report = ParamValidator().validate(made, asked)
    assert not report.has_errors(), report.generate_report()
    return made


def _fix() -> tuple[tuple[str, ...], tuple[str, ...]]:
    graph = next(graph for graph in shipped_graphs() if graph.name == "private-api")
    node = graph.nodes["auth_waf_block"]
    assert isinstance(node, Finding)
    assert node.fix is not None
    return node.fix.cli, node.fix.undo


@pytest.mark.parametrize(("version", "text"), [("2.27.1", base64.b64encode(b"curl").decode()), ("1.46.3", "curl")])
def test_the_exception_stands_in_front_of_the_rules_that_were_there(tmp_path: Path, version: str, text: str) -> None:
    made = _made(_fix()[0], tmp_path, version)
    ours, theirs = made["Rules"]
    assert (ours["Priority"], theirs["Priority"]) == (0, 1)
    assert ours["Action"] == {"Allow": {}}
    uri, method, callers = ours["Statement"]["AndStatement"]["Statements"]
    assert uri["RegexMatchStatement"]["RegexString"] == "^/prod/orders$"
    assert method["RegexMatchStatement"]["RegexString"] == "^GET$"
    assert callers["IPSetReferenceStatement"]["ARN"] == IP_SET
    assert theirs["Statement"]["ByteMatchStatement"]["SearchString"] == text
    assert made["LockToken"] == "token"


def test_the_undo_puts_the_web_acl_back_as_it_was(tmp_path: Path) -> None:
    made = _made(_fix()[1], tmp_path, "2.27.1")
    assert made["Rules"] == [AGENTS]
    assert made["LockToken"] == "newer"
