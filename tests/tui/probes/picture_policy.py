"""Shows the small tree's resource policy; a person judges it."""

from collections.abc import Mapping

from gatewise.model import AWS_API, Evidence, Facts, NotSeen, Reason, could_not_tell
from gatewise.observation import AwsCall
from gatewise.probes import Probing

ANSWERS = ("allows", "denies")
NEEDS = ("api_id",)
ESTABLISHES: Mapping[str, tuple[str, ...]] = {}
CALLS = ("apigateway.get_rest_api",)


def probe(facts: Facts) -> Probing:
    """One call, no judgement."""
    seen = yield AwsCall.to("apigateway", "get_rest_api", restApiId=str(facts["api_id"]))
    assert not isinstance(seen, tuple)
    if isinstance(seen, NotSeen):
        return could_not_tell(seen)
    shown = Evidence("The API's resource policy.", str(seen.data.get("policy", "")), AWS_API)
    why = NotSeen(Reason.NEEDS_JUDGEMENT, "Whether a policy allows a call is for a person to say.")
    return could_not_tell(why, (shown,))
