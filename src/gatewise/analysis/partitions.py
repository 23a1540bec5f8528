"""AWS partitions by Region: the suffix that the names of their services end in.

Source: botocore 1.44.5, `partitions.json` and `endpoints.json`.
"""

from typing import NamedTuple

DEFAULT_SUFFIX = "amazonaws.com"


class Partition(NamedTuple):
    """One partition."""

    name: str
    region_prefix: str
    """What the names of its Regions begin with; empty for the partition of all others."""
    dns_suffix: str


_PARTITIONS = (
    Partition("aws-cn", "cn-", "amazonaws.com.cn"),
    Partition("aws-us-gov", "us-gov-", DEFAULT_SUFFIX),
    Partition("aws-eusc", "eusc-", "amazonaws.eu"),
    Partition("aws-iso", "us-iso-", "c2s.ic.gov"),
    Partition("aws-iso-b", "us-isob-", "sc2s.sgov.gov"),
    Partition("aws-iso-e", "eu-isoe-", "cloud.adc-e.uk"),
    Partition("aws-iso-f", "us-isof-", "csp.hci.ic.gov"),
    Partition("aws", "", DEFAULT_SUFFIX),
)

DNS_SUFFIXES = frozenset(partition.dns_suffix for partition in _PARTITIONS)


def partition_of(region: str) -> Partition:
    """The partition that the Region belongs to; `aws` for a Region of no other."""
    return next(partition for partition in _PARTITIONS if region.startswith(partition.region_prefix))
