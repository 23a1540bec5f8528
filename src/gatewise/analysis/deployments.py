"""Which of an API's deployments is the newest, what it holds, and how much of the traffic a canary gets."""

from collections.abc import Sequence

from gatewise.analysis.log_lines import fits
from gatewise.analysis.shapes import Record, record, text

_ANY = "ANY"


def newest(deployments: Sequence[Record]) -> str:
    """The id of the deployment that was made last; empty where their times do not tell."""
    dated = [(text(each, "createdDate"), text(each, "id")) for each in deployments]
    if not dated or not all(when and name for when, name in dated):
        return ""
    dated.sort()
    # Two of the same second can't be put in order.
    if len(dated) > 1 and dated[-1][0] == dated[-2][0]:
        return ""
    return dated[-1][1]


def share_of_canary(settings: Record) -> str:
    """The percentage of the calls that the canary gets, as AWS writes it; empty where it gets none."""
    share = settings.get("percentTraffic")
    if isinstance(share, bool) or not isinstance(share, int | float | str):
        return ""
    written = str(share).removesuffix(".0")
    return "" if written in {"", "0"} else written


def has_route(summary: Record, method: str, path: str) -> bool:
    """Whether a deployment's `apiSummary` has a method for a call to the path (behind the stage)."""
    found = [record(summary, resource) for resource in summary if fits(resource, path)]
    return any(verb.upper() in {method.upper(), _ANY} for methods in found for verb in methods)


def in_draft(resources: Sequence[Record], method: str, path: str) -> bool:
    """Whether the draft (`get_resources` with its methods) has a method for a call to the path."""
    found = [record(each, "resourceMethods") for each in resources if fits(text(each, "path"), path)]
    return any(verb.upper() in {method.upper(), _ANY} for methods in found for verb in methods)
