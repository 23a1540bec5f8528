from gatewise.model import Reason
from tests.probes.driver import Row


def said(says: str, error: str, answer: str | None, because: Reason | None = None) -> Row:
    return Row(says, {"error_text": error}, answer, because=because)


CALLED = "An error occurred ({}) when calling the {} operation: {}"

ROWS = (
    said(
        "no resource policy",
        CALLED.format(
            "BadRequestException",
            "CreateDeployment",
            "Private REST API doesn't have a resource policy attached to it",
        ),
        "no_policy",
    ),
    said(
        "Terraform says it in its own way",
        "Error: creating API Gateway Deployment: operation error API Gateway: CreateDeployment, https response error "
        "StatusCode: 400, RequestID: 1, BadRequestException: Private REST API doesn't have a resource policy attached "
        "to it",
        "no_policy",
    ),
    said(
        "a document that can't be",
        "Invalid policy document. Please check the policy syntax and ensure that Principals are valid.",
        "invalid_policy",
    ),
    said("SAM's default", "Caller provided credentials not allowed when resource policy is set", "caller_credentials"),
    said(
        "two endpoints want private DNS",
        CALLED.format(
            "InvalidParameter",
            "ModifyVpcEndpoint",
            "private-dns-enabled cannot be set because there is already a conflicting DNS domain for "
            "execute-api.eu-west-3.amazonaws.com in the VPC vpc-1",
        ),
        "dns_conflict",
    ),
    said(
        "the VPC's attributes",
        "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for "
        "vpc-1",
        "dns_attributes",
    ),
    said(
        "no role for the logs",
        "CloudWatch Logs role ARN must be set in account settings to enable logging",
        "log_role",
    ),
    said(
        "the owner of the domain name does not let this account in",
        CALLED.format("AccessDeniedException", "CreateDomainNameAccessAssociation", "User is not authorized"),
        "association",
    ),
    Row(
        "the message names the VPC",
        {
            "error_text": "private-dns-enabled cannot be set because there is already a conflicting DNS domain for "
            "execute-api.eu-west-3.amazonaws.com in the VPC vpc-0a1b2c3d4e5f60718",
        },
        "dns_conflict",
        established={"vpc_id": "vpc-0a1b2c3d4e5f60718"},
    ),
    said("something else", CALLED.format("BadRequestException", "UpdateRestApi", "no"), "other"),
    said(
        "the caller may not",
        CALLED.format("AccessDeniedException", "UpdateRestApi", "User is not authorized"),
        None,
        Reason.AMBIGUOUS,
    ),
    said(
        "too many calls", CALLED.format("TooManyRequestsException", "CreateDeployment", "slow"), None, Reason.AMBIGUOUS
    ),
    said("no change was made", CALLED.format("NotFoundException", "GetRestApi", "no"), None, Reason.MISSING_FACT),
    Row("nothing was pasted", {}, None, because=Reason.MISSING_FACT),
)
