from gatewise.model import Reason
from tests.probes.driver import DENIED, Row

ACCOUNT = "aws apigateway get_account"
ROLE = "arn:aws:iam::123456789012:role/apigateway-logs"

ROWS = (
    Row("a role", {}, "present", {ACCOUNT: {"cloudwatchRoleArn": ROLE}}, {"role_arn": ROLE}),
    Row("none", {}, "missing", {ACCOUNT: {"throttleSettings": {}}}),
    Row("denied", {}, None, {ACCOUNT: DENIED}, because=Reason.ACCESS_DENIED),
)
