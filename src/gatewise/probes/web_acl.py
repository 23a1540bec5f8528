"""Whether an AWS WAF web ACL on the stage blocks the call: `get_stage`, and only where it names one, AWS WAF itself.

A web ACL that is there is not yet a block; its rules or the sample it keeps have to say so:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html
"""

import re
from datetime import UTC, datetime, timedelta

from gatewise.analysis.known import one, several
from gatewise.analysis.shapes import Record, flag, integer, record, records, text
from gatewise.analysis.web_acl import (
    blocked_in,
    lets_all_pass,
    metrics_of_refusing_rules,
    refuses_all,
    rules_shown,
)
from gatewise.model import Evidence, Fact, Facts, NotSeen, Reading, Reply
from gatewise.observation import AwsCall
from gatewise.partitions import partition_of
from gatewise.probes import Probing, Seen
from gatewise.probes._asking import NOT_FOUND, Asking, ask, ask_all, without_a_place
from gatewise.probes._readings import ambiguous, evidence, not_known, told, untold

ANSWERS = ("none", "blocks")
NEEDS = ("api_id", "stage", "region")
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS = (
    "apigateway.get_stage",
    "apigateway.get_gateway_responses",
    "wafv2.get_web_acl_for_resource",
    "wafv2.get_sampled_requests",
)

_MOST_RULES = 5
_KEPT = timedelta(hours=3)
"""How far back AWS WAF keeps its sample."""
_NAMED = re.compile(r"arn:[a-z-]+:wafv2:[a-z0-9-]+:\d{12}:regional/webacl/([A-Za-z0-9_-]+)/([0-9A-Za-z-]+)")


def probe(facts: Facts) -> Probing:
    """Read the stage; where a Forbidden was seen, also which of the API's own answers were rewritten."""
    api_id, stage = one(facts, "api_id"), one(facts, "stage")
    calls = [AwsCall.to("apigateway", "get_stage", restApiId=api_id, stageName=stage)]
    if "forbidden" in {one(facts, "symptom"), one(facts, "api_answer")}:
        calls.append(AwsCall.to("apigateway", "get_gateway_responses", restApiId=api_id))
    seen, *others = yield from ask_all(calls)
    if isinstance(seen, NotSeen):
        return untold(seen)
    if seen.meaning == NOT_FOUND:
        return untold(without_a_place(seen))
    rewritten = _rewritten(others)
    arn, named = text(seen.data, "webAclArn"), one(facts, "error_meaning") == "http.403.waf"
    if not arn:
        none = evidence(f"The stage {stage} of {api_id} has no web ACL.")
        if not named:
            return told("none", none, *rewritten)
        why = ambiguous("The answer names AWS WAF, and the stage has no web ACL.", "Look for one in front of the API.")
        return untold(why, none, *rewritten)
    found = yield from _of(arn, facts, rewritten)
    if found.answer is None and named:
        return told("blocks", *found.evidence, evidence("The answer itself names AWS WAF."), **found.facts)
    return found


def _of(arn: str, facts: Facts, rewritten: tuple[Evidence, ...]) -> Asking[Reading]:
    found = _NAMED.fullmatch(arn)
    named: dict[str, Fact] = {"web_acl_name": found[1], "web_acl_id": found[2]} if found else {}
    stage, region = f"restapis/{one(facts, 'api_id')}/stages/{one(facts, 'stage')}", one(facts, "region")
    resource = f"arn:{partition_of(region).name or 'aws'}:apigateway:{region}::/{stage}"
    seen = yield from ask(AwsCall.to("wafv2", "get_web_acl_for_resource", ResourceArn=resource))
    has_one = evidence(f"The stage has the web ACL {arn}.")
    if isinstance(seen, NotSeen):
        return untold(seen, has_one, *rewritten, **named)
    web_acl = record(seen.data, "WebACL")
    shown = evidence(f"The web ACL {text(web_acl, 'Name') or arn} and what its rules do.", rules_shown(web_acl))
    if lets_all_pass(web_acl):
        return told("none", shown, evidence("None of its rules can refuse a call."), *rewritten, **named)
    if refuses_all(web_acl):
        return told("blocks", shown, evidence("It refuses every call: no rule lets any pass."), **named)
    return (yield from _sampled(arn, web_acl, facts, shown, named))


def _sampled(arn: str, web_acl: Record, facts: Facts, shown: Evidence, named: dict[str, Fact]) -> Asking[Reading]:
    until = datetime.now(UTC).replace(second=0, microsecond=0)
    window = {"StartTime": _stamp(until - _KEPT), "EndTime": _stamp(until)}
    metrics = metrics_of_refusing_rules(web_acl)[:_MOST_RULES]
    replies = yield from ask_all(
        [
            AwsCall.to(
                "wafv2",
                "get_sampled_requests",
                WebAclArn=arn,
                RuleMetricName=metric,
                Scope="REGIONAL",
                TimeWindow={**window},
                MaxItems=500,
            )
            for metric in metrics
        ]
    )
    path = one(facts, "path") or "/"
    uris = (path, f"/{one(facts, 'stage')}{path}")
    for metric, reply in zip(metrics, replies, strict=True):
        if isinstance(reply, Reply):
            call = blocked_in(
                reply.data, metric, one(facts, "method") or "GET", uris, several(facts, "client_addresses")
            )
            if call is not None:
                said = evidence(f"AWS WAF blocked {call.uri} from {call.client} by {call.rule} at {call.at}.")
                own = f"{call.client}/{128 if ':' in call.client else 32}"
                return told("blocks", shown, said, **named, web_acl_rule=metric, blocked_uri=call.uri, client_cidr=own)
    refused = next((reply for reply in replies if isinstance(reply, NotSeen)), None)
    cure = "Call again, wait a minute, and read AWS WAF > Web ACLs > the web ACL > Sampled requests."
    why = not_known("The web ACL can block calls, and no sample shows that it blocked this one.", cure)
    return untold(refused or why, shown, **named)


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _rewritten(replies: list[Seen]) -> tuple[Evidence, ...]:
    """The answers of API Gateway that somebody changed, so that a text may not mean what it usually does."""
    found = [each for reply in replies if isinstance(reply, Reply) for each in records(reply.data, "items")]
    own = [each for each in found if flag(each, "defaultResponse") is False]
    if not own:
        return ()
    listed = ", ".join(" ".join(filter(None, (text(each, "responseType"), _status(each)))) for each in own)
    return (evidence(f"The API answers in its own words for {listed}: its status and text may not be the usual ones."),)


def _status(response: Record) -> str:
    return text(response, "statusCode") or str(integer(response, "statusCode") or "")
