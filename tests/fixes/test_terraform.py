"""Every Terraform fragment that a shipped tree prints: HCL, and, where a Terraform is, what the AWS provider takes.

The provider comes from a local mirror, as `terraform providers mirror` makes one: a folder named by
`TERRAFORM_PLUGINS`, or one of those that Terraform itself looks into.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import hcl2
import pytest

from gatewise.graph import DecisionGraph
from gatewise.nodes import Fix
from tests.fixes.printed import fixes, fragment, place

_MIRRORS = (
    os.environ.get("TERRAFORM_PLUGINS", ""),
    "/opt/tf-plugins",
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
    str(Path("~/.terraform.d/plugins").expanduser()),
)
_ROOT = 'terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n    }\n  }\n}\n'
_LEFT_OUT = " as it is ..."
"""Ends the comment that stands for the arguments of a resource that the fix does not concern."""
_NEWER_THAN_THE_PROVIDER: dict[str, str] = {}
"""By finding: an argument that the mirrored provider does not know yet."""


def _mirror() -> str | None:
    if shutil.which("terraform") is None:
        return None
    found = (
        folder for folder in _MIRRORS if folder and (Path(folder) / "registry.terraform.io/hashicorp/aws").is_dir()
    )
    return next(found, None)


@pytest.mark.parametrize(("graph", "name", "fix"), [pytest.param(*each, id=each[1]) for each in fixes()])
def test_every_fragment_parses(graph: DecisionGraph, name: str, fix: Fix) -> None:
    assert hcl2.loads(fragment(graph, fix.terraform)), place(graph, name)


@pytest.mark.skipif(_mirror() is None, reason="no Terraform with a mirror of the AWS provider is here")
def test_every_fragment_is_one_the_aws_provider_takes(tmp_path: Path) -> None:
    places = {}
    for graph, name, fix in fixes():
        folder = tmp_path / graph.name / name
        folder.mkdir(parents=True)
        (folder / "main.tf").write_text(fragment(graph, fix.terraform))
        places[str(folder.relative_to(tmp_path))] = f"{place(graph, name)}:{name}"
    modules = (f'module "{module.replace("/", "_")}" {{\n  source = "./{module}"\n}}\n' for module in places)
    (tmp_path / "main.tf").write_text(_ROOT + "".join(modules))
    _terraform(tmp_path, "init", "-backend=false", "-input=false", f"-plugin-dir={_mirror()}")
    told = json.loads(_terraform(tmp_path, "validate", "-json"))["diagnostics"]

    wrong = [_shown(tmp_path, places, diagnostic) for diagnostic in told if not _is_left_out(tmp_path, diagnostic)]
    assert not wrong, "\n".join(wrong)


def _terraform(folder: Path, *arguments: str) -> str:
    ran = subprocess.run(["terraform", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert ran.stdout, ran.stderr
    return ran.stdout


def _is_left_out(folder: Path, diagnostic: dict[str, Any]) -> bool:
    """Whether it misses only what the fragment says that the person has: the rest of a resource, or another one."""
    if diagnostic["severity"] == "warning" or diagnostic["summary"] == "Reference to undeclared resource":
        return True
    file = Path(diagnostic["range"]["filename"])
    if _NEWER_THAN_THE_PROVIDER.get(file.parent.name, "\0") in diagnostic["detail"]:
        return True
    block = (folder / file).read_text().splitlines()[diagnostic["range"]["start"]["line"] - 1 :]
    whole = block[: block.index("}") + 1]
    missing = diagnostic["summary"].startswith(("Missing required", "Insufficient "))
    return missing and any(line.endswith(_LEFT_OUT) for line in whole)


def _shown(folder: Path, places: dict[str, str], diagnostic: dict[str, Any]) -> str:
    where = diagnostic.get("range", {"filename": "main.tf", "start": {"line": 1}})
    file, line = Path(where["filename"]), where["start"]["line"]
    text = (folder / file).read_text().splitlines()[line - 1]
    return f"{places.get(str(file.parent), file)}: {text.strip()}\n  {diagnostic['summary']}: {diagnostic['detail']}"
