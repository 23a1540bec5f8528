from gatewise.model import JsonValue, Reason
from tests.probes.domain_world import CALLED, MANAGED, NAME
from tests.probes.driver import DENIED, Replies, Row
from tests.probes.world import ACCOUNT, Json

INVITATIONS, RESOURCES = "aws ram get_resource_share_invitations", "aws ram list_pending_invitation_resources"
OFFER = f"arn:aws:ram:eu-west-3:{ACCOUNT}:resource-share-invitation/0f1e2d3c"


def offers(status: str, **resources: JsonValue) -> Replies:
    offer: Json = {"resourceShareInvitationArn": OFFER, "resourceShareName": "orders", "senderAccountId": ACCOUNT}
    listed: Json = {"resourceShareInvitations": [{**offer, "status": status}]}
    return {INVITATIONS: listed, RESOURCES: {"resources": [resources]} if resources else DENIED}


ROWS = (
    Row(
        "it waits",
        CALLED,
        "pending",
        offers("PENDING", arn=MANAGED, type="apigateway:Domainnames"),
        {"invitation_arn": OFFER, "domain_name_arn": MANAGED, "domain_account": ACCOUNT},
        shows=f"holds {MANAGED}",
    ),
    Row("another one waits", CALLED, "not_shared", offers("PENDING", arn=MANAGED.replace(NAME, "x.example.com"))),
    Row("it was accepted", CALLED, "not_shared", offers("ACCEPTED")),
    Row("there is none", CALLED, "not_shared", {INVITATIONS: {"resourceShareInvitations": []}}),
    Row("one has lapsed", CALLED, None, offers("EXPIRED"), because=Reason.AMBIGUOUS, shows="has lapsed"),
    Row("what it holds is denied", CALLED, None, offers("PENDING"), because=Reason.ACCESS_DENIED),
    Row("denied", CALLED, None, {INVITATIONS: DENIED}, because=Reason.ACCESS_DENIED),
    Row("no name", {}, None, because=Reason.MISSING_FACT),
)
