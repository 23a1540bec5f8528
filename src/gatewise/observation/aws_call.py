"""A read-only call to an AWS control-plane API."""

import json
from dataclasses import dataclass
from typing import Self

from gatewise.model import JsonValue, VantageKind


@dataclass(frozen=True, slots=True)
class AwsCall:
    """One API operation with its parameters."""

    service: str
    """As boto3 and the AWS CLI name it: `ec2`, `apigateway`, `logs`, `sts`."""
    operation: str
    """In boto3's spelling: `describe_vpc_endpoints`."""
    parameters_json: str = "{}"
    """The parameters as canonical JSON, so that equal calls are equal values. Make calls with `to`."""

    @classmethod
    def to(cls, service: str, operation: str, **parameters: JsonValue) -> Self:
        """The call with these parameters, in the API's own spelling (`VpcEndpointIds`, `restApiId`)."""
        return cls(service, operation, json.dumps(parameters, sort_keys=True))

    @property
    def parameters(self) -> dict[str, JsonValue]:
        """The parameters, as boto3 takes them."""
        loaded: dict[str, JsonValue] = json.loads(self.parameters_json)
        return loaded

    @property
    def key(self) -> str:
        """`aws service operation {parameters}`."""
        return f"aws {self.service} {self.operation} {self.parameters_json}"

    @property
    def vantage(self) -> VantageKind:
        """The API's: the same from everywhere."""
        return VantageKind.AWS_API
