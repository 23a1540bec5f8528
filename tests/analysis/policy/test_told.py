"""What `gatewise policy explain` says to people."""

from gatewise.analysis.policy import Request, evaluate, policy_from
from gatewise.analysis.policy.edit import smallest_edit
from gatewise.analysis.policy.layers import Authorization, Call, Header, combined
from gatewise.analysis.policy.mistake import Around
from gatewise.analysis.policy.mistakes import mistakes_in
from gatewise.analysis.policy.told import layers_told, told
from tests.analysis.policy.broken import ALL, METHOD, UNSIGNED, allow, deny, policy

DOCUMENT = policy(ALL, deny({"StringNotEquals": {"aws:SourceVpce": "vpce-0aaa"}}, Sid="OnlyOurs"))


def lines(document: dict[str, object] = DOCUMENT, request: Request = UNSIGNED) -> list[str]:
    return told(evaluate(policy_from(document), request), request).splitlines()  # type: ignore[arg-type]


def test_the_deciding_statement_is_marked_in_words_and_by_a_sign() -> None:
    assert ">> Statement 2 (OnlyOurs): Deny; applies, and decides" in lines()
    assert "   Statement 1: Allow; applies" in lines()


def test_a_condition_says_what_the_policy_asks_and_what_the_request_has() -> None:
    text = lines()

    at = text.index("   [=] Condition StringNotEquals aws:SourceVpce: holds")
    assert text[at + 1].split() == ["the", "policy", "asks", "vpce-0aaa"]
    assert text[at + 2].split() == ["the", "request", "has", "vpce-0f1e2d3c4b5a69788"]


def test_what_the_request_lacks_or_nobody_knows_is_said() -> None:
    assert any(line.endswith("no such key") for line in lines(request=Request(METHOD)))
    assert any(
        "it may lack the key" in line for line in lines(request=Request(METHOD, unknown=frozenset({"aws:SourceVpce"})))
    )
    present = Request(METHOD, unknown_present=frozenset({"aws:SourceVpce"}))
    assert any("a value that is not known" in line for line in lines(request=present))


def test_a_not_element_is_called_by_its_name() -> None:
    elements = {name: value for name, value in allow().items() if name != "Resource"}
    document = policy({**elements, "NotResource": "execute-api:/dev/*"})

    assert "   [=] NotResource execute-api:/dev/*: matches" in lines(document)


def test_mistakes_and_the_diff_come_last() -> None:
    mistakes = mistakes_in(DOCUMENT, UNSIGNED, Around())
    edit = smallest_edit(DOCUMENT, UNSIGNED, Around())

    text = told(evaluate(policy_from(DOCUMENT), UNSIGNED), UNSIGNED, mistakes, edit)

    assert text.index("What is wrong:") < text.index("The smallest edit that allows this call:")
    assert "(pol-wrong-vpce-id)" in text
    assert "  In statement 2 (OnlyOurs), add vpce-0f1e2d3c4b5a69788 behind StringNotEquals" in text
    assert '+            "vpce-0f1e2d3c4b5a69788"' in text


def test_a_denial_either_way_is_said() -> None:
    document = policy(deny({"StringEquals": {"aws:SourceVpce": "vpce-0aaa"}}))
    request = Request(METHOD, unknown=frozenset({"aws:SourceVpce"}))

    assert "It is denied either way: no Allow applies, and a Deny may." in lines(document, request)


def test_prose_stays_within_80_columns() -> None:
    mistakes = mistakes_in(DOCUMENT, UNSIGNED, Around())
    text = told(evaluate(policy_from(DOCUMENT), UNSIGNED), UNSIGNED, mistakes)

    assert [line for line in text.splitlines() if len(line) > 80 and "arn:" not in line] == []


def test_every_layer_is_told_in_order_and_the_one_that_decides_is_marked() -> None:
    whole = combined(Call(UNSIGNED, Header.NONE, Authorization.NONE, policy_from(policy(ALL)), policy_from(DOCUMENT)))

    summary, detail = layers_told(whole)

    assert summary == (
        "The layers, in the order they are asked: endpoint policy ALLOWED, signature ALLOWED, "
        "resource policy EXPLICIT_DENY (decides)."
    )
    assert [line[:2] for line in detail.splitlines()] == ["  ", "  ", ">>"]
