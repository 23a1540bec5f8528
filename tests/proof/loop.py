"""Break, diagnose, fix as printed, diagnose again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from gatewise import opening
from gatewise.analysis.invoke_url import read_invoke_url
from gatewise.diagnosis import Diagnosis, unattended
from gatewise.model import UNKNOWN, Fact
from gatewise.report.contents import Report
from gatewise.report.made import report_of
from gatewise.runner import Runner
from gatewise.trail import Step
from tests.lab.aws_cli import AwsCli
from tests.proof.given import Given, Lab


@dataclass(frozen=True)
class Looked:
    """One live diagnosis, and its report."""

    diagnosis: Diagnosis
    report: Report

    @property
    def found(self) -> tuple[str, ...]:
        """The findings on the path."""
        return self.diagnosis.session.found

    def decided(self, finding: str) -> Step | None:
        """The last answer on the way to the finding that is more than `unknown`."""
        trail = self.diagnosis.session.trail
        way = trail[: next(place for place, step in enumerate(trail, 1) if step.target == finding)]
        return next((step for step in reversed(way) if step.answered and step.way != UNKNOWN), None)

    def otherwise(self, before: "Looked", decided: Step) -> Step | None:
        """What decided before, where it is answered otherwise now; else the first decision that is."""
        now, then = self.diagnosis.session.trail, before.diagnosis.session.trail
        again = (step for step in now if step.node == decided.node and step.way != decided.way)
        first = (new for new, old in zip(now, then, strict=False) if new.node == old.node and new.way != old.way)
        return next(again, None) or next(first, None)

    def told(self) -> str:
        """The trail as text, for a test that fails."""
        return "\n".join(f"{step.node}: {step.way}" for step in self.diagnosis.session.trail)


class Loop:
    """Looks at one server's worlds and repairs them; the clients it looks with are made once."""

    def __init__(self, lab: Lab, cli: AwsCli) -> None:
        self._lab, self._cli = lab, cli
        self._opened = opening.live({}, profile=None, region=lab.world.region, here=False)

    def look(self, given: Given, called: str = "", *, fixed: bool = False) -> Looked:
        """A live diagnosis with fresh replies: to the first fault of the broken world, to every fault of the fixed."""
        session = self._opened.session
        target = MappingProxyType(
            {**session.target, **self._target(given, called, given.then(self._lab) if fixed else {})}
        )
        opened = replace(self._opened, session=replace(session, target=target))
        runner = Runner(opened.observer)
        answers = {**given.answers, **(given.then_answers if fixed else {})}
        try:
            diagnosis = unattended(opened.session, runner, answers, every_fault=fixed)
        finally:
            runner.close()
        return Looked(diagnosis, report_of(opened, diagnosis, runner.calls))

    def _target(self, given: Given, called: str, then: Mapping[str, Fact]) -> dict[str, Fact]:
        world = self._lab.world
        error = given.error
        for word in ("HOST", "REGION", "API", "STAGE", "PATH"):
            error = error.replace(word, getattr(world, {"API": "api_id"}.get(word, word.lower())))
        said = {"client": world.client_instance_id, "method": "GET", "error_text": error, **given.facts, **then}
        url, headers = str(said.get("invoke_url", world.invoke_url)), said.get("headers", ())
        return {**said, **read_invoke_url(called or url, tuple(headers)).facts()}

    def fix(self, looked: Looked, finding: str, given: Given, folder: Path) -> str:
        """Run what the report prints, as it stands. The last call of curl that it makes, if it makes one."""
        shown = next(each for each in looked.report.findings if each.id == finding)
        assert shown.fix is not None
        calls = folder / "curl.log"
        ran = self._cli.run(shown.fix.cli, folder, {"EDITOR": given.editor, "CURL_LOG": str(calls), **given.variables})
        assert ran.returncode == 0, f"{ran.stderr}\n" + "\n".join(shown.fix.cli)
        given.meanwhile(self._lab)
        return calls.read_text().splitlines()[-1] if calls.exists() else ""
