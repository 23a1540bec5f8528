"""The call that probes make: never one that changes something, and never in place of one with credentials."""

import pytest

from gatewise.model import Facts, NotSeen, Reason
from gatewise.observation import HttpsRequest
from gatewise.probes._api_call import the_call
from tests.probes.world import URL

FACTS: Facts = {"invoke_url": URL, "method": "GET"}


@pytest.mark.parametrize("sent", [{}, {"authorization_scheme": "none", "api_key_sent": "no"}])
def test_a_call_without_credentials_is_made_as_the_client_makes_it(sent: Facts) -> None:
    assert isinstance(the_call({**FACTS, **sent}), HttpsRequest)


@pytest.mark.parametrize(
    "sent", [{"authorization_scheme": scheme} for scheme in ("sigv4", "bearer", "other")] + [{"api_key_sent": "yes"}]
)
def test_a_call_with_credentials_is_left_to_the_client(sent: Facts) -> None:
    refused = the_call({**FACTS, **sent})
    assert isinstance(refused, NotSeen)
    assert refused.reason is Reason.NEEDS_JUDGEMENT
    assert "--error" in refused.cure
