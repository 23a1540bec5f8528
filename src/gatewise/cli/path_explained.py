"""One packet path, explained: the drawing, what to change, what would settle the rest."""

import json
import textwrap
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from gatewise.analysis.reachability.drawing import drawn, headline
from gatewise.analysis.reachability.inventory import Inventory, nested
from gatewise.analysis.reachability.judgement import Judgement, Verdict, judged
from gatewise.analysis.reachability.question import PathMistake, flow_from, inventory_of, verdict
from gatewise.analysis.reachability.repair import Repair, repairs
from gatewise.analysis.reachability.settling import beyond, command
from gatewise.analysis.reachability.words import reason
from gatewise.cli.path_inputs import question_from
from gatewise.cli.streams import Refusal, say
from gatewise.observation.foreign_text import cleaned
from gatewise.report.exit_code import ExitCode

_WIDTH = 80
_EXIT = {
    Verdict.REACHABLE: ExitCode.SOUND,
    Verdict.BLOCKED: ExitCode.FAULT,
    Verdict.PARTIAL: ExitCode.FAULT,
    Verdict.INDETERMINATE: ExitCode.UNDECIDED,
}


def explained(arguments: Namespace) -> ExitCode:
    """Judge the path of the files and options, print it, and give the exit code.

    Raises:
        Refusal: the files or the options state no path.
    """
    question = question_from(arguments.files)
    question["flow"] = _flow(question, arguments)
    try:
        flow = flow_from(question["flow"])
    except PathMistake as mistake:
        raise Refusal(f"{mistake} (--source, --cidr and --endpoint state it)") from mistake
    inventory = inventory_of(question)
    judgement = judged(flow, inventory)
    mended = repairs(judgement, inventory)
    if arguments.format == "json":
        told = {**verdict(judgement), "drawing": drawn(judgement), "repairs": [_as_json(each) for each in mended]}
        say(json.dumps(told, indent=2) + "\n")
    else:
        say("\n".join((cleaned(headline(judgement)), "", cleaned(drawn(judgement)), *_changes(mended))))
        say("".join(f"{line}\n" for line in _settling(judgement)))
    return _EXIT[judgement.verdict]


def _flow(question: dict[str, Any], arguments: Namespace) -> dict[str, Any]:
    """The flow that the question states, with what the options change."""
    flow: dict[str, Any] = dict(question["flow"])
    inventory = inventory_of(question)
    if arguments.source or arguments.cidr:
        flow["source"] = _source(arguments, inventory)
    if arguments.attachment and isinstance(flow.get("source"), dict):
        flow["source"] = {**flow["source"], "attachment": arguments.attachment}
    if arguments.endpoint or "destination" not in flow:
        flow["destination"] = {
            "kind": "vpc_endpoint",
            "vpc_endpoint_id": arguments.endpoint or _only_endpoint(inventory),
        }
    if arguments.family:
        flow["ip_family"] = arguments.family
    if arguments.ports:
        low, _, high = arguments.ports.partition("-")
        if not (low.isdecimal() and high.isdecimal()):
            raise Refusal(f"--ports: {arguments.ports!r} is no range; it looks like 1024-65535")
        flow["client_ephemeral_ports"] = [int(low), int(high)]
    if "source" not in flow:
        raise Refusal("the files state no client; say where the call comes from with --source or --cidr")
    return flow


def _source(arguments: Namespace, inventory: Inventory) -> dict[str, str]:
    if arguments.cidr:
        return {"kind": "cidr", "cidr": arguments.cidr}
    given: str = arguments.source
    if given.startswith("i-"):
        of_instance = [
            name for name, each in inventory.interfaces.items() if nested(each, "Attachment").get("InstanceId") == given
        ]
        if len(of_instance) != 1:
            there_are = ", ".join(of_instance) or "none"
            raise Refusal(f"--source: instance {given} has not one interface in the files but {there_are}; name it")
        return {"kind": "eni", "network_interface_id": of_instance[0]}
    if given.startswith("eni-"):
        return {"kind": "eni", "network_interface_id": given}
    for name, each in inventory.interfaces.items():
        if given in inventory.addresses_of(each, 4) or given in inventory.addresses_of(each, 6):
            return {"kind": "eni", "network_interface_id": name, "ip": given}
    return {"kind": "cidr", "cidr": given}


def _only_endpoint(inventory: Inventory) -> str:
    fitting = [
        name
        for name, each in inventory.endpoints.items()
        if str(each.get("ServiceName", "")).endswith(".execute-api") or len(inventory.endpoints) == 1
    ]
    if len(fitting) != 1:
        there_are = ", ".join(fitting) or "none"
        raise Refusal(f"the files describe not one execute-api endpoint but {there_are}; name it with --endpoint")
    return fitting[0]


def _changes(mended: tuple[Repair, ...]) -> Iterator[str]:
    for number, repair in enumerate(mended, 1):
        names = ", ".join(repair.explanation.identifiers)
        yield from _wrapped(f"{number}. {repair.explanation.component} {names}: {reason(repair.explanation)}")
        if repair.advice:
            yield from _wrapped(repair.advice, "   ")
        for change in repair.changes:
            yield from _wrapped(f"{change.title}.", "   ")
            yield from ("", "   Command:", f"{change.forms.cli}", "", "   Console:")
            yield from _wrapped(change.forms.console, "     ")
            yield from ("", "   Terraform:", *(f"     {line}" for line in change.forms.terraform.splitlines()))
            yield from ("", "   Undo:", f"{change.forms.undo}")
        yield ""


def _settling(judgement: Judgement) -> Iterator[str]:
    unknown = [*judgement.unknown, *(each for journey in judgement.journeys for each in journey.unknown)]
    lines: dict[str, None] = {}
    for each in unknown:
        reads = command(each)
        lines.update(dict.fromkeys(_wrapped(f"- {each.settle}", "  ")))
        if reads:
            lines[f"    {reads}"] = None
    if lines:
        yield "What would settle it:"
        yield from lines
    outside = dict.fromkeys(each for journey in judgement.journeys for each in beyond(journey))
    if outside:
        yield "Not judged, because no AWS reply tells it:"
        for told in outside:
            yield from _wrapped(f"- {told}", "  ")


def _as_json(repair: Repair) -> dict[str, Any]:
    return {
        "code": repair.explanation.code.value,
        "component": list(repair.explanation.identifiers),
        "advice": repair.advice,
        "changes": [
            {
                "title": change.title,
                "cli": change.forms.cli,
                "console": change.forms.console,
                "terraform": change.forms.terraform,
                "undo": change.forms.undo,
            }
            for change in repair.changes
        ],
    }


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        cleaned(text), _WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False
    )
