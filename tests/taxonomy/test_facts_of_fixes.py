"""What every fix has to say, held against the failure taxonomy and against what its own commands do."""

import csv
from urllib.parse import urlsplit

import pytest

from gatewise.loader import shipped_trees
from gatewise.model import Verdict
from gatewise.nodes import Finding, Fix
from gatewise.opening import graph

REDEPLOYED_OTHERWISE = {
    "dep_stage_on_old_deployment": "the stage gets a deployment that is there already; no new one is made",
}
"""Findings whose fix differs from the column `redeploy` of their cause, each with the reason."""

OUTRIGHT = {"YES": "yes", "no": "no", "no*": "no", "no (code)": "no", "-": "no"}
"""What the column says outright. Everything else in it depends on the fix that is chosen; then its commands decide."""

HOSTS = {
    "docs.aws.amazon.com",
    "repost.aws",
    "www.amazontrust.com",  # Amazon's certificate authorities
    "c.doit.com",  # domain.md's one source on a CNAME that private DNS takes over
}


def _faults() -> dict[str, tuple[Finding, Fix]]:
    return {
        name: (node, node.fix)
        for name, node in graph().nodes.items()
        if isinstance(node, Finding) and node.verdict is Verdict.FAULT and node.fix is not None
    }


def _redeploy() -> dict[str, str]:
    with (shipped_trees() / "causes.csv").open(encoding="utf-8", newline="") as file:
        return {row["slug"]: row["redeploy"].strip() for row in csv.DictReader(file)}


FAULTS, REDEPLOY = _faults(), _redeploy()
each_fault = pytest.mark.parametrize("name", sorted(FAULTS))


@each_fault
def test_a_fix_needs_a_deployment_where_the_taxonomy_says_so(name: str) -> None:
    node, fix = FAULTS[name]
    said = REDEPLOY[node.cause or ""]
    wanted = OUTRIGHT.get(said, fix.redeploy)

    assert (fix.redeploy != wanted) == (name in REDEPLOYED_OTHERWISE), f"causes.csv says {said}"


@each_fault
def test_a_fix_that_deploys_says_so_and_what_else_it_publishes(name: str) -> None:
    _, fix = FAULTS[name]
    if not any("create-deployment" in command for command in fix.cli):
        return
    assert fix.redeploy == "yes"
    # A first deployment has no other draft changes: everything is new.
    assert "publishes every other" in fix.risk or name == "dep_not_deployed"


@each_fault
def test_a_fix_that_turns_private_dns_on_names_every_api_of_the_vpc(name: str) -> None:
    _, fix = FAULTS[name]
    if any(" --private-dns-enabled" in command for command in fix.cli):
        assert "every execute-api name" in fix.risk.lower()


@each_fault
def test_a_fix_that_writes_an_endpoint_policy_says_that_it_serves_every_api(name: str) -> None:
    _, fix = FAULTS[name]
    if any("modify-vpc-endpoint" in command and "--policy-document" in command for command in fix.cli):
        assert "every api" in fix.risk.lower() or "every private api" in fix.risk.lower()


@each_fault
def test_a_fix_that_leaves_strict_says_how_long_the_api_is_away(name: str) -> None:
    _, fix = FAULTS[name]
    if any("path=/endpointAccessMode,value=BASIC" in command for command in fix.cli):
        assert "about 15 minutes" in fix.risk


def test_every_source_is_one_of_aws_or_is_named_here() -> None:
    for name, node in graph().nodes.items():
        for source in getattr(node, "sources", ()):
            assert urlsplit(source.url).hostname in HOSTS, f"{name}: {source.url}"
            assert source.url.startswith("https://"), f"{name}: {source.url}"
