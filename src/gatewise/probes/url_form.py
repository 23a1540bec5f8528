"""Which form the invoke URL has, and whether it is written right. Asks nothing.

The forms: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html
"""

from gatewise.analysis.invoke_url import HTTPS_PORT, InvokeUrl, NotAnInvokeUrl, read_invoke_url, right_url, tidied
from gatewise.analysis.known import one, several
from gatewise.analysis.symptom import SHOWN_BY_THE_API
from gatewise.model import PERSON, Facts, NotSeen, Reading, Reason
from gatewise.probes import Probing
from gatewise.probes._readings import evidence, told, untold

ANSWERS = (
    "default_name",
    "alias",
    "endpoint_name",
    "custom_domain",
    "no_routing_header",
    "wrong_name",
    "plain_http",
    "malformed",
)
NEEDS = ("invoke_url",)
ESTABLISHES = {
    **dict.fromkeys(ANSWERS, ("url_form",)),
    "plain_http": ("url_form", "right_url"),
    "malformed": ("url_form", "right_url"),
}
CALLS: tuple[str, ...] = ()

_FORMS = {
    "default_name": "the API's own name",
    "alias": "the alias of the API with an endpoint",
    "endpoint_name": "the endpoint's own name",
    "custom_domain": "a custom domain",
}


def probe(facts: Facts) -> Probing:
    """Read the URL and the headers."""
    yield from ()
    try:
        call = read_invoke_url(one(facts, "invoke_url"), several(facts, "headers"))
    except NotAnInvokeUrl as error:
        return untold(NotSeen(Reason.UNREADABLE, str(error), "Correct the invoke URL."))
    return _wrong_name(call, one(facts, "region")) or _wrong_port(call) or _malformed(call) or _form(call, facts)


def _wrong_name(call: InvokeUrl, region: str) -> Reading | None:
    if call.target.mistake:
        expected = call.target.expected or (call.target.in_region(region) if region and not call.region else "")
        url = right_url(call, "" if call.target.expected else region) if expected else ""
        return _answer("wrong_name", call.target.mistake, expected_host=expected, right_url=url)
    chosen_by_id = any(name == "x-apigw-api-id" for name, _ in call.headers)
    if call.routed and call.routed.mistake and not chosen_by_id:
        return _answer("wrong_name", f"Header Host: {call.routed.mistake}", expected_host=call.routed.expected)
    if region and call.target.region and region != call.target.region:
        expected = call.target.in_region(region)
        said = f"{call.host} is a name in {call.target.region}; the API is in {region}."
        return _answer("wrong_name", said, expected_host=expected, right_url=right_url(call, region))
    return None


def _wrong_port(call: InvokeUrl) -> Reading | None:
    if call.scheme == "http":
        said = f"The URL begins with http://; {call.host} is served over HTTPS only."
    elif call.port != HTTPS_PORT and call.form != "custom_domain":
        said = f"The URL names port {call.port}; API Gateway serves port {HTTPS_PORT} only."
    else:
        return None
    return _answer("plain_http", said, right_url=right_url(call))


def _malformed(call: InvokeUrl) -> Reading | None:
    tidy = tidied(call.whole_path)
    if tidy == call.whole_path:
        return None
    said = f"The path {call.whole_path} has an empty part or encoded letters; it should be {tidy}."
    _, _, rest = tidy.removeprefix("/").partition("/")
    path = tidy if call.form == "custom_domain" else f"/{rest}"
    return _answer("malformed", said, right_url=right_url(call), path=path)


def _form(call: InvokeUrl, facts: Facts) -> Reading:
    answered = one(facts, "symptom") in SHOWN_BY_THE_API
    if not call.chooses_api and not answered:
        said = f"{call.host} is the endpoint's own name, and no Host or x-apigw-api-id header names the API."
        return _answer("no_routing_header", said)
    by = f", with the header {'; '.join(f'{name}: {value}' for name, value in call.headers)}" if call.headers else ""
    return _answer(call.form, f"{call.host} is {_FORMS[call.form]}{by}.")


def _answer(answer: str, said: str, **facts: str) -> Reading:
    return told(answer, evidence(said, seen_from=PERSON), url_form=answer, **facts)
