"""The checks that hold the code to its rules, run as tests so that one command runs everything."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

CHECKS = {
    "ruff finds nothing": ["ruff", "check", "."],
    "every file is formatted": ["ruff", "format", "--check", "."],
    "every type is right": ["mypy"],
    "imports point one way": ["lint-imports"],
}


@pytest.mark.parametrize("promise", CHECKS)
def test_the_code_keeps_its_rules(promise: str) -> None:
    program, *arguments = CHECKS[promise]
    tool = Path(sys.executable).parent / program

    checked = subprocess.run([tool, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)

    assert checked.returncode == 0, f"{promise}: no\n{checked.stdout}{checked.stderr}"


def test_no_module_holds_two_things() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "src").rglob("*.py")
        if (lines := len(path.read_text().splitlines())) > 300
    }

    assert long == {}


def test_the_lock_meets_every_lower_bound() -> None:
    wanted = subprocess.run(
        [sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False, cwd=ROOT
    )

    assert wanted.returncode == 0, wanted.stdout


def test_a_wheel_carries_the_trees_and_finds_them(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(tmp_path), "."]
    subprocess.run(build, cwd=ROOT, check=True)
    (wheel,) = tmp_path.glob("gatewise-*.whl")
    installed = tmp_path / "installed"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "-t", installed, wheel], check=True)

    where = "import gatewise, pathlib; print(pathlib.Path(gatewise.__file__).parents[1])"
    listing = "from gatewise.__main__ import main; import sys; sys.exit(main(['tree', 'list']))"
    environment = {"PYTHONPATH": str(installed), "PATH": "/usr/bin:/bin"}
    found = subprocess.run(
        [sys.executable, "-c", f"{where}\n{listing}"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.returncode == 0, found.stderr
    assert found.stdout.splitlines()[0] == str(installed)
    assert "private-api" in found.stdout
