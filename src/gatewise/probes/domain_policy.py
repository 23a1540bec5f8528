"""Whether the domain name's own policy allows the call: `get_domain_name`.

It is judged beside the API's, about the domain name's ARN; the console makes it one that denies everybody:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains.html
"""

from gatewise.analysis.custom_domain import as_invoked
from gatewise.analysis.known import one
from gatewise.analysis.policy import Result
from gatewise.analysis.policy.evaluation import Evaluation
from gatewise.analysis.policy.mistake import Around
from gatewise.analysis.policy_documents import decoded, readable
from gatewise.analysis.shapes import text
from gatewise.model import Facts, NotSeen, Reading
from gatewise.probes import Probing
from gatewise.probes._custom_domain import ask_domain, domain_of
from gatewise.probes._policy import judged_about
from gatewise.probes._readings import evidence, for_a_person, told, untold

ANSWERS = ("allows", "default_deny", "denies")
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ("domain_policy",))
CALLS = ("apigateway.get_domain_name",)

_READ_IT = "Read the document: does a statement allow the call, and does none deny it?"


def probe(facts: Facts) -> Probing:
    """Judge the call by the document."""
    wanted = domain_of(facts)
    domain = yield from ask_domain(wanted)
    if isinstance(domain, NotSeen):
        return untold(domain)
    policy = text(domain, "policy")
    if not policy:
        cure = "Ask the owner of the domain name to run the command; only the owner sees its policy."
        return untold(for_a_person(f"AWS shows no policy of {wanted.name} to this account.", cure))
    arn = text(domain, "domainNameArn") or one(facts, "domain_name_arn")
    return _judged(policy, wanted.name, as_invoked(arn), facts)


def _judged(policy: str, name: str, arn: str, facts: Facts) -> Reading:
    document = decoded(policy)
    shown = readable(document) if document is not None else policy
    saved = evidence(f"The policy of {name}.", shown)
    around = Around(client_vpc=one(facts, "client_vpc_id"))
    verdict = judged_about(document, facts, around, arn) if document is not None and arn else None
    if verdict is None:
        why = for_a_person("What this document says to the call could not be worked out.", _READ_IT)
        return untold(why, saved, domain_policy=shown)
    evaluation = verdict.evaluation
    if evaluation.result is Result.UNKNOWN:
        cure = "The evidence names the condition keys that are not known; judge the document by them."
        why = for_a_person("What is not known of the call decides what the policy says.", cure)
        return untold(why, *verdict.shown, saved, domain_policy=shown)
    if evaluation.result is Result.ALLOWED:
        return told("allows", *verdict.shown, saved, domain_policy=shown)
    if _is_deny_all(evaluation):
        all_denied = evidence("Its statements deny everybody everything, as the console makes it.")
        return told("default_deny", all_denied, saved, domain_policy=shown)
    return told("denies", *verdict.shown, saved, domain_policy=shown, **verdict.mending("domain_policy"))


def _is_deny_all(evaluation: Evaluation) -> bool:
    """Whether the policy is nothing but denials of everybody, without a condition."""
    statements = [part.statement for part in evaluation.applied]
    return bool(statements) and all(
        statement.effect == "Deny"
        and statement.principals.everyone
        and not statement.except_principals
        and not statement.conditions
        for statement in statements
    )
