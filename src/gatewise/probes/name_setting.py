"""Whether the setting that makes the URL's name work is on: private DNS, the alias' association, a domain's record.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-create.html
"""

from gatewise.analysis.known import one
from gatewise.analysis.shapes import flag, record, records, text, texts
from gatewise.model import Facts, NotSeen, Reading
from gatewise.observation import AwsCall
from gatewise.probes import Probing
from gatewise.probes import _name_resolution as configuration_lookup
from gatewise.probes._api_call import url_of
from gatewise.probes._asking import NOT_FOUND, Asking, ask, without_a_place
from gatewise.probes._domain_record import domain_record
from gatewise.probes._endpoint import one_endpoint
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = (
    "private_dns_on",
    "private_dns_off",
    "alias_associated",
    "alias_not_associated",
    "record_missing",
    "public_record",
)
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = {
    "private_dns_on": ("private_dns",),
    "private_dns_off": ("private_dns",),
    "alias_associated": (),
    "alias_not_associated": ("vpce_id",),
    "record_missing": ("client_vpc_id", "domain_name"),
    "public_record": (),
}
CALLS = configuration_lookup.CALLS


def probe(facts: Facts) -> Probing:
    """Read the setting that the form of the URL depends on."""
    call = url_of(facts)
    match call.form if call else one(facts, "url_form"):
        case "default_name":
            return (yield from _private_dns(one(facts, "vpce_id")))
        case "alias":
            return (yield from _alias(one(facts, "api_id"), call.target.vpce_id if call else one(facts, "vpce_id")))
        case "endpoint_name":
            shown = evidence(f"{one(facts, 'host')} has a public record, whatever the endpoint's settings.")
            return told("public_record", shown)
        case "custom_domain":
            return (yield from domain_record(facts, call.host if call else one(facts, "host")))
        case _:
            return untold(not_known("The form of the invoke URL is not known.", "Give the invoke URL."))


def _private_dns(vpce_id: str) -> Asking[Reading]:
    if not vpce_id:
        return untold(not_known("The endpoint is not known.", "Say which endpoint it is: --vpce-id."))
    endpoint = yield from one_endpoint(vpce_id)
    if isinstance(endpoint, NotSeen):
        return untold(endpoint)
    on = flag(endpoint, "PrivateDnsEnabled") is True
    entries = [text(entry, "DnsName") for entry in records(endpoint, "DnsEntries")]
    names = "\n".join(entry for entry in entries if ".vpce." not in entry)
    shown = evidence(f"{vpce_id} has private DNS {'on' if on else 'off'}.", names)
    return told("private_dns_on" if on else "private_dns_off", shown, private_dns="on" if on else "off")


def _alias(api_id: str, vpce_id: str) -> Asking[Reading]:
    if not api_id or not vpce_id:
        return untold(not_known("The API or the endpoint in the alias is not known.", "Give the invoke URL."))
    seen = yield from ask(AwsCall.to("apigateway", "get_rest_api", restApiId=api_id))
    if isinstance(seen, NotSeen):
        return untold(seen)
    if seen.meaning == NOT_FOUND or not text(seen.data, "id"):
        return untold(without_a_place(seen))
    associated = texts(record(seen.data, "endpointConfiguration"), "vpcEndpointIds")
    shown = evidence(
        f"{api_id} is associated with {', '.join(associated) or 'no endpoint'}; the alias names {vpce_id}."
    )
    if vpce_id in associated:
        return told("alias_associated", shown)
    return told("alias_not_associated", shown, vpce_id=vpce_id)
