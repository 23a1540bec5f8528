"""Whether another account's offer to share the domain name waits to be accepted: `get_resource_share_invitations`.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains-provider-share.html
"""

from gatewise.analysis.custom_domain import domain_in
from gatewise.analysis.shapes import Record, records, text
from gatewise.model import Facts, NotSeen
from gatewise.observation import AwsCall
from gatewise.probes import Probing
from gatewise.probes._asking import ask, ask_all
from gatewise.probes._custom_domain import CURE, arn_facts, domain_of
from gatewise.probes._readings import ambiguous, evidence, not_known, told, untold

ANSWERS = ("pending", "not_shared")
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = {"pending": ("invitation_arn",), "not_shared": ()}
CALLS = ("ram.get_resource_share_invitations", "ram.list_pending_invitation_resources")


def probe(facts: Facts) -> Probing:
    """Read the invitations, and what those that wait would share."""
    name = domain_of(facts).name
    if not name:
        return untold(not_known("The custom domain name is not known.", CURE))
    seen = yield from ask(AwsCall.to("ram", "get_resource_share_invitations"))
    if isinstance(seen, NotSeen):
        return untold(seen)
    invitations = records(seen.data, "resourceShareInvitations")
    waiting = [each for each in invitations if text(each, "status") == "PENDING"]
    arns = [text(each, "resourceShareInvitationArn") for each in waiting]
    held = yield from ask_all(
        [AwsCall.to("ram", "list_pending_invitation_resources", resourceShareInvitationArn=arn) for arn in arns]
    )
    not_read: NotSeen | None = None
    for invitation, arn, resources in zip(waiting, arns, held, strict=True):
        if isinstance(resources, NotSeen):
            not_read = resources
            continue
        offered = [text(each, "arn") for each in records(resources.data, "resources")]
        fitting = [each for each in offered if (domain := domain_in(each)) is not None and domain.name == name]
        if fitting and arn:
            shown = evidence(f"{_offer(invitation)} waits, and holds {fitting[0]}.")
            return told("pending", shown, domain_name=name, invitation_arn=arn, **arn_facts(fitting[0]))
    offers = tuple(evidence(f"{_offer(each)} waits.") for each in waiting)
    if not_read is not None:
        return untold(not_read, *offers)
    lapsed = [each for each in invitations if text(each, "status") == "EXPIRED"]
    if lapsed:
        cure = "Ask the sender whether it held the domain name; then it has to be shared again."
        why = ambiguous("An offer to share has lapsed, and AWS no longer says what it held.", cure)
        return untold(why, *(evidence(f"{_offer(each)} has lapsed.") for each in lapsed))
    return told("not_shared", evidence(f"No offer to share {name} waits in this account."), *offers)


def _offer(invitation: Record) -> str:
    name, sender = text(invitation, "resourceShareName"), text(invitation, "senderAccountId")
    return f"The offer {name} of account {sender}, made {text(invitation, 'invitationTimestamp')},"
