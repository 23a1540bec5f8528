"""What the stage's execution log says of the latest calls: `describe_log_streams`, then `filter_log_events`.

The group's name and content: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
"""

from gatewise.analysis.known import one
from gatewise.analysis.log_lines import FILTER_PATTERN, RECENT_MILLISECONDS, LoggedCall, calls_logged, deciding
from gatewise.analysis.shapes import integer, records
from gatewise.model import Facts, NotSeen, Reading
from gatewise.observation import AwsCall
from gatewise.probes import Probing
from gatewise.probes._asking import NOT_FOUND, ask
from gatewise.probes._readings import ambiguous, evidence, told, untold

ANSWERS = ("none", "denied", "completed", "authorizer_failed", "integration_failed")
NEEDS = ("api_id", "stage")
ESTABLISHES = {**dict.fromkeys(ANSWERS, ("log_group",)), "integration_failed": ("log_group", "log_failure")}
CALLS = ("logs.describe_log_streams", "logs.filter_log_events")

_AUTHORIZER = "AuthorizerConfigurationException"


def probe(facts: Facts) -> Probing:
    """Read the last minutes before the newest line: the request with the known id, else those to this path."""
    group = f"API-Gateway-Execution-Logs_{one(facts, 'api_id')}/{one(facts, 'stage')}"
    streams = yield from ask(
        AwsCall.to(
            "logs", "describe_log_streams", logGroupName=group, orderBy="LastEventTime", descending=True, limit=1
        )
    )
    if isinstance(streams, NotSeen):
        return untold(streams)
    if streams.meaning == NOT_FOUND:
        return told("none", evidence(f"The log group {group} does not exist."), log_group=group)
    last = max(
        (integer(stream, "lastEventTimestamp") or 0 for stream in records(streams.data, "logStreams")), default=0
    )
    if not last:
        return told("none", evidence(f"The log group {group} has no lines."), log_group=group)
    since = max(0, last - RECENT_MILLISECONDS)
    seen = yield from ask(
        AwsCall.to("logs", "filter_log_events", logGroupName=group, startTime=since, filterPattern=FILTER_PATTERN)
    )
    if isinstance(seen, NotSeen):
        return untold(seen)
    calls = calls_logged(records(seen.data, "events"))
    wanted = one(facts, "request_id")
    # A call made again after logging was turned on has another id than the one in the pasted error.
    own = [call for call in calls if wanted and call.request_id == wanted] or [
        call for call in calls if call.is_for(one(facts, "method") or "GET", one(facts, "path"))
    ]
    return _reading(deciding(own), group, facts)


def _reading(call: LoggedCall | None, group: str, facts: Facts) -> Reading:
    if call is None:
        return told("none", evidence(f"{group} has no recent line of this call."), log_group=group)
    lines = "\n".join(f"{line.at} {line.said}" for line in call.lines)
    shown = evidence(f"{group}, request {call.request_id}, {call.lines[-1].at}.", lines)
    if call.answer is None:
        why = ambiguous(
            "The log shows the call, and not how it ended: API Gateway refused it itself, or lines are missing.",
            "Read the lines, or turn the log level up to INFO.",
        )
        return untold(why, shown, log_group=group)
    if call.answer != "integration_failed":
        return told(call.answer, shown, log_group=group)
    if call.failure == "lambda_permission" and _AUTHORIZER in one(facts, "error_text"):
        # The line is the same for the function behind the method and for the authorizer's.
        return told("authorizer_failed", shown, log_group=group)
    return told(
        "integration_failed",
        shown,
        log_group=group,
        log_failure=call.failure or "",
        backend_status=call.backend_status,
    )
