"""The stage's export: the API as it is deployed, its resource policy included.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-export-api.html
"""

from gatewise.analysis.known import one
from gatewise.model import Facts
from gatewise.observation import AwsCall


def export_call(facts: Facts) -> AwsCall:
    """The call for the export of the known stage, with API Gateway's extensions."""
    return AwsCall.to(
        "apigateway",
        "get_export",
        restApiId=one(facts, "api_id"),
        stageName=one(facts, "stage"),
        exportType="oas30",
        parameters={"extensions": "apigateway"},
        accepts="application/json",
    )
