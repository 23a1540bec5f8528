"""Whether the saved resource policy is the deployed one: `get_rest_api` against the stage's export.

Saving a policy changes nothing until the API is deployed:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html
"""

import json

from gatewise.analysis.known import one
from gatewise.analysis.policy_documents import Document, Owner, decoded, difference, same
from gatewise.analysis.shapes import Record, record, text
from gatewise.model import Facts, NotSeen
from gatewise.observation import AwsCall
from gatewise.probes import Probing
from gatewise.probes._asking import NOT_FOUND, ask_all, without_a_place
from gatewise.probes._export import export_call
from gatewise.probes._readings import ambiguous, evidence, told, untold

ANSWERS = ("same", "differs", "old_deployment")
NEEDS = ("api_id", "stage")
ESTABLISHES = {"same": (), "differs": ("policy_difference",), "old_deployment": ()}
CALLS = ("apigateway.get_rest_api", "apigateway.get_export")

_KEY = "x-amazon-apigateway-policy"


def probe(facts: Facts) -> Probing:
    """Compare both documents by what they say, not by their text."""
    api_id, stage = one(facts, "api_id"), one(facts, "stage")
    saved, export = yield from ask_all((AwsCall.to("apigateway", "get_rest_api", restApiId=api_id), export_call(facts)))
    for seen in (saved, export):
        if isinstance(seen, NotSeen):
            return untold(seen)
        if seen.meaning == NOT_FOUND:
            return untold(without_a_place(seen))
    if isinstance(saved, NotSeen) or isinstance(export, NotSeen):
        raise TypeError("both replies are there")
    draft, deployed = decoded(text(saved.data, "policy")), _deployed(record(export.data, "body"))
    if draft is not None and deployed is None:
        why = ambiguous(
            f"The export of stage {stage} shows no resource policy, so it does not tell which one is deployed.",
            "Compare the time of the policy's last change with that of the stage's deployment.",
        )
        return untold(why)
    owner = Owner(api_id, one(facts, "region"), one(facts, "account_id"))
    if same(draft, deployed, owner):
        return told("same", evidence(f"Stage {stage} of {api_id} has the resource policy that is saved."))
    shown = difference(draft, deployed, owner)
    said = f"The resource policy deployed to stage {stage} of {api_id} is not the one that is saved."
    return told("differs", evidence(said, shown), policy_difference=shown)


def _deployed(body: Record) -> Document | None:
    """The policy in the export: a document, or its text."""
    found = body.get(_KEY)
    return decoded(found if isinstance(found, str) else json.dumps(found)) if found else None
