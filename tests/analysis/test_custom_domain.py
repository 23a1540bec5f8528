import pytest

from gatewise.analysis.custom_domain import (
    Behind,
    DomainId,
    as_invoked,
    behind,
    certificate_names,
    covers,
    domain_called,
    domain_in,
    is_public_target,
    mapped_paths,
    of_domain,
)
from gatewise.analysis.invoke_url import read_invoke_url
from tests.probes.domain_world import INVOKED, MANAGED, NAME, NAME_ID, association, items, mapping
from tests.probes.world import API, ENDPOINT_NAME, OTHER_VPCE, URL, VPCE


@pytest.mark.parametrize(
    ("url", "headers", "name"),
    [
        (f"https://{NAME}/v1/orders", (), NAME),
        (f"https://{ENDPOINT_NAME}/v1/orders", (f"Host: {NAME}",), NAME),
        (f"https://{NAME}/prod/orders", (f"x-apigw-api-id: {API}",), ""),
        (f"https://{NAME}/prod/orders", ("Host: a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com",), ""),
        (URL, (), ""),
    ],
)
def test_the_header_decides_over_the_url_which_domain_name_is_called(
    url: str, headers: tuple[str, ...], name: str
) -> None:
    assert domain_called(read_invoke_url(url, headers)) == name


def test_no_url_calls_no_domain_name() -> None:
    assert domain_called(None) == ""


@pytest.mark.parametrize(
    ("message", "found"),
    [
        (MANAGED, DomainId(NAME, NAME_ID)),
        (f"on resource: {INVOKED} with an explicit deny", DomainId(NAME, NAME_ID)),
        (f'{{"domainNameArn":"{MANAGED}"}}', DomainId(NAME, NAME_ID)),
        (f"arn:aws:execute-api:eu-west-3:********9012:/domainnames/{NAME.upper()}+{NAME_ID}", DomainId(NAME, NAME_ID)),
        (f"arn:aws:apigateway:eu-west-3::/domainnames/{NAME}", None),
        ("arn:aws:execute-api:eu-west-3:123456789012:a1b2c3d4e5/prod/GET/orders", None),
    ],
)
def test_a_domain_name_is_read_from_an_arn(message: str, found: DomainId | None) -> None:
    assert domain_in(message) == found


def test_policies_about_calls_know_the_domain_name_by_another_arn() -> None:
    assert as_invoked(MANAGED) == INVOKED


@pytest.mark.parametrize(
    ("name", "public"),
    [
        ("d-abcdefghij.execute-api.eu-west-3.amazonaws.com", True),
        ("D-ABCDEFGHIJ.execute-api.cn-north-1.amazonaws.com.cn.", True),
        (ENDPOINT_NAME, False),
        ("a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com", False),
        ("d111111abcdef8.cloudfront.net", False),
    ],
)
def test_the_target_of_a_public_domain_name_is_known_by_its_form(name: str, *, public: bool) -> None:
    assert is_public_target(name) is public


@pytest.mark.parametrize(
    ("path", "bases", "leads"),
    [
        ("/v1/orders", ["v1"], Behind(API, "prod", "/orders", "v1")),
        ("/v1", ["v1"], Behind(API, "prod", "/", "v1")),
        ("/v1/orders", ["(none)", "v1"], Behind(API, "prod", "/orders", "v1")),
        ("/v1/orders", ["(none)"], Behind(API, "prod", "/v1/orders", "")),
        ("/v1/orders", [""], Behind(API, "prod", "/v1/orders", "")),
        ("/v1/prod/orders", ["v1"], Behind(API, "prod", "/prod/orders", "v1", "/orders")),
        ("/prod/orders", ["(none)"], Behind(API, "prod", "/prod/orders", "", "/orders")),
        ("/V1/orders", ["v1"], None),
        ("/v11/orders", ["v1"], None),
        ("/", ["v1"], None),
        ("/orders", [], None),
    ],
)
def test_a_path_goes_by_its_first_part(path: str, bases: list[str], leads: Behind | None) -> None:
    assert behind(path, [mapping(base) for base in bases]) == leads


def test_a_mapping_without_a_stage_leaves_it_to_the_path() -> None:
    assert behind("/v1/test/orders", [mapping(stage="")]) == Behind(API, "test", "/orders", "v1")


def test_mappings_are_told_in_words() -> None:
    told = mapped_paths([mapping(), mapping("(none)", stage="(none)")])
    assert told == f"/v1 leads to {API}, stage prod\n/ leads to {API}, the stage in the path"


@pytest.mark.parametrize(
    ("names", "covered"),
    [
        ([NAME], True),
        (["*.internal.example.com"], True),
        (["*.Internal.Example.com."], True),
        (["*.example.com"], False),
        (["internal.example.com"], False),
        ([f"*.{NAME}"], False),
        (["*"], False),
        ([], False),
    ],
)
def test_a_wildcard_in_a_certificate_stands_for_one_label(names: list[str], *, covered: bool) -> None:
    assert covers(names, NAME) is covered


def test_a_certificate_without_further_names_has_its_own() -> None:
    assert certificate_names({"DomainName": NAME}) == (NAME,)
    assert certificate_names({}) == ()


def test_associations_are_those_of_the_endpoint_with_the_name() -> None:
    other = association()
    other["domainNameArn"] = MANAGED.replace(NAME, "x.example.com")
    listed = items(association(), association(vpce=OTHER_VPCE), other)
    assert of_domain(listed, NAME.upper(), VPCE) == (association(),)
    assert of_domain(listed, NAME, "") == (association(), association(vpce=OTHER_VPCE))
