"""What a host name says about the API it leads to, and what is wrong with it.

The forms of a private API's name: its own (`API.execute-api.REGION.SUFFIX`), the alias (`API-VPCE.execute-api…`), the
endpoint's (`VPCE-HASH[-ZONE].execute-api.REGION.vpce.SUFFIX`), and a private custom domain. Source:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html
"""

import re
from dataclasses import dataclass
from typing import Literal

from gatewise.partitions import DNS_SUFFIXES, partition_of

Form = Literal["default_name", "alias", "endpoint_name", "custom_domain"]

_REGION = re.compile(r"[a-z]{2,5}(-[a-z]+)+-\d+")
_VPCE = re.compile(r"(vpce-(?:[0-9a-f]{17}|[0-9a-f]{8}))(?=-|$)")
_ALIAS = re.compile(r"([a-z0-9]+)-(vpce-[0-9a-f]+)")
_API = re.compile(r"[a-z0-9]+")
_SERVICE = "execute-api"


@dataclass(frozen=True, slots=True)
class HostName:
    """One host name, read."""

    name: str
    form: Form
    """The form it has, or, if it is wrong, the one it was meant to have."""
    api_id: str = ""
    vpce_id: str = ""
    region: str = ""
    mistake: str = ""
    """What is wrong with it, in one sentence; empty if nothing is."""
    expected: str = ""
    """The name it should be, if it is wrong and that can be told."""

    def in_region(self, region: str) -> str:
        """The right name of the same form in that Region; its own where the form has none."""
        if self.form == "custom_domain":
            return self.name
        label = self.name.split(f".{_SERVICE}", 1)[0]
        return _name(label, region, endpoint=self.form == "endpoint_name")


def read_host(host: str) -> HostName:
    """Read a host name in lower case, without a port."""
    labels = host.split(".")
    if _SERVICE not in labels:
        return HostName(host, "custom_domain")
    at = labels.index(_SERVICE)
    label, behind = ".".join(labels[:at]), labels[at + 1 :]
    region = behind.pop(0) if behind and _REGION.fullmatch(behind[0]) else ""
    below_vpce = bool(behind) and behind[0] == "vpce"
    suffix = ".".join(behind[1:] if below_vpce else behind)
    form, api_id, vpce_id = _form(label, below_vpce=below_vpce)
    expected = _name(label, region, endpoint=form == "endpoint_name") if region and form != "custom_domain" else ""
    mistake = _mistake(label, form, region, suffix, below_vpce=below_vpce)
    return HostName(host, form, api_id, vpce_id, region, mistake, expected if mistake and expected != host else "")


def _form(label: str, *, below_vpce: bool) -> tuple[Form, str, str]:
    if (alias := _ALIAS.fullmatch(label)) and alias[1] != "vpce":
        return "alias", alias[1], alias[2]
    if endpoint := _VPCE.match(label):
        return "endpoint_name", "", endpoint[1]
    if label.startswith("vpce-") or (below_vpce and not _API.fullmatch(label)):
        return "endpoint_name", "", ""
    return "default_name", label if _API.fullmatch(label) else "", ""


def _mistake(label: str, form: Form, region: str, suffix: str, *, below_vpce: bool) -> str:
    right = partition_of(region).dns_suffix
    known = "" if suffix in DNS_SUFFIXES else ", which is no suffix of AWS"
    endpoint = form == "endpoint_name"
    rules = (
        (not label, "The name has no API id in front of execute-api."),
        (label.startswith("d-"), f"{label} is the target of a public custom domain; no private API answers to it."),
        (not endpoint and "." in label, f"In front of execute-api stands the API id alone; here it is {label}."),
        (not region, "The name has no Region behind execute-api."),
        (suffix != right, f"Names in {region} end in {right}; this one ends in {suffix or 'nothing'}{known}."),
        (endpoint and not below_vpce, f"A name of an endpoint has vpce behind the Region: {region}.vpce.{right}."),
        (not endpoint and below_vpce, f"Only an endpoint's name has vpce behind the Region; {label} is no endpoint."),
    )
    return next((what for broken, what in rules if broken), "")


def _name(label: str, region: str, *, endpoint: bool) -> str:
    return f"{label}.{_SERVICE}.{region}.{'vpce.' if endpoint else ''}{partition_of(region).dns_suffix}"
