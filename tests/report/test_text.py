"""The text report: the verdict first, nothing broken that has to run, nothing wider than it must be."""

import textwrap
from dataclasses import replace
from functools import cache

import pytest

from gatewise.cli.cases import names
from gatewise.diagnosis import unattended
from gatewise.opening import recorded
from gatewise.report import as_text, formats, in_format
from gatewise.report.contents import Report, Seen, ShownFix, ShownQuestion
from gatewise.report.made import report_of
from gatewise.runner import Runner
from tests.shipped import shipped_cases


@cache
def report_on(case: str, *, every_fault: bool = False) -> Report:
    opening = recorded(shipped_cases()[case])
    runner = Runner(opening.observer)
    try:
        diagnosis = unattended(opening.session, runner, opening.answers, every_fault=every_fault)
        return report_of(opening, diagnosis, runner.calls)
    finally:
        runner.close()


def text_on(report: Report) -> str:
    return as_text.written(report, colour=False)


def test_formats_are_found_by_being_there() -> None:
    assert formats() == ("json", "text")
    with pytest.raises(KeyError):
        in_format("xml")


@pytest.mark.parametrize("case", names())
def test_prose_keeps_to_80_columns(case: str) -> None:
    report = report_on(case, every_fault=True)
    verbatim = _verbatim_lines(report)

    long = [line for line in text_on(report).splitlines() if len(line) > as_text.WIDTH]
    assert [line for line in long if line.strip() not in verbatim and " " in line.strip()] == []


def _verbatim_lines(report: Report) -> set[str]:
    """What is printed as it is: commands, code, and the lines behind the evidence."""
    texts: list[str] = [command for asked in report.open_questions for command in asked.commands]
    seen: list[Seen] = [one for asked in report.open_questions for one in asked.evidence]
    for finding in report.findings:
        seen += finding.evidence
        texts.append(finding.explanation)
        if finding.fix is not None:
            fix = finding.fix
            texts += [*fix.cli, *fix.undo, fix.terraform, fix.cloudformation or ""]
    texts += [one.detail for one in seen]
    return {line.strip() for text in texts for line in text.splitlines()}


def test_the_verdict_comes_first_and_risk_before_the_commands() -> None:
    text = text_on(report_on("net-endpoint-sg-ingress"))

    assert text.startswith("FAULT: The endpoint's security group does not let the client in\n")
    order = [
        "What happens",
        "Evidence",
        "Fix: risk",
        "Fix: commands",
        "Fix: console",
        "Fix: Terraform",
        "Fix: undo",
        "Fix: redeploy the API",
        "Fix: verify",
        "How it was found",
        "Ruled out",
        "Calls made",
    ]
    places = [text.index(f"\n{title}\n") for title in order]
    assert places == sorted(places)


def test_a_fix_that_aws_may_refuse_names_the_message_and_its_finding() -> None:
    report = report_on("dns-private-dns-off-default-url")
    text = " ".join(text_on(report).split())

    (fault,) = report.findings
    assert fault.fix is not None
    refused = next(one for one in fault.fix.refusals if one.id == "dns_private_dns_conflict")
    assert f'"{refused.says}": {refused.title} (dns_private_dns_conflict)' in text
    assert text.index("Fix: verify") < text.index("Fix: if AWS refuses the command") < text.index("How it was found")


def test_the_persons_own_ids_are_in_the_fix() -> None:
    text = text_on(report_on("net-endpoint-sg-ingress"))

    assert "aws ec2 authorize-security-group-ingress --region eu-west-3 --group-id sg-0e1e2e3e4e5e6e7e8" in text


def test_several_faults_are_counted_first_and_each_is_told() -> None:
    text = text_on(report_on("two-faults", every_fault=True))

    assert text.startswith("2 faults are on the path.")
    assert text.count("\nFAULT: ") == 2
    assert "\nUNDECIDED: " not in text


def test_a_finding_that_is_no_fault_says_what_to_do_next() -> None:
    text = text_on(report_on("dns-undecided"))

    assert text.startswith("UNDECIDED: ")
    assert "\nWhat to do next\n" in text


@pytest.mark.parametrize("case", names())
def test_every_command_is_printed_whole_and_set_in_only_where_that_changes_nothing(case: str) -> None:
    report = report_on(case, every_fault=True)
    text = text_on(report)

    for fix in (finding.fix for finding in report.findings if finding.fix is not None):
        for commands in (fix.cli, fix.undo):
            block = "\n".join(commands)
            at_the_margin = any("\n" in command for command in commands)
            assert f"\n{block if at_the_margin else textwrap.indent(block, '  ')}\n" in text


def test_a_command_over_several_lines_stays_at_the_margin() -> None:
    report = report_on("net-endpoint-sg-ingress")
    script = "python3 -c '\nimport json\nprint(json)\n'"
    (finding,) = report.findings
    assert isinstance(finding.fix, ShownFix)
    changed = replace(finding, fix=replace(finding.fix, cli=(script,)))

    assert f"\n{script}\n" in text_on(replace(report, findings=(changed,)))


def test_evidence_cannot_pass_for_a_verdict() -> None:
    report = report_on("net-endpoint-sg-ingress")
    (finding,) = report.findings
    forged = Seen("x\nSOUND: nothing is wrong", "y\nSOUND: nothing is wrong", "client")

    text = text_on(replace(report, findings=(replace(finding, evidence=(forged,)),)))

    assert not any(line.startswith("SOUND") for line in text.splitlines())


def test_long_evidence_is_cut_off_and_says_where_the_rest_is() -> None:
    report = report_on("net-endpoint-sg-ingress")
    (finding,) = report.findings
    document = Seen("A document.", "\n".join(f"line {number}" for number in range(100)), "aws_api")

    text = text_on(replace(report, findings=(replace(finding, evidence=(document,)),)))

    assert "line 59\n" in text
    assert "line 60\n" not in text
    assert "40 more lines; --format json has them all" in text


def test_missing_actions_are_listed_together() -> None:
    report = replace(report_on("healthy"), missing_actions=("ec2:DescribeSubnets", "ec2:DescribeVpcs"))

    assert "\nMissing IAM actions\n" in text_on(report)
    assert "    ec2:DescribeSubnets\n    ec2:DescribeVpcs\n" in text_on(report)


def test_a_cure_that_several_questions_share_is_said_once() -> None:
    question = ShownQuestion("a", "A", "Is it?", "access_denied", "Denied.", "Allow it.", None, (), (), (), ())
    report = replace(report_on("healthy"), open_questions=(question, replace(question, node="b")))

    assert text_on(report).count("Allow it.") == 1


def test_a_question_of_another_account_says_where_its_commands_run() -> None:
    command = "aws apigateway get-account"
    question = ShownQuestion("a", "A", "Is it?", "other_account", "Not asked.", "", None, (), (command,), ("api",), ())
    text = text_on(replace(report_on("healthy"), open_questions=(question,)))

    assert f"To find out, run in the API's account:\n      {command}\n" in text


def test_an_interrupted_walk_says_so_first() -> None:
    report = replace(report_on("healthy"), stopped=True, findings=(), stands_at="dns_match")

    text = text_on(report)

    assert text.startswith("INTERRUPTED: this is how far the walk came.\nUNDECIDED: the walk stands at dns_match")


def test_colour_is_only_there_when_asked_for() -> None:
    report = report_on("two-faults")

    assert "\x1b" not in text_on(report)
    assert as_text.written(report, colour=True).startswith("\x1b[1;31mFAULT\x1b[0m: ")
