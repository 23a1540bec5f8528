"""The endpoint's policy judged for the call, with every layer beside it: what the probes about it share.

It is judged before the resource policy, by the identity in the Authorization header:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-endpoint-policies.html
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gatewise.analysis.known import one
from gatewise.analysis.policy import Result
from gatewise.analysis.policy.mistake import Around
from gatewise.analysis.policy_documents import Document, decoded, is_full_access, readable
from gatewise.analysis.shapes import text
from gatewise.model import Evidence, Fact, Facts, NotSeen, Reading
from gatewise.probes._asking import Asking
from gatewise.probes._call_layers import layers_shown, policies_of
from gatewise.probes._policy import Judged, comes_by_domain, domain_arn, judged, judged_about, signer_decides
from gatewise.probes._readings import evidence, for_a_person, told, untold

_SOME_DOMAIN = "arn:aws:execute-api:gatewise:000000000000:/domainnames/gatewise.invalid+gatewise00"
"""A domain name that no policy names, so only what allows every one allows it."""
_READ_IT = "Read the document: does a statement allow the call, and does none deny it?"


@dataclass(frozen=True, slots=True)
class OfEndpoint:
    """The endpoint's policy, and what it says to the call."""

    shown: str
    """The document as people read it; empty where there is none."""
    evidence: tuple[Evidence, ...]
    known: Mapping[str, Fact]
    """What the custom domain name that the call comes by establishes."""
    layers: tuple[Evidence, ...]
    """What every layer says, where that can be told; among the evidence too."""
    verdict: Judged | None
    """None where the policy lets everybody do everything."""
    open: NotSeen | None
    """Why its verdict is not known."""


def endpoint_policy(facts: Facts) -> Asking[OfEndpoint | NotSeen]:
    """The endpoint's policy judged, or why it can't be read; the default one needs no judging."""
    policies = yield from policies_of(facts)
    endpoint = policies.of_endpoint
    if isinstance(endpoint, NotSeen):
        return endpoint
    vpce_id, policy = one(facts, "vpce_id"), text(endpoint, "PolicyDocument")
    layers = layers_shown(policies)
    if not policy:
        none = evidence(f"{vpce_id} has no policy of its own, which is full access.")
        return OfEndpoint("", (none, *layers), policies.found, layers, None, None)
    document = decoded(policy)
    shown = readable(document) if document is not None else policy
    if document is not None and is_full_access(document):
        full = evidence(f"{vpce_id} has the default policy, full access.", shown)
        return OfEndpoint(shown, (full, *layers), policies.found, layers, None, None)
    as_saved = evidence(f"The policy of {vpce_id}.", shown)
    around = Around("vpce", client_vpc=one(facts, "client_vpc_id"))
    verdict = judged(document, policies.facts, around) if document is not None else None
    if verdict is None:
        why = for_a_person("What this document says to the call could not be worked out.", _READ_IT)
        return OfEndpoint(shown, (as_saved,), policies.found, layers, None, why)
    said = (*verdict.shown[:1], *layers, *verdict.shown[1:], as_saved)
    open_ = _left_open(document or {}, verdict, facts)
    open_ = open_ or _of_unknown_domain(document or {}, verdict, policies.facts, around)
    return OfEndpoint(shown, said, policies.found, layers, verdict, open_)


def why_refused(facts: Facts, result: Result, reason: Callable[[str], str]) -> Asking[Reading]:
    """Why the endpoint's policy refuses the call in this way, in the words of `reason` for the mistake's cause."""
    found = yield from endpoint_policy(facts)
    if isinstance(found, NotSeen):
        return untold(found)
    if found.open is not None:
        return untold(found.open, *found.evidence)
    verdict = found.verdict
    if verdict is None or verdict.evaluation.result is not result:
        said = "The endpoint policy that can be read here does not refuse the call in this way."
        return untold(for_a_person(said, _READ_IT), *found.evidence)
    answer = reason(verdict.telling.cause if verdict.telling else "")
    return told(answer, *verdict.explained(found.layers), **found.known, **verdict.mending("endpoint_policy"))


def _of_unknown_domain(document: Document, verdict: Judged, facts: Facts, around: Around) -> NotSeen | None:
    """Why the policy's verdict on a custom domain name is open: its ARN is not known, and not every one is allowed."""
    allowed = verdict.evaluation.result is Result.ALLOWED
    if not allowed or not comes_by_domain(facts) or domain_arn(facts):
        return None
    of_any = judged_about(document, facts, around, _SOME_DOMAIN)
    if of_any is not None and of_any.evaluation.result is Result.ALLOWED:
        return None
    cure = "Find the domain name's ARN: `aws apigateway get-domain-names`. Does an Allow of the policy name it?"
    return for_a_person("The ARN of the custom domain name, which the policy has to allow, is not known.", cure)


def _left_open(document: Document, verdict: Judged, facts: Facts) -> NotSeen | None:
    if signer_decides(document, facts):
        cure = "Judge the document for the identity that signs the call."
        return for_a_person("The call is signed, and by whom, which the policy asks, is not known.", cure)
    if verdict.evaluation.result is not Result.UNKNOWN:
        return None
    cure = "The evidence names the condition keys that are not known; judge the document by them."
    return for_a_person("What is not known of the call decides what the policy says.", cure)
