"""What a mistake in a policy is, and what has to be known around a call to name one."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from gatewise.analysis.policy.changes import Change


class Kind(StrEnum):
    """The mistakes that are known by name."""

    ACTION_OF_ANOTHER_SERVICE = "action-of-another-service"
    ADDRESS_FAMILY = "address-family"
    API_ID_WITHOUT_WILDCARD = "api-id-without-wildcard"
    ARN_WILDCARD_OVER_COLONS = "arn-wildcard-over-colons"
    CLIENT_VPC = "client-vpc"
    DELETED_ENDPOINT = "deleted-endpoint"
    DELETED_PRINCIPAL = "deleted-principal"
    DENIES_EXCLUDE_EACH_OTHER = "denies-exclude-each-other"
    DENY_INVERTED = "deny-inverted"
    DOMAIN_NAME_NOT_LISTED = "domain-name-not-listed"
    EMPTY_PRINCIPAL = "empty-principal"
    ALLOW_INVERTED = "allow-inverted"
    LETTER_CASE = "letter-case"
    METHOD_ANY = "method-any"
    METHOD_IN_LOWER_CASE = "method-in-lower-case"
    METHOD_MISSING = "method-missing"
    MISSING_KEY_NEGATED = "missing-key-negated"
    NO_ALLOW = "no-allow"
    NOT_PRINCIPAL_UNSIGNED = "not-principal-unsigned"
    OTHER_ACCOUNT = "other-account"
    OTHER_API = "other-api"
    OTHER_PARTITION = "other-partition"
    OTHER_REGION = "other-region"
    OTHER_SERVICE_IN_ARN = "other-service-in-arn"
    PATH_TEMPLATE = "path-template"
    PRINCIPAL_KEY_UNSIGNED = "principal-key-unsigned"
    PRINCIPAL_UNSIGNED = "principal-unsigned"
    PRINCIPAL_WILDCARD = "principal-wildcard"
    SERVICE_PRINCIPAL = "service-principal"
    SESSION_ARN_IN_CONDITION = "session-arn-in-condition"
    SESSION_PRINCIPAL = "session-principal"
    SET_OPERATOR = "set-operator"
    SHORT_FORM_IN_ENDPOINT_POLICY = "short-form-in-endpoint-policy"
    SOURCE_IP = "source-ip"
    STAGE_MISSING = "stage-missing"
    TOO_SHORT_A_PATTERN = "too-short-a-pattern"
    VARIABLES_WITHOUT_VERSION = "variables-without-version"
    WILDCARD_IN_EQUALS = "wildcard-in-equals"
    WRONG_ENDPOINT = "wrong-endpoint"
    WRONG_VPC = "wrong-vpc"


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around a call besides what the policy is asked; empty means not known."""

    kind: Literal["resource", "vpce"] = "resource"
    """Whose policy it is: an API's, or an endpoint's."""
    authorization: str = ""
    """Of the method, as API Gateway names it: NONE, AWS_IAM, CUSTOM, COGNITO_USER_POOLS."""
    client_vpc: str = ""
    """The VPC that the client is in, which need not be the endpoint's."""
    endpoints: frozenset[str] = frozenset()
    """All endpoints there are, if that is known."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake that has its part in this call being denied."""

    kind: Kind
    cause: str
    """Its slug in the failure taxonomy."""
    statement: int | None
    """Counted from 0; None when it is the whole document's."""
    sid: str
    sentence: str
    """What is wrong, with the ids."""
    right: str
    """What would be right."""
    change: Change | None = None
    """The correction, where it is one value, key or operator."""
    operator: str = ""
    """Of the condition it is in, if it is in one."""
    key: str = ""
