"""The call as the policies judge it, and what a policy says to it, as evidence.

Which keys a private API's request has:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-aws-condition-keys.html
"""

import re
from dataclasses import dataclass

from gatewise.analysis.known import one, several
from gatewise.analysis.policy import Policy, PolicyMistake, Request, policy_from
from gatewise.analysis.policy.edit import Edit, NoEdit, smallest_edit
from gatewise.analysis.policy.evaluation import Evaluation, evaluate
from gatewise.analysis.policy.mistake import Around, Mistake
from gatewise.analysis.policy.mistakes import mistakes_in
from gatewise.analysis.policy.told import told as told_of
from gatewise.analysis.policy_documents import Document
from gatewise.model import Evidence, Facts
from gatewise.partitions import partition_of
from gatewise.probes._client import as_network
from gatewise.probes._readings import evidence

_CALLER = re.compile(r"User: (arn:[^\s\"]+) is not authorized")
_NEVER_THERE = frozenset({"aws:sourceip"})
"""The endpoint hides the original address; a private API sees aws:VpcSourceIp."""
_SIGNED_ONLY = ("aws:principal", "aws:userid", "aws:username", "aws:tokenissuetime", "aws:multifactorauth")
_UNCLEAR_UNSIGNED = frozenset({"aws:principalaccount", "aws:principaltype"})
"""Two AWS pages differ on whether an unsigned request has these."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A policy's verdict on the call, with what is wrong with it and the edit that mends it."""

    evaluation: Evaluation
    mistakes: tuple[Mistake, ...]
    edit: Edit | NoEdit
    shown: tuple[Evidence, ...]


def judged(document: Document, facts: Facts, around: Around) -> Judged | None:
    """Judge the call by the document; None where the call's ARN is not known, or the document is no policy."""
    plain = dict(document)
    try:
        policy = policy_from(plain)
    except PolicyMistake:
        return None
    request = _request(facts, policy)
    if request is None:
        return None
    evaluation = evaluate(policy, request)
    mistakes = mistakes_in(plain, request, around)
    edit = smallest_edit(plain, request, around)
    verdict = evidence(f"{evaluation.result}: {_summary(evaluation, mistakes)}", told_of(evaluation, request, mistakes))
    shown: tuple[Evidence, ...] = (verdict,)
    if isinstance(edit, Edit):
        shown = (verdict, evidence("The smallest edit that allows this call, and nothing broader.", edit.diff))
    return Judged(evaluation, mistakes, edit, shown)


def caller_of(facts: Facts) -> str | None:
    """The ARN that the refusal names as the caller; None for an anonymous call."""
    named = _CALLER.search(one(facts, "error_text"))
    return named[1] if named else None


def _summary(evaluation: Evaluation, mistakes: tuple[Mistake, ...]) -> str:
    if mistakes:
        return mistakes[0].sentence
    decisive = ", ".join(part.statement.name for part in evaluation.decisive)
    return f"{decisive} decides." if decisive else "no statement allows this call."


def _request(facts: Facts, policy: Policy) -> Request | None:
    region, account, api, stage = (one(facts, name) for name in ("region", "account_id", "api_id", "stage"))
    partition = partition_of(region)
    if not (partition and account and api and stage):
        return None
    method, path = one(facts, "method") or "GET", one(facts, "path").lstrip("/")
    caller = caller_of(facts)
    addresses = [as_network(address) for address in several(facts, "client_addresses")]
    single = [str(each.network_address) for each in addresses if each is not None and each.num_addresses == 1]
    context = {"aws:securetransport": "true"}
    present = {"aws:currenttime", "aws:epochtime"}
    for key, value in (
        ("aws:sourcevpce", one(facts, "vpce_id")),
        ("aws:sourcevpc", one(facts, "vpc_id")),
        ("aws:vpcsourceip", single[0] if len(single) == 1 == len(addresses) else ""),
    ):
        if value:
            context[key] = value
        else:
            present.add(key)
    asked = {condition.key.lower() for statement in policy.statements for condition in statement.conditions}
    by_domain = one(facts, "url_form") == "custom_domain"
    unknown = {
        key for key in asked - present if key not in context and not _is_absent(key, caller, by_domain=by_domain)
    }
    return Request(
        resource=f"arn:{partition.name}:execute-api:{region}:{account}:{api}/{stage}/{method}/{path}",
        principal=caller,
        context=context,
        unknown=frozenset(unknown),
        unknown_present=frozenset(present),
    )


def _is_absent(key: str, caller: str | None, *, by_domain: bool) -> bool:
    if key in _NEVER_THERE or (key == "execute-api:viadomainarn" and not by_domain):
        return True
    return caller is None and key.startswith(_SIGNED_ONLY) and key not in _UNCLEAR_UNSIGNED
