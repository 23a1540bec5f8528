"""The document that a fix writes, case by case: written by its printed command, it lets the call in and no stranger."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from gatewise.analysis.policy import Request, Result, evaluate, policy_from
from gatewise.diagnosis import unattended
from gatewise.loader import case_files, load_case, shipped_trees
from gatewise.model import Facts
from gatewise.nodes import Finding
from gatewise.opening import graph, recorded
from gatewise.probes._policy import domain_arn, request_for
from gatewise.runner import Runner
from gatewise.wording import command

_WRITES = "printf '%s\\n' "
_CASES = [path for path in case_files(shipped_trees() / "private-api") if path.stem.startswith(("pol-", "dom-api-"))]


@dataclass(frozen=True)
class Fixed:
    """A case's policy as it is, the call, and the command that writes the policy as it should be."""

    before: dict[str, Any]
    requests: tuple[Request, ...]
    """The call; by a custom domain name an endpoint's policy is asked about two resources."""
    of_endpoint: bool
    writes: str
    name: str
    """Of the file that is written."""


def _fixed(path: Path) -> Fixed | None:
    """None for a case whose fix writes no policy."""
    case = load_case(path, graph("private-api"))
    opening = recorded(case)
    runner = Runner(opening.observer)
    try:
        session = unattended(opening.session, runner, opening.answers).session
    finally:
        runner.close()
    finding = session.finding
    assert isinstance(finding, Finding)
    assert finding.fix is not None
    writing = [text for text in finding.fix.cli if text.startswith(_WRITES)]
    if not writing:
        return None
    of_endpoint = "mended_endpoint_policy" in writing[0]
    document = json.loads(str(session.facts["endpoint_policy" if of_endpoint else "resource_policy"]))
    call = request_for(session.facts, policy_from(document))
    assert call is not None
    name = session.facts["vpce_id" if of_endpoint else "api_id"]
    printed = command(writing[0], session.facts, session.graph.titles)
    return Fixed(
        document,
        (call, *(_of_domain(session.facts, call) if of_endpoint else ())),
        of_endpoint,
        printed,
        f"policy-{name}.json",
    )


def _of_domain(facts: Facts, call: Request) -> Iterator[Request]:
    if domain_arn(facts):
        yield replace(call, resource=domain_arn(facts))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[Fixed, dict[str, Any]]]:
    """Each case's fix, and the document that its printed command has written; one shell runs them all."""
    found = {path.stem: fixed for path in _CASES if (fixed := _fixed(path)) is not None}
    folder = tmp_path_factory.mktemp("policies")
    lines = [f"mkdir {stem} && (cd {stem} && {fixed.writes})" for stem, fixed in found.items()]
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    subprocess.run(["sh"], input="set -e\n" + "\n".join(lines), cwd=folder, env={"PATH": path}, text=True, check=True)
    return {stem: (fixed, json.loads((folder / stem / fixed.name).read_text())) for stem, fixed in found.items()}


_WITHOUT = ("pol-org-", "pol-vpce-custom-", "pol-vpce-propagating", "pol-wildcard-")
"""How the names of the cases begin whose fix is no edit of a policy's statements."""
_WRITING = [path.stem for path in _CASES if not path.stem.startswith(_WITHOUT)]


def test_every_other_fix_writes_a_policy(written: Mapping[str, tuple[Fixed, dict[str, Any]]]) -> None:
    assert set(_WRITING) <= written.keys()


@pytest.mark.parametrize("stem", _WRITING)
def test_the_written_policy_lets_the_call_in_and_no_stranger(
    stem: str, written: Mapping[str, tuple[Fixed, dict[str, Any]]]
) -> None:
    fixed, after = written[stem]
    old, new = policy_from(fixed.before), policy_from(after)

    assert any(evaluate(old, request).result is not Result.ALLOWED for request in fixed.requests)
    assert all(evaluate(new, request).result is Result.ALLOWED for request in fixed.requests)
    let_in = [call for call in _strangers(fixed) if _newly(old, new, call)]
    assert let_in[:2] == []


@pytest.mark.parametrize("stem", _WRITING)
def test_the_written_policy_keeps_every_statement(
    stem: str, written: Mapping[str, tuple[Fixed, dict[str, Any]]]
) -> None:
    fixed, after = written[stem]
    effects = [statement["Effect"] for statement in fixed.before["Statement"]]

    assert [statement["Effect"] for statement in after["Statement"]][: len(effects)] == effects
    for statement in after["Statement"][len(effects) :]:
        assert statement["Principal"] != "*" or statement.get("Condition")


def _newly(old: Any, new: Any, call: Request) -> bool:
    return evaluate(new, call).result is Result.ALLOWED and evaluate(old, call).result is not Result.ALLOWED


def _strangers(fixed: Fixed) -> Iterator[Request]:
    """Calls from outside the network, through another endpoint; of an endpoint's policy, to another method."""
    call = fixed.requests[0]
    api = call.resource.split("/")[0]
    methods = ["prod/GET/strange", "prod/DELETE/orders", "strange/GET/orders", "prod/GET/orders/7"]
    callers = [None, "arn:aws:iam::123456789012:role/stranger", "arn:aws:iam::999999999999:user/stranger"]
    addresses = ["192.0.2.1", "203.0.113.5", "2001:db8:9::9", None]
    endpoints = [call.value("aws:SourceVpce")] if fixed.of_endpoint else ["vpce-0stranger", None]
    own = [] if fixed.of_endpoint else [call.resource.removeprefix(f"{api}/")]
    for method, caller, address, endpoint in product([*methods, *own], callers, addresses, endpoints):
        context = {"aws:SecureTransport": "true"} | ({"aws:PrincipalArn": caller} if caller else {})
        network = {"aws:SourceVpce": endpoint, "aws:VpcSourceIp": address}
        vpc = call.value("aws:SourceVpc") if fixed.of_endpoint else "vpc-0stranger"
        known = {key: value for key, value in {**network, "aws:SourceVpc": vpc}.items() if isinstance(value, str)}
        yield replace(call, resource=f"{api}/{method}", principal=caller, context={**context, **known})
