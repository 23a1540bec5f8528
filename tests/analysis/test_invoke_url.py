import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatewise.analysis.curl_line import NotACurlLine, looks_like_curl, read_curl
from gatewise.analysis.invoke_url import NotAnInvokeUrl, read_invoke_url, right_url

API, VPCE = "a1b2c3d4e5", "vpce-0f1e2d3c4b5a69788"
HOST = f"{API}.execute-api.eu-west-3.amazonaws.com"
ALIAS = f"{API}-{VPCE}.execute-api.eu-west-3.amazonaws.com"
ENDPOINT = f"{VPCE}-ab12cd34.execute-api.eu-west-3.vpce.amazonaws.com"
ZONAL = f"{VPCE}-ab12cd34-eu-west-3a.execute-api.eu-west-3.vpce.amazonaws.com"
URL = f"https://{HOST}/prod/orders"

REGIONS = {
    "eu-west-3": ("aws", "amazonaws.com"),
    "cn-north-1": ("aws-cn", "amazonaws.com.cn"),
    "us-gov-west-1": ("aws-us-gov", "amazonaws.com"),
    "us-iso-east-1": ("aws-iso", "c2s.ic.gov"),
    "us-isob-east-1": ("aws-iso-b", "sc2s.sgov.gov"),
    "eu-isoe-west-1": ("aws-iso-e", "cloud.adc-e.uk"),
    "us-isof-south-1": ("aws-iso-f", "csp.hci.ic.gov"),
    "eusc-de-east-1": ("aws-eusc", "amazonaws.eu"),
}
regions = st.sampled_from(sorted(REGIONS))
api_ids = st.from_regex(r"[a-z0-9]{10}", fullmatch=True)
vpce_ids = st.from_regex(r"vpce-[0-9a-f]{17}", fullmatch=True)
stages = st.from_regex(r"[A-Za-z0-9_-]{1,20}", fullmatch=True)
paths = st.lists(st.from_regex(r"[A-Za-z0-9._~%-]{1,8}", fullmatch=True), max_size=4).map(
    lambda parts: "/" + "/".join(parts)
)


@given(api_ids, regions, stages, paths)
def test_the_apis_own_name_says_api_region_stage_and_path(api: str, region: str, stage: str, path: str) -> None:
    partition, suffix = REGIONS[region]
    call = read_invoke_url(f"https://{api}.execute-api.{region}.{suffix}/{stage}{path}")
    assert (call.form, call.api_id, call.region, call.stage, call.path) == ("default_name", api, region, stage, path)
    assert call.partition.name == partition
    assert not call.target.mistake


@given(api_ids, vpce_ids, regions, stages)
def test_the_alias_names_the_endpoint_too(api: str, vpce: str, region: str, stage: str) -> None:
    call = read_invoke_url(f"{api}-{vpce}.execute-api.{region}.{REGIONS[region][1]}/{stage}")
    assert (call.form, call.api_id, call.vpce_id, call.stage, call.path) == ("alias", api, vpce, stage, "/")
    assert not call.target.mistake


@given(api_ids, vpce_ids, regions)
def test_the_endpoints_name_gets_the_api_from_either_header(api: str, vpce: str, region: str) -> None:
    suffix = REGIONS[region][1]
    url = f"https://{vpce}-ab12cd34.execute-api.{region}.vpce.{suffix}/prod/orders"
    by_host = read_invoke_url(url, (f"Host: {api}.execute-api.{region}.{suffix}",))
    by_id = read_invoke_url(url, (f"X-APIGW-API-ID: {api}",))
    assert by_host.form == by_id.form == "endpoint_name"
    assert by_host.api_id == by_id.api_id == api
    assert by_host.vpce_id == by_id.vpce_id == vpce
    assert by_host.chooses_api
    assert by_id.chooses_api
    assert not read_invoke_url(url).chooses_api


@given(api_ids, regions, regions)
def test_a_suffix_of_another_partition_is_a_mistake_with_the_right_name(api: str, region: str, other: str) -> None:
    right, wrong = REGIONS[region][1], REGIONS[other][1]
    call = read_invoke_url(f"https://{api}.execute-api.{region}.{wrong}/prod")
    assert bool(call.target.mistake) == (right != wrong)
    assert call.target.expected == ("" if right == wrong else f"{api}.execute-api.{region}.{right}")
    assert right_url(call) == f"https://{api}.execute-api.{region}.{right}/prod"


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_in_a_sentence(pasted: str) -> None:
    try:
        facts = read_invoke_url(pasted).facts()
    except NotAnInvokeUrl as error:
        assert len(str(error)) > 20  # noqa: PT017 - the message is what is tested
        return
    assert re.fullmatch(r"https?://\S+", str(facts["invoke_url"]))


@given(st.text(max_size=60), st.text(max_size=60))
def test_what_was_read_reads_the_same_again(path: str, query: str) -> None:
    first = read_invoke_url(f"https://{HOST}/prod/{path.split('?', maxsplit=1)[0].split('#', maxsplit=1)[0]}?{query}")
    assert read_invoke_url(first.url).url == first.url


@given(st.text(alphabet=st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=8, max_size=30))
def test_a_secret_of_a_curl_line_is_in_no_fact(text: str) -> None:
    secret = "S3CR3T" + text.replace("'", "").replace("\\", "")
    line = (
        f"curl -sS -u 'me:{secret}' --oauth2-bearer '{secret}' -b 'session={secret}' -H 'Authorization: {secret}' "
        f"-H 'x-api-key: {secret}' -H 'Cookie: {secret}' -d '{secret}' --proxy 'http://u:{secret}@p:3128' "
        f"'https://user:S3CR3T@{HOST}/prod/orders?token=S3CR3T#S3CR3T'"
    )
    assert "S3CR3T" not in repr(read_invoke_url(line))
    assert read_invoke_url(line).url == URL


@pytest.mark.parametrize(
    ("line", "method"),
    [
        (f"curl {URL}", "GET"),
        (f"curl -X delete {URL}", "DELETE"),
        (f"curl -XPUT {URL}", "PUT"),
        (f"curl --request PATCH {URL}", "PATCH"),
        (f"curl -I {URL}", "HEAD"),
        (f"curl --head {URL}", "HEAD"),
        (f"curl -d a=b {URL}", "POST"),
        (f"curl --json '{{}}' {URL}", "POST"),
        (f"curl -F file=@x {URL}", "POST"),
        (f"curl -T x {URL}", "PUT"),
        (f"curl -G -d a=b {URL}", "GET"),
        (f"curl -d a=b -X OPTIONS {URL}", "OPTIONS"),
    ],
)
def test_a_curl_line_says_the_method(line: str, method: str) -> None:
    assert read_invoke_url(line).facts()["method"] == method


@pytest.mark.parametrize(
    "line",
    [
        f"curl -sSvk -o /dev/null -w '%{{http_code}}' -m 5 {URL}",
        f"$ curl {URL}",
        f"[ec2-user@ip-10-0-10-20 ~]$ curl -v {URL}",
        f"HTTPS_PROXY= sudo /usr/bin/curl {URL} | jq .",
        f"curl --url {URL} && echo done",
        f"curl \\\n  -H 'Accept: */*' \\\n  {URL}",
        f"curl ^\r\n  {URL}",
        f"curl --data $'it\\'s' '{URL}' -X GET",
        f"curl --resolve {HOST}:443:10.0.1.37 --connect-timeout 3 {URL}",
        f"curl --an-option-of-tomorrow value {URL}",
    ],
)
def test_a_curl_line_is_read_as_it_was_copied(line: str) -> None:
    assert read_invoke_url(line).url == URL


def test_a_curl_line_says_where_it_connects_and_that_it_checks_nothing() -> None:
    pinned = read_invoke_url(f"curl -k --resolve {HOST}:443:10.0.1.37 {URL}").facts()
    assert pinned["connect_address"] == "10.0.1.37"
    assert pinned["certificate_unchecked"] == "yes"
    assert read_invoke_url(f"curl --connect-to ::10.0.2.41:443 {URL}").facts()["connect_address"] == "10.0.2.41"
    assert read_invoke_url(f"curl --connect-to ::[2600::7]: {URL}").facts()["connect_address"] == "2600::7"
    other = read_invoke_url(f"curl --resolve other.example:443:10.0.1.37 {URL}").facts()
    assert "connect_address" not in other
    assert "certificate_unchecked" not in other


def test_curl_itself_speaks_http_where_no_scheme_is_named() -> None:
    assert read_invoke_url(f"curl {HOST}/prod").scheme == "http"
    assert read_invoke_url(f"{HOST}/prod").scheme == "https"


def test_a_curl_line_with_a_host_header_gives_the_api_and_its_stage() -> None:
    facts = read_invoke_url(f"curl https://{ZONAL}/prod/orders -H 'Host: {HOST}'").facts()
    assert facts["api_id"] == API
    assert facts["vpce_id"] == VPCE
    assert facts["stage"] == "prod"
    assert facts["headers"] == (f"Host: {HOST}",)


def test_a_custom_domain_has_no_stage_in_its_path() -> None:
    direct = read_invoke_url("https://orders.example.com/v1/orders").facts()
    assert "stage" not in direct
    assert direct["path"] == "/v1/orders"
    by_header = read_invoke_url(f"https://{ENDPOINT}/v1/orders", ("Host: orders.example.com",)).facts()
    assert "stage" not in by_header
    assert by_header["path"] == "/v1/orders"


def test_a_url_without_a_stage_has_none() -> None:
    assert read_invoke_url(f"https://{HOST}").stage == ""
    assert read_invoke_url(f"https://{HOST}//orders").stage == ""


@pytest.mark.parametrize(
    ("host", "part", "expected"),
    [
        (f"{API}.execute-api.amazonaws.com", "no Region", ""),
        (f"{API}.execute-api.eu-west-3.amazonaws.con", "no suffix of AWS", HOST),
        (f"{VPCE}-ab12cd34.execute-api.eu-west-3.amazonaws.com", "has vpce behind", ENDPOINT),
        (f"{API}.execute-api.eu-west-3.vpce.amazonaws.com", "Only an endpoint's name", HOST),
        (f"v1.{API}.execute-api.eu-west-3.amazonaws.com", "the API id alone", f"v1.{HOST}"),
        ("d-abc123.execute-api.eu-west-3.amazonaws.com", "public custom domain", ""),
    ],
)
def test_a_wrong_name_is_named_with_the_right_one(host: str, part: str, expected: str) -> None:
    target = read_invoke_url(f"https://{host}/prod").target
    assert part in target.mistake
    assert target.expected == (expected if expected != host and not expected.startswith("v1.") else target.expected)


@pytest.mark.parametrize("host", [HOST, ALIAS, ENDPOINT, ZONAL, "orders.example.com"])
def test_a_right_name_has_no_mistake(host: str) -> None:
    call = read_invoke_url(f"https://{host.upper()}./prod")
    assert call.host == host
    assert not call.target.mistake
    assert not call.target.expected


@pytest.mark.parametrize(
    ("pasted", "part"),
    [
        ("", "nothing was given"),
        ("https://", "no host name"),
        ("https://10.0.1.37/prod/orders", "--resolve HOST:443:ADDRESS"),
        ("https://[2600::7]/prod", "is an address"),
        (API, "no full host name"),
        ("https://{restapi-id}.execute-api.{region}.amazonaws.com/", "placeholder"),
        ("wss://x.execute-api.eu-west-3.amazonaws.com/prod", "with https, not with wss"),
        ("arn:aws:execute-api:eu-west-3:123456789012:a1b2c3d4e5/prod", "an ARN"),
        ("https://execute-api.eu-west-3.amazonaws.com/prod", "which API"),
        ("https://apigateway.eu-west-3.amazonaws.com/restapis", "manages APIs"),
        ("https://eu-west-3.console.aws.amazon.com/apigateway/main", "console"),
        (f"https://{HOST}:99999/prod", "can't be read"),
        ("https://" + "a" * 9000, "takes at most"),
        ("curl -v", "no URL"),
        (f"curl '{URL}", "does not end"),
    ],
)
def test_what_is_no_invoke_url_says_what_would_be_right(pasted: str, part: str) -> None:
    with pytest.raises(NotAnInvokeUrl, match=re.escape(part)):
        read_invoke_url(pasted)


@given(st.text(max_size=200))
def test_any_curl_line_is_read_or_refused(rest: str) -> None:
    line = f"curl {rest}"
    assert looks_like_curl(line) or not rest.strip()
    try:
        read_curl(line)
    except NotACurlLine as error:
        assert str(error)  # noqa: PT017 - the message is what is tested
