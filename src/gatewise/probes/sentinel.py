"""How far two harmless calls get, to a path and to a stage that do not exist; only with a path a person agreed to.

https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
"""

from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from gatewise.analysis.curl_line import routing_headers
from gatewise.analysis.known import one, several
from gatewise.analysis.sentinel import NO_SUCH_STAGE, SUGGESTED_PATH, proved_by
from gatewise.analysis.shapes import text
from gatewise.model import Facts, NotSeen, Reading, Reply
from gatewise.observation import HttpsRequest
from gatewise.probes import Probing
from gatewise.probes._api_call import url_of
from gatewise.probes._asking import ask_all
from gatewise.probes._readings import ambiguous, evidence, for_a_person, not_known, told, untold

ANSWERS = ("host_not_matched", "policy_denies", "reached")
NEEDS = ("invoke_url",)
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS: tuple[str, ...] = ()


def probe(facts: Facts) -> Probing:
    """Make both calls at once, if a person agreed to the path; else say which ones would tell."""
    stage, agreed = one(facts, "stage"), one(facts, "sentinel_path")
    call = url_of(facts)
    if call is None or not stage or call.form == "custom_domain":
        cure = "Look at the API's stages, and at the mappings of the domain name."
        return untold(not_known("The URL names no stage, which these calls need.", cure))
    calls = _calls(facts, stage, agreed or SUGGESTED_PATH)
    if not agreed:
        return untold(_not_agreed(calls))
    path, bogus = yield from ask_all(calls)
    if isinstance(path, NotSeen):
        return untold(path)
    if isinstance(bogus, NotSeen):
        return untold(bogus)
    return _judged(facts, path, bogus)


def _judged(facts: Facts, path: Reply, bogus: Reply) -> Reading:
    proof = proved_by(path.meaning, bogus.meaning, web_acl=bool(one(facts, "web_acl_name")))
    shown = (
        evidence(
            f"A path that does not exist is answered with {path.meaning}.", text(path.data, "body"), path.seen_from
        ),
        evidence(f"A stage that does not exist is answered with {bogus.meaning}.", "", bogus.seen_from),
    )
    if proof.answer is None:
        return untold(ambiguous(proof.says, "Go on with the questions about the single layers."), *shown)
    if proof.answer == "policy_denies" and _sends_credentials(facts):
        what = "A policy refuses these calls, which carry no credentials; the client's call carries some."
        return untold(for_a_person(what, "Make the same calls with the client's credentials, and compare."), *shown)
    return told(proof.answer, evidence(proof.says, "", path.seen_from), *shown)


def _calls(facts: Facts, stage: str, path: str) -> tuple[HttpsRequest, HttpsRequest]:
    """The two calls, as the client makes its own, and never with another method than GET or HEAD."""
    parts = urlsplit(one(facts, "invoke_url"))
    method: Literal["GET", "HEAD"] = "HEAD" if one(facts, "method").upper() == "HEAD" else "GET"
    headers = routing_headers(several(facts, "headers"))
    address = one(facts, "connect_address") or None

    def to(whole_path: str) -> HttpsRequest:
        return HttpsRequest(urlunsplit(("https", parts.netloc, whole_path, "", "")), method, headers, address)

    return to(f"/{stage}{path}"), to(f"/{NO_SUCH_STAGE}{path}")


def _not_agreed(calls: tuple[HttpsRequest, ...]) -> NotSeen:
    commands = "   and   ".join(call.command() for call in calls)
    return not_known(
        "Nobody has agreed to two more calls of the API, to a path and to a stage that do not exist.",
        f"Run on the client: {commands}   Or name a path that leads to nothing, as in --sentinel {SUGGESTED_PATH}.",
    )


def _sends_credentials(facts: Facts) -> bool:
    return one(facts, "authorization_scheme") not in {"", "none"} or one(facts, "api_key_sent") == "yes"
