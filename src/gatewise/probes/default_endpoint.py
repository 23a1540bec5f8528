"""Whether the API's default execute-api endpoint is on: `get_rest_api`, disableExecuteApiEndpoint.

A call through a custom domain does not use it, and is answered as if it were on.
https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html
"""

from gatewise.analysis.known import one
from gatewise.analysis.shapes import flag
from gatewise.model import Facts, NotSeen
from gatewise.observation import AwsCall
from gatewise.probes import Probing
from gatewise.probes._api_call import url_of
from gatewise.probes._asking import NOT_FOUND, ask, without_a_place
from gatewise.probes._readings import evidence, told, untold

ANSWERS = ("enabled", "disabled")
NEEDS = ("api_id",)
ESTABLISHES: dict[str, tuple[str, ...]] = {"enabled": (), "disabled": ()}
CALLS = ("apigateway.get_rest_api",)


def probe(facts: Facts) -> Probing:
    """Read the switch."""
    api_id = one(facts, "api_id")
    seen = yield from ask(AwsCall.to("apigateway", "get_rest_api", restApiId=api_id))
    if isinstance(seen, NotSeen):
        return untold(seen)
    if seen.meaning == NOT_FOUND:
        return untold(without_a_place(seen))
    if flag(seen.data, "disableExecuteApiEndpoint") is not True:
        return told("enabled", evidence(f"The default endpoint of {api_id} is on."))
    call = url_of(facts)
    if call is not None and call.form == "custom_domain":
        shown = evidence(f"The default endpoint of {api_id} is off; {call.host} is a custom domain and needs none.")
        return told("enabled", shown)
    return told("disabled", evidence(f"The default endpoint of {api_id} is off (disableExecuteApiEndpoint)."))
