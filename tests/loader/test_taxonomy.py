"""The failure taxonomy weighs every cause, and the mistakes that are met most weigh most."""

from itertools import pairwise

from gatewise.loader import base_rates

# In the order in which the mistakes showed up, those that are one cause each.
MOST_MET = (
    "dep-policy-not-redeployed",
    "dns-public-api-hijacked",
    "client-missing-routing-header",
    "pol-sourceip-instead-of-vpcsourceip",
    "dep-no-resource-policy",
    "pol-wrong-vpce-id",
    "pol-iam-principal-with-auth-none",
    "dep-route-not-found",
    "net-endpoint-sg-ingress",
    "dep-wrong-or-missing-stage",
    "auth-api-key",
)


def test_a_mistake_that_is_met_more_weighs_more() -> None:
    rates = base_rates()

    assert all(rates[more] > rates[less] for more, less in pairwise(MOST_MET))


def test_what_did_not_stand_out_weighs_least_and_is_never_impossible() -> None:
    rates = base_rates()

    assert min(rates.values()) == rates["mtls-requested"] > 0
    assert rates[MOST_MET[-1]] > rates["mtls-requested"]
