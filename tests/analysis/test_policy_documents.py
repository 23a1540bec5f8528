import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatewise.analysis.policy_documents import Owner, canonical, decoded, difference, is_full_access, same
from gatewise.model import JsonValue

OWNER = Owner("a1b2c3d4e5", "eu-west-3", "123456789012")
ARN = "arn:aws:execute-api:eu-west-3:123456789012:a1b2c3d4e5"
texts = st.text(max_size=20)
json_values: st.SearchStrategy[JsonValue] = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda held: st.lists(held, max_size=3) | st.dictionaries(texts, held, max_size=3),
    max_leaves=10,
)
documents = st.dictionaries(
    st.sampled_from(["Version", "Id", "Statement", "Else"]),
    st.one_of(
        json_values,
        st.lists(
            st.dictionaries(
                st.sampled_from(["Sid", "Effect", "Principal", "Action", "Resource", "Condition", "NotAction"]),
                json_values,
                max_size=5,
            ),
            max_size=3,
        ),
    ),
)


def policy(**statement: JsonValue) -> dict[str, JsonValue]:
    full: dict[str, JsonValue] = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "execute-api:Invoke",
        "Resource": f"{ARN}/*",
    }
    return {"Version": "2012-10-17", "Statement": [{**full, **statement}]}


@given(documents)
def test_a_document_is_read_back_plain_and_as_aws_escapes_it(document: dict[str, JsonValue]) -> None:
    plain = json.dumps(document)
    assert decoded(plain) == document
    assert decoded(json.dumps(plain)[1:-1]) == document
    assert decoded(json.dumps(plain)[1:-1].replace("/", "\\/")) == document


@given(documents)
def test_a_document_is_the_same_as_itself_and_has_no_difference(document: dict[str, JsonValue]) -> None:
    assert same(document, document, OWNER)
    assert difference(document, document, OWNER) == ""
    again = canonical(canonical(document, OWNER), OWNER)
    assert again == canonical(document, OWNER)


@given(documents, documents)
def test_two_documents_differ_exactly_when_a_difference_is_shown(
    one: dict[str, JsonValue], other: dict[str, JsonValue]
) -> None:
    assert same(one, other, OWNER) == (difference(one, other, OWNER) == "")


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{", "oops", '"text"', "[" * 5000, '{"a":' * 100 + "1" + "}" * 100],
    ids=lambda text: text[:8],
)
def test_what_is_no_document_is_none(text: str) -> None:
    assert decoded(text) is None


@pytest.mark.parametrize(
    "otherwise",
    [
        {"Resource": "execute-api:/*"},
        {"Resource": [f"{ARN}/*"]},
        {"Action": ["execute-api:invoke"]},
        {"Principal": {"AWS": "*"}},
        {"Principal": {"AWS": ["*"]}},
        {"Sid": "AllowAll"},
    ],
)
def test_the_same_said_otherwise_is_the_same(otherwise: dict[str, JsonValue]) -> None:
    assert same(policy(), policy(**otherwise), OWNER)


@pytest.mark.parametrize(
    "otherwise",
    [
        {"Effect": "Deny"},
        {"Resource": f"{ARN}/prod/*"},
        {"Resource": "arn:aws:execute-api:eu-west-3:123456789012:zzzzzzzzzz/*"},
        {"Principal": {"AWS": "arn:aws:iam::123456789012:root"}},
        {"Condition": {"StringEquals": {"aws:SourceVpce": "vpce-1"}}},
    ],
)
def test_what_decides_otherwise_is_not_the_same(otherwise: dict[str, JsonValue]) -> None:
    assert not same(policy(), policy(**otherwise), OWNER)


def condition(values: JsonValue, key: str = "aws:SourceVpce", operator: str = "StringEquals") -> dict[str, JsonValue]:
    return policy(Condition={operator: {key: values}})


def test_values_of_a_condition_are_a_set_and_its_key_has_no_case() -> None:
    assert same(condition(["vpce-1", "vpce-2"]), condition(["vpce-2", "vpce-1", "vpce-1"]), OWNER)
    assert same(condition("vpce-1"), condition(["vpce-1"], "AWS:sourcevpce"), OWNER)
    assert not same(condition("vpce-1"), condition("VPCE-1"), OWNER)
    secure = "aws:SecureTransport"
    assert same(condition("true", secure, "Bool"), condition(values=True, key=secure, operator="Bool"), OWNER)


def test_a_list_of_one_statement_is_the_statement() -> None:
    listed = policy()
    statements = listed["Statement"]
    assert isinstance(statements, list)
    assert same(listed, {**listed, "Statement": statements[0]}, OWNER)


def test_a_short_arn_is_left_alone_where_the_api_is_not_known() -> None:
    assert not same(policy(), policy(Resource="execute-api:/*"), Owner(OWNER.api_id, OWNER.region))


def test_a_short_arn_is_expanded_in_its_partition() -> None:
    china = Owner("a1b2c3d4e5", "cn-north-1", "123456789012")
    full = "arn:aws-cn:execute-api:cn-north-1:123456789012:a1b2c3d4e5/prod/GET/orders"
    assert same(policy(Resource=full), policy(Resource="execute-api:/prod/GET/orders"), china)


def test_the_difference_shows_what_was_saved_and_what_is_deployed() -> None:
    shown = difference(condition("vpce-new"), condition("vpce-old"), OWNER).splitlines()
    assert '-            "vpce-old"' in shown
    assert '+            "vpce-new"' in shown


def test_the_default_policy_of_an_endpoint_is_known() -> None:
    default: dict[str, JsonValue] = {
        "Statement": [{"Action": "*", "Effect": "Allow", "Principal": "*", "Resource": "*"}]
    }
    assert is_full_access(default)
    assert is_full_access({"Version": "2008-10-17", **default})
    assert not is_full_access(policy())
    assert not is_full_access({})
