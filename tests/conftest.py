"""What every test shares: a fixed environment, set before Textual is imported."""

import os
from textwrap import fill

import pytest
from hypothesis import HealthCheck, settings

for name in ("NO_COLOR", "COLUMNS", "LINES", "AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "HTTPS_PROXY"):
    os.environ.pop(name, None)
    os.environ.pop(name.lower(), None)
os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
os.environ["AWS_CONFIG_FILE"] = os.devnull
os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull

# Two busy cores are no reason for a property to fail.
settings.register_profile("gatewise", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gatewise")

pytest_plugins = ["tests.lab.fixtures"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the faults whose fix the proof loop has seen at work."""
    passed = terminalreporter.stats.get("passed", [])
    loop = [report.nodeid for report in passed if "::test_the_printed_fix_takes_the_fault_away[" in report.nodeid]
    if loop:
        terminalreporter.section(f"{len(loop)} fixes proved on an AWS server")
        proved = sorted(nodeid.partition("[")[2].rstrip("]") for nodeid in loop)
        terminalreporter.write_line(fill(", ".join(proved), 116))
