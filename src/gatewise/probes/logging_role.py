"""Whether API Gateway has a role to write logs with, in this account and Region: `get_account`.

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
"""

from gatewise.analysis.shapes import text
from gatewise.model import Facts, NotSeen
from gatewise.observation import AwsCall
from gatewise.probes import Probing
from gatewise.probes._asking import ask
from gatewise.probes._readings import evidence, told, untold

ANSWERS = ("present", "missing")
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = {"present": ("role_arn",), "missing": ()}
CALLS = ("apigateway.get_account",)


def probe(_: Facts) -> Probing:
    """Read the account's setting."""
    seen = yield from ask(AwsCall.to("apigateway", "get_account"))
    if isinstance(seen, NotSeen):
        return untold(seen)
    role = text(seen.data, "cloudwatchRoleArn")
    if not role:
        return told("missing", evidence("API Gateway has no CloudWatch Logs role in this account and Region."))
    return told("present", evidence(f"API Gateway writes its logs with {role}."), role_arn=role)
