"""AWS partitions by Region: what their ARNs say, what names end in, and what the execute-api service is called.

Source: botocore 1.44.5, `partitions.json` and `endpoints.json`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

DEFAULT_SUFFIX = "amazonaws.com"


class Partition(NamedTuple):
    """One partition."""

    name: str
    region_prefix: str
    """What the names of its Regions begin with; empty for the partition of all others."""
    dns_suffix: str
    service_prefix: str = ""
    """What endpoint service names begin with; empty where no source says it, and AWS has to be asked."""


_PARTITIONS = (
    Partition("aws-cn", "cn-", "amazonaws.com.cn"),
    Partition("aws-us-gov", "us-gov-", DEFAULT_SUFFIX, "com.amazonaws"),
    Partition("aws-eusc", "eusc-", "amazonaws.eu"),
    Partition("aws-iso", "us-iso-", "c2s.ic.gov"),
    Partition("aws-iso-b", "us-isob-", "sc2s.sgov.gov"),
    Partition("aws-iso-e", "eu-isoe-", "cloud.adc-e.uk"),
    Partition("aws-iso-f", "us-isof-", "csp.hci.ic.gov"),
    Partition("aws", "", DEFAULT_SUFFIX, "com.amazonaws"),
)

DNS_SUFFIXES = frozenset(partition.dns_suffix for partition in _PARTITIONS)


def partition_of(region: str) -> Partition:
    """The partition that the Region belongs to; `aws` for a Region of no other."""
    return next(partition for partition in _PARTITIONS if region.startswith(partition.region_prefix))


def following_from(region: str) -> Mapping[str, str]:
    """The facts that follow from the Region; the service's name is left out where it has to be looked up."""
    partition = partition_of(region)
    found = {"partition": partition.name, "dns_suffix": partition.dns_suffix}
    if partition.service_prefix:
        found["endpoint_service_name"] = f"{partition.service_prefix}.{region}.execute-api"
    return MappingProxyType(found)
