"""Why a part of a flow is stopped or unknown, in the manner of Reachability Analyzer.

Codes: https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from gatewise.analysis.reachability.space import Region

Phase: TypeAlias = Literal["forward", "return"]


class Code(StrEnum):
    """The explanation codes this judgement uses."""

    BAD_STATE = "BAD_STATE"
    BAD_STATE_ATTACHMENT = "BAD_STATE_ATTACHMENT"
    BAD_STATE_ROUTE = "BAD_STATE_ROUTE"
    ENI_SG_RULES_MISMATCH = "ENI_SG_RULES_MISMATCH"
    SG_HAS_NO_RULES = "SG_HAS_NO_RULES"
    SG_REFERENCES_NOT_PRESERVED = "SG_REFERENCES_NOT_PRESERVED"
    SUBNET_ACL_RESTRICTION = "SUBNET_ACL_RESTRICTION"
    NO_ROUTE_TO_DESTINATION = "NO_ROUTE_TO_DESTINATION"
    HIGHER_PRIORITY_ROUTE = "HIGHER_PRIORITY_ROUTE"
    PCX_REQUIRES_ADDRESS_IN_VPC_CIDR = "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR"
    IGW_DESTINATION_NOT_RFC1918 = "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS"
    TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION = "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION"
    TGW_ROUTE_AZ_RESTRICTION = "TGW_ROUTE_AZ_RESTRICTION"
    TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT = "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT"
    TGW_RTB_BAD_STATE_ROUTE = "TGW_RTB_BAD_STATE_ROUTE"
    NO_POSSIBLE_DESTINATION = "NO_POSSIBLE_DESTINATION"
    DISCONNECTED_VPCS = "DISCONNECTED_VPCS"
    ENI_ADDRESS_RESTRICTION = "ENI_ADDRESS_RESTRICTION"
    IGW_DESTINATION_NOT_RFC6598 = "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS"
    VPC_BLOCK_PUBLIC_ACCESS_ENABLED = "VPC_BLOCK_PUBLIC_ACCESS_ENABLED"
    UNKNOWN_RESOURCE = "UNKNOWN_RESOURCE"
    UNKNOWN_PEERED_SGS = "UNKNOWN_PEERED_SGS"
    TGW_RTB_ROUTES_ARE_UNKNOWN = "TGW_RTB_ROUTES_ARE_UNKNOWN"


@dataclass(frozen=True, slots=True)
class Explanation:
    """One component that stops a part of the flow."""

    code: Code
    phase: Phase
    component: str
    """Its kind: `security-group`, `network-acl`, `route-table`, `vpc-peering-connection`, …"""
    identifiers: tuple[str, ...]
    direction: Literal["ingress", "egress"] | None = None
    rule: Mapping[str, Any] | None = None
    """The deciding rule or route; None where the fault is the absence of one."""
    region: Region = ()
    """The part of the flow it stops."""
    where: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The interface or subnet it acts at."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A part of the flow that can't be judged, and what would settle it."""

    phase: Phase
    component: str
    settle: str
    region: Region = ()
    """The part of the flow it leaves open; none of it where it is for the caller to say which."""
    identifiers: tuple[str, ...] = ()
    """The component's ids, where they are known."""
    code: Code = Code.UNKNOWN_RESOURCE
    direction: Literal["ingress", "egress"] | None = None
    where: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
