"""Which authorizer the called route has, as it is deployed.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
"""

from gatewise.model import Facts, NotSeen
from gatewise.probes import Probing, _authorizer
from gatewise.probes._authorizer import authorizer_of
from gatewise.probes._readings import ambiguous, told, untold

ANSWERS = ("lambda", "cognito")
NEEDS = ("api_id", "stage")
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS = _authorizer.CALLS

_ANSWER = {"CUSTOM": "lambda", "COGNITO_USER_POOLS": "cognito"}


def probe(facts: Facts) -> Probing:
    """Find the route in the export, and its authorizer among those of the API."""
    found = yield from authorizer_of(facts)
    if isinstance(found, NotSeen):
        return untold(found)
    answer = _ANSWER.get(found.kind)
    if answer is None:
        cure = "Read its type in API Gateway > APIs > the API > Authorizers."
        return untold(ambiguous("The export does not say of which kind the authorizer is.", cure), found.shown)
    return told(answer, found.shown, **found.facts)
