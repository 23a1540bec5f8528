"""What the stage logs of this call's method: `get_stage`, methodSettings.

A setting for the method's own path wins over the one for all (`*/*`).
https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
"""

from gatewise.analysis.known import one
from gatewise.analysis.log_lines import fits
from gatewise.analysis.shapes import Record, flag, record, text
from gatewise.model import Facts, NotSeen
from gatewise.observation import AwsCall
from gatewise.probes import Probing
from gatewise.probes._asking import NOT_FOUND, ask, without_a_place
from gatewise.probes._readings import evidence, told, untold

ANSWERS = ("full", "info", "errors_only", "off")
NEEDS = ("api_id", "stage")
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS = ("apigateway.get_stage",)

_ALL = "*/*"


def probe(facts: Facts) -> Probing:
    """Read the level that holds for the call's method and path."""
    api_id, stage = one(facts, "api_id"), one(facts, "stage")
    seen = yield from ask(AwsCall.to("apigateway", "get_stage", restApiId=api_id, stageName=stage))
    if isinstance(seen, NotSeen):
        return untold(seen)
    if seen.meaning == NOT_FOUND:
        return untold(without_a_place(seen))
    key, setting = _setting(record(seen.data, "methodSettings"), one(facts, "method") or "GET", one(facts, "path"))
    level = text(setting, "loggingLevel") or "OFF"
    traced = flag(setting, "dataTraceEnabled") is True
    shown = evidence(
        f"Stage {stage} of {api_id} logs at level {level} for {key}, data tracing {'on' if traced else 'off'}."
    )
    if level == "INFO":
        return told("full" if traced else "info", shown)
    return told("errors_only" if level == "ERROR" else "off", shown)


def _setting(settings: Record, method: str, path: str) -> tuple[str, Record]:
    for key in settings:
        resource, _, verb = key.replace("~1", "/").rpartition("/")
        if key != _ALL and verb in {method, "*"} and path and fits(f"/{resource.lstrip('/')}", path):
            return key, record(settings, key)
    return _ALL, record(settings, _ALL)
