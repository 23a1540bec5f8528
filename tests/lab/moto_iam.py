"""IAM with AWS's own managed policies; plain moto 5.2 has them only where every reset makes a thousand of them.

Importing this module patches moto, in this process, once. It holds no scenario.
"""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from moto.iam import models as iam
from moto.iam.aws_managed_policies import aws_managed_policies_data

from tests.lab.patching import instead_of


@cache
def _of_aws() -> dict[str, Any]:
    policies: dict[str, Any] = json.loads(aws_managed_policies_data)
    return policies


@instead_of(iam.IAMBackend, "attach_role_policy")
def _attach_role_policy(original: Callable[..., None], backend: Any, policy_arn: str, role_name: str) -> None:
    name = policy_arn.rpartition("/")[2]
    if ":iam::aws:" in policy_arn and policy_arn not in backend.managed_policies and name in _of_aws():
        made = iam.AWSManagedPolicy.from_data(name, backend.account_id, backend.region_name, _of_aws()[name])
        backend.managed_policies[made.arn] = made
    original(backend, policy_arn, role_name)
