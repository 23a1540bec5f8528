"""What messages about signatures and callers say."""

import pytest

from gatewise.analysis.refused_caller import refused_caller
from gatewise.analysis.signature_message import said_of_it, signature_fault

INVOKE = "is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:eu-west-3"


@pytest.mark.parametrize(
    ("arn", "account", "role"),
    [
        ("arn:aws:sts::123456789012:assumed-role/orders-client/i-0c1", "123456789012", "orders-client"),
        ("arn:aws:iam::123456789012:role/service/orders-client", "123456789012", "orders-client"),
        ("arn:aws-cn:iam::123456789012:user/maria", "123456789012", ""),
    ],
)
def test_the_caller_is_the_one_behind_user(arn: str, account: str, role: str) -> None:
    caller = refused_caller(f'{{"Message":"User: {arn} {INVOKE}:********9012:a1/prod/GET/ because"}}')
    assert caller is not None
    assert (caller.arn, caller.account, caller.role, caller.owner) == (arn, account, role, "********9012")


@pytest.mark.parametrize("message", [f"User: anonymous {INVOKE}:********9012:a1/prod/GET/", "Forbidden", ""])
def test_an_anonymous_caller_is_none(message: str) -> None:
    assert refused_caller(message) is None


@pytest.mark.parametrize(
    ("account", "elsewhere"), [("123456789012", False), ("999999999012", False), ("123456789013", True)]
)
def test_only_digits_that_are_shown_tell_two_accounts_apart(account: str, *, elsewhere: bool) -> None:
    caller = refused_caller(f"User: arn:aws:iam::{account}:user/x {INVOKE}:********9012:a1/prod/GET/")
    assert caller is not None
    assert caller.surely_elsewhere is elsewhere


def test_the_text_wins_over_the_word_that_the_answer_was_read_to() -> None:
    assert signature_fault("Signature expired: 1 is now earlier than 2", "http.403.invalid_token") == "expired"
    assert signature_fault("", "http.403.invalid_signature") == ""


def test_what_the_message_says_more_closely_is_kept() -> None:
    said = said_of_it("scoped to: Credential should be scoped to correct service: 'execute-api'.")
    assert said == ("The service to sign for is execute-api.",)
    assert said_of_it("Forbidden") == ()
