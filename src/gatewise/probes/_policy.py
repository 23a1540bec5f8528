"""The call as the policies judge it, and what a policy says to it, as evidence and as facts for the fix.

Which keys a private API's request has:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-aws-condition-keys.html
"""

import json
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from gatewise.analysis.custom_domain import as_invoked
from gatewise.analysis.known import one, several
from gatewise.analysis.policy import Policy, PolicyMistake, Request, Result, policy_from
from gatewise.analysis.policy.edit import Edit, NoEdit, difference, smallest_edit
from gatewise.analysis.policy.evaluation import Evaluation, evaluate
from gatewise.analysis.policy.in_words import in_words
from gatewise.analysis.policy.mistake import Around, Mistake
from gatewise.analysis.policy.mistakes import mistakes_in
from gatewise.analysis.policy.told import told as told_of
from gatewise.analysis.policy_documents import Document
from gatewise.analysis.reachability.inventory import as_network
from gatewise.model import Evidence, Fact, Facts, JsonValue
from gatewise.partitions import partition_of
from gatewise.probes._readings import evidence

_CALLER = re.compile(r"User: (arn:[\w-]+:(?:iam|sts)::\d{12}:\S+) is not authorized")
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
    said: Evidence

    @property
    def shown(self) -> tuple[Evidence, ...]:
        """The verdict, then the edit if there is one."""
        if isinstance(self.edit, NoEdit):
            return (self.said,)
        return (self.said, evidence("The smallest edit that allows this call, and nothing broader.", self.edit.diff))

    @property
    def telling(self) -> Mistake | None:
        """The mistake that names the cause: the first that the smallest edit corrects, else the first.

        Where a Deny refuses the call, it is a mistake of a Deny.
        """
        changes = self.edit.changes if isinstance(self.edit, Edit) else ()
        denied = self.evaluation.result is Result.EXPLICIT_DENY
        denies = {part.statement.index for part in self.evaluation.applied if part.statement.effect == "Deny"}
        named = [mistake for mistake in self.mistakes if not denied or mistake.statement in denies]
        corrected = (mistake for mistake in named if mistake.change is not None and mistake.change in changes)
        return next(corrected, next(iter(named), None))

    def explained(self, layers: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """What would be right, this verdict, those of the other layers, and the edit."""
        mistake = self.telling
        right = evidence(mistake.right if mistake else "No known mistake makes it refuse the call.")
        return (right, *self.shown[:1], *layers, *self.shown[1:])

    def mending(self, whose: str) -> dict[str, Fact]:
        """What is wrong, the document as it should be, and the edit in words, as facts about that policy."""
        mistake = self.telling
        facts: dict[str, Fact] = {f"{whose}_mistake": mistake.sentence if mistake else self._as_written}
        if isinstance(self.edit, Edit):
            statements = tuple(part.statement for part in self.evaluation.applied)
            facts[f"{whose}_edit"] = in_words(self.edit.changes, statements)
            facts[f"mended_{whose}"] = compact(self.edit.document)
        return facts

    @property
    def _as_written(self) -> str:
        decisive = ", ".join(part.statement.name for part in self.evaluation.decisive)
        if not decisive:
            return "No statement allows this call, and none was clearly meant to."
        return f"{decisive[0].upper()}{decisive[1:]} fits this call as it is written."


def compact(document: Document) -> str:
    """The document on one line; what Terraform would take for a template is spelled so that it does not."""
    text = json.dumps(document, ensure_ascii=False)
    return text.replace("${", "\\u0024{").replace("%{", "\\u0025{")


def judged(document: Document, facts: Facts, around: Around) -> Judged | None:
    """Judge the call by the document; None where the call's ARN is not known, or the document is no policy.

    An endpoint's policy is asked about the custom domain name that the call comes by, too.
    """
    plain = dict(document)
    policy = readable_policy(plain)
    request = None if policy is None else request_for(facts, policy)
    if policy is None or request is None:
        return None
    verdict = _judged(plain, request, around)
    domain = domain_arn(facts)
    if around.kind != "vpce" or not domain:
        return verdict
    by_domain = replace(request, resource=domain)
    if verdict.evaluation.result is Result.ALLOWED:
        verdict, other = _judged(plain, by_domain, around), request
    else:
        other = by_domain
    if isinstance(verdict.edit, Edit):
        return replace(verdict, edit=_mended_for(plain, verdict.edit, other, around))
    return verdict


def judged_about(document: Document, facts: Facts, around: Around, resource: str) -> Judged | None:
    """Judge the call as a question about another resource: the domain name's ARN, which its own policy is about."""
    plain = dict(document)
    policy = readable_policy(plain)
    request = None if policy is None else request_for(facts, policy)
    if policy is None or request is None:
        return None
    return _judged(plain, replace(request, resource=resource), around)


def _mended_for(document: Document, edit: Edit, request: Request, around: Around) -> Edit | NoEdit:
    """The edit, carried on until the other resource is allowed as well."""
    further = smallest_edit(dict(edit.document), request, around)
    if isinstance(further, Edit):
        changes = (*edit.changes, *further.changes)
        return Edit(further.document, difference(dict(document), further.document), changes)
    allowed = evaluate(policy_from(edit.document), request).result is Result.ALLOWED
    return edit if allowed else further


def _judged(plain: dict[str, JsonValue], request: Request, around: Around) -> Judged:
    known = (request.unknown, request.unknown_present)
    context = tuple(sorted(request.context.items()))
    return _judged_once(json.dumps(plain), request.resource, request.principal, context, known, around)


@lru_cache(64)
def _judged_once(  # noqa: PLR0913 - a request in parts, which can be compared
    document: str,
    resource: str,
    principal: str | None,
    context: tuple[tuple[str, str | tuple[str, ...]], ...],
    known: tuple[frozenset[str], frozenset[str]],
    around: Around,
) -> Judged:
    """Several probes ask for one judgement, and with a long policy it takes seconds."""
    plain: dict[str, JsonValue] = json.loads(document)
    unknown, present = known
    request = Request(resource, principal=principal, context=dict(context), unknown=unknown, unknown_present=present)
    evaluation = evaluate(policy_from(plain), request)
    mistakes = mistakes_in(plain, request, around)
    edit = smallest_edit(plain, request, around)
    said = evidence(f"{evaluation.result}: {summary(evaluation, mistakes)}", told_of(evaluation, request, mistakes))
    return Judged(evaluation, mistakes, edit, said)


def readable_policy(document: Document) -> Policy | None:
    """The policy that the document states, if it states one."""
    try:
        return policy_from(dict(document))
    except PolicyMistake:
        return None


def caller_of(facts: Facts) -> str | None:
    """The ARN that the refusal names as the caller; None for an anonymous call."""
    named = _CALLER.search(one(facts, "error_text"))
    return named[1] if named else one(facts, "caller_arn") or None


def domain_arn(facts: Facts) -> str:
    """The ARN by which policies know the custom domain name that the call comes by; empty where there is none."""
    return as_invoked(one(facts, "domain_arn")) if comes_by_domain(facts) else ""


def signer_decides(document: Document, facts: Facts) -> bool:
    """Whether the call is signed by nobody knows whom, and the policy tells callers apart."""
    if caller_of(facts) is not None or one(facts, "authorization_scheme") != "sigv4":
        return False
    policy = readable_policy(document)
    return policy is not None and any(
        statement.except_principals
        or not statement.principals.everyone
        or any(condition.key.lower().startswith(_SIGNED_ONLY) for condition in statement.conditions)
        for statement in policy.statements
    )


def comes_by_domain(facts: Facts) -> bool:
    """Whether the call comes by a private custom domain name."""
    return one(facts, "url_form") == "custom_domain"


def summary(evaluation: Evaluation, mistakes: tuple[Mistake, ...]) -> str:
    """The verdict's reason in one sentence."""
    if mistakes:
        return mistakes[0].sentence
    decisive = ", ".join(part.statement.name for part in evaluation.decisive)
    return f"{decisive} decides." if decisive else "no statement allows this call."


def request_for(facts: Facts, *policies: Policy) -> Request | None:
    """The call, with what is known of each key that these policies test; None where its ARN is not known."""
    region, account, api, stage = (one(facts, name) for name in ("region", "account_id", "api_id", "stage"))
    partition = partition_of(region)
    if not (partition and account and api and stage):
        return None
    method, path = one(facts, "method") or "GET", own_path(facts).removeprefix("/")
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
    statements = [statement for policy in policies for statement in policy.statements]
    asked = {condition.key.lower() for statement in statements for condition in statement.conditions}
    by_domain = comes_by_domain(facts)
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


def own_path(facts: Facts) -> str:
    """The path as the API knows it, with its slash and without a mapping's base path."""
    path, base = one(facts, "path").lstrip("/"), one(facts, "base_path").strip("/")
    if comes_by_domain(facts) and base and f"{path}/".startswith(f"{base}/"):
        path = path.removeprefix(base).lstrip("/")
    return f"/{path}"


def _is_absent(key: str, caller: str | None, *, by_domain: bool) -> bool:
    if key in _NEVER_THERE or (key == "execute-api:viadomainarn" and not by_domain):
        return True
    return caller is None and key.startswith(_SIGNED_ONLY) and key not in _UNCLEAR_UNSIGNED
