"""A case is its difference from the case that it is based on."""

from pathlib import Path

import pytest

from gatewise.loader import Case, CaseMistakes, cases_in, load_case, load_tree
from gatewise.model import AWS_API, CLIENT, JsonValue, NotSeen, Reason, Reply
from tests.loader.lint import PROBES, SOUND

GRAPH = load_tree(SOUND, PROBES)

BASE = """\
gatewise_case: 1
title: The base
facts: {vpce_id: vpce-1}
replies:
  aws ec2 describe_vpcs:
    data: {Vpcs: [{VpcId: vpc-1, IsDefault: false, OwnerId: 123456789012, Count: 3, Name: yes, Note: null}]}
  tcp 10.0.1.37 443: {meaning: tcp.open}
  dns A example.com: {meaning: dns.private, data: {addresses: [10.0.1.37]}}
answers: {first: yes, second: no}
expect: {finding: good}
"""


def loaded(tmp_path: Path, text: str, base: str = BASE) -> Case:
    (tmp_path / "base.yaml").write_text(base)
    (tmp_path / "case.yaml").write_text(text)
    return load_case(tmp_path / "case.yaml", GRAPH)


def derived(tmp_path: Path, text: str) -> Case:
    return loaded(tmp_path, f"gatewise_case: 1\ntitle: The case\nbased_on: base\n{text}")


def test_a_case_that_says_nothing_else_has_its_bases_facts_replies_and_answers(tmp_path: Path) -> None:
    case = derived(tmp_path, "")
    base = load_case(tmp_path / "base.yaml", GRAPH)

    assert (case.facts, case.replies, case.answers) == (base.facts, base.replies, base.answers)
    assert (case.name, case.title, case.story) == ("case", "The case", "")


def test_a_case_does_not_expect_what_its_base_expects(tmp_path: Path) -> None:
    assert derived(tmp_path, "").expect_finding is None
    assert load_case(tmp_path / "base.yaml", GRAPH).expect_finding == "good"


def test_the_data_of_a_reply_is_json(tmp_path: Path) -> None:
    vpcs = load_case(loaded(tmp_path, BASE).path, GRAPH).replies["aws ec2 describe_vpcs {}"]

    vpc: JsonValue = {
        "VpcId": "vpc-1",
        "IsDefault": False,
        "OwnerId": "123456789012",
        "Count": 3,
        "Name": "yes",
        "Note": None,
    }
    assert vpcs == Reply("aws.ok", {"Vpcs": [vpc]})


def test_every_value_outside_of_data_is_text(tmp_path: Path) -> None:
    case = derived(tmp_path, "facts: {vpce_id: [vpce-01, vpce-1]}\nanswers: {second: no}")

    assert case.facts == {"vpce_id": ("vpce-01", "vpce-1")}
    assert case.answers == {"first": "yes", "second": "no"}


def test_replies_are_seen_from_where_they_can_be_seen(tmp_path: Path) -> None:
    replies = derived(tmp_path, "").replies

    seen_from = {key: reply.seen_from for key, reply in replies.items() if isinstance(reply, Reply)}
    assert seen_from == {
        "aws ec2 describe_vpcs {}": AWS_API,
        "tcp 10.0.1.37 443": CLIENT,
        "dns A example.com": CLIENT,
    }


def test_a_reply_replaces_the_bases_reply_to_the_same_observation_however_it_is_written(tmp_path: Path) -> None:
    case = derived(tmp_path, "replies:\n  'aws ec2 describe_vpcs {}': {data: {Vpcs: []}}\n")

    assert case.replies["aws ec2 describe_vpcs {}"] == Reply("aws.ok", {"Vpcs": []})
    assert len(case.replies) == 3


@pytest.mark.parametrize("nothing", ["null", "", "~"])
def test_null_takes_a_reply_away_and_other_words_do_not(tmp_path: Path, nothing: str) -> None:
    text = f"replies:\n  tcp 10.0.1.37 443: {nothing}\n"
    if nothing == "~":
        with pytest.raises(CaseMistakes, match="G103"):
            derived(tmp_path, text)
    else:
        assert "tcp 10.0.1.37 443" not in derived(tmp_path, text).replies


def test_an_empty_fact_takes_the_bases_fact_away(tmp_path: Path) -> None:
    assert derived(tmp_path, "facts: {vpce_id: }").facts == {}


def test_a_patch_changes_the_reply_and_leaves_the_base_as_it_is(tmp_path: Path) -> None:
    patch = """\
patch:
  - {reply: aws ec2 describe_vpcs, op: replace, path: /Vpcs/0/IsDefault, value: true}
  - {reply: aws ec2 describe_vpcs, op: move, from: /Vpcs/0/Count, path: /Vpcs/0/Number}
  - {reply: aws ec2 describe_vpcs, op: add, path: /Vpcs/-, value: {VpcId: vpc-2}}
  - {reply: aws ec2 describe_vpcs, op: replace, path: /Vpcs/0/Note, value: null}
"""
    case = derived(tmp_path, patch)
    base = load_case(tmp_path / "base.yaml", GRAPH)

    first: JsonValue = {
        "VpcId": "vpc-1",
        "IsDefault": True,
        "OwnerId": "123456789012",
        "Number": 3,
        "Name": "yes",
        "Note": None,
    }
    assert case.replies["aws ec2 describe_vpcs {}"] == Reply("aws.ok", {"Vpcs": [first, {"VpcId": "vpc-2"}]})
    assert base.replies == loaded(tmp_path, BASE).replies


def test_a_case_may_be_based_on_a_case_that_is_based_on_another(tmp_path: Path) -> None:
    derived(tmp_path, "patch:\n  - {reply: aws ec2 describe_vpcs, op: remove, path: /Vpcs/0}\n")
    (tmp_path / "last.yaml").write_text(
        "gatewise_case: 1\ntitle: The last\nbased_on: case\n"
        "patch:\n  - {reply: aws ec2 describe_vpcs, op: add, path: /Vpcs/0, value: last}\n"
    )

    assert load_case(tmp_path / "last.yaml", GRAPH).replies["aws ec2 describe_vpcs {}"] == Reply(
        "aws.ok", {"Vpcs": ["last"]}
    )


def test_what_was_not_seen_says_why_and_which_action_is_missing(tmp_path: Path) -> None:
    case = derived(
        tmp_path,
        "replies:\n  aws ec2 describe_vpcs: {not_seen: access_denied}\n"
        "  tcp 10.0.1.37 443: {not_seen: offline, detail: The cable is out., cure: Put it in.}\n",
    )

    denied = NotSeen(
        Reason.ACCESS_DENIED,
        "ec2:DescribeVpcs was denied.",
        "Allow ec2:DescribeVpcs, or answer by hand.",
        "ec2:DescribeVpcs",
    )
    assert case.replies["aws ec2 describe_vpcs {}"] == denied
    assert case.replies["tcp 10.0.1.37 443"] == NotSeen(Reason.OFFLINE, "The cable is out.", "Put it in.")


def test_a_case_names_the_cause_that_its_finding_names() -> None:
    case = load_case(SOUND / "cases" / "missing.yaml", GRAPH)

    assert (case.expect_finding, case.expect_cause, case.expect_all) == ("broken", "vpce-missing", ())


def test_all_cases_of_a_tree_load_in_order_and_a_bad_one_among_them_says_why(tmp_path: Path) -> None:
    folder = tmp_path / "tree"
    (folder / "cases").mkdir(parents=True)
    (folder / "cases" / "b.yaml").write_text(BASE)
    (folder / "cases" / "c.yaml").write_text("gatewise_case: 1\ntitle: C\nbased_on: b\n")
    (folder / "cases" / "a.yaml").write_text("- no case\n")

    bad, *good = cases_in(folder, GRAPH)

    assert isinstance(bad, CaseMistakes)
    assert [mistake.code for mistake in bad.mistakes] == ["G006"]
    assert [case.name for case in good if isinstance(case, Case)] == ["b", "c"]


def test_a_base_with_mistakes_is_named_by_the_case_that_rests_on_it(tmp_path: Path) -> None:
    with pytest.raises(CaseMistakes, match=r"base\.yaml:3:9: G701 'vpc_id' is no fact of the tree"):
        loaded(tmp_path, "gatewise_case: 1\ntitle: C\nbased_on: base\n", BASE.replace("vpce_id", "vpc_id"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "G001 the file is not UTF-8 text; save it as UTF-8"),
        (b"", "G006 the file is empty"),
        (b"[]", "G006 the file is not a mapping"),
        (b"{", "G002 this is not YAML"),
        (b"gatewise_case: 2\n", "1:16: G104 this is a case of format '2'; this version of gatewise reads format 1"),
        (b"gatewise_tree: 1\ntitle: x\n", "G104 the file does not say that it is a case"),
        (b"gatewise_case: 1\n", "G102 the file has no `title`; one line, for the list of cases"),
        (
            b"gatewise_case: 1\ntitle: x\nbased_on: ../../etc/passwd\n",
            "G103 `based_on` must be a file's name without its",
        ),
        (
            b"gatewise_case: 1\ntitle: x\nfact: {}\n",
            "3:1: G101 the key 'fact' means nothing in the file; did you mean 'facts'?",
        ),
    ],
)
def test_a_file_that_is_no_case_says_what_is_wrong_with_it(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "case.yaml").write_bytes(content)

    with pytest.raises(CaseMistakes) as caught:
        load_case(tmp_path / "case.yaml", GRAPH)

    assert said in str(caught.value)
    assert len(caught.value.mistakes) == 1


def test_a_path_without_a_file_and_a_folder_are_mistakes(tmp_path: Path) -> None:
    with pytest.raises(CaseMistakes, match="G001 there is no such file; the shipped cases are none"):
        load_case(tmp_path / "nowhere.yaml", GRAPH)
    with pytest.raises(CaseMistakes, match="G001 the file can't be read: Is a directory"):
        load_case(tmp_path, GRAPH)
    with pytest.raises(CaseMistakes, match="G001 this is not the name of a file"):
        load_case(Path("a\0b"), GRAPH)
