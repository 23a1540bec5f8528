"""What holds of every path: it never opens by narrowing, and less knowledge never gives another definite verdict."""

import json
from contextlib import suppress
from copy import deepcopy
from ipaddress import ip_network
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gatewise.analysis.reachability.question import PathMistake, answer
from tests.analysis.reachability.questions import question
from tests.analysis.reachability.shorthand import Json
from tests.analysis.reachability.test_cases import CASES
from tests.analysis.reachability.worlds import WORLDS

_MANY = settings(deadline=None, max_examples=100)

_NETWORKS = ["0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/16", "10.1.0.0/16", "10.0.10.0/24", "10.0.10.0/25", "10.1.10.20/32"]
_NETWORKS += ["10.0.1.0/24", "10.0.1.10/32", "192.168.0.0/16", "192.168.10.128/25"]
_PORTS = ["443", "0-65535", "1024-65535", "32768-50000", "49152-65535", "80"]
_rules = st.lists(
    st.one_of(
        st.builds(
            "{} {} {}".format, st.sampled_from(["tcp", "udp"]), st.sampled_from(_PORTS), st.sampled_from(_NETWORKS)
        ),
        st.builds("-1 {}".format, st.sampled_from(_NETWORKS)),
        st.builds("tcp 443 {}".format, st.sampled_from(["sg-client", "sg-endpoint", "sg-other", "pl-1"])),
    ),
    max_size=4,
)
_entries = st.lists(
    st.builds(
        "{} {} {} tcp {} {}".format,
        st.integers(1, 500),
        st.sampled_from(["allow", "deny"]),
        st.sampled_from(["in", "out"]),
        st.sampled_from(_PORTS),
        st.sampled_from(_NETWORKS),
    ),
    max_size=6,
    unique_by=lambda each: (each.split()[0], each.split()[2]),
)
_OPEN = ["600 allow in -1 0.0.0.0/0", "600 allow out -1 0.0.0.0/0"]


@st.composite
def _worlds(draw: st.DrawFn) -> Json:
    """A question on an estate whose groups and lists are anything."""
    name = draw(st.sampled_from(sorted(set(WORLDS) - {"zones"})))
    changed: Json = {}
    if draw(st.booleans()):
        changed["sg-endpoint.IpPermissions"] = draw(_rules)
    if draw(st.booleans()):
        changed["sg-client.IpPermissionsEgress"] = draw(_rules)
    for access_list in ("acl-client", "acl-endpoint"):
        if draw(st.booleans()):
            changed[f"{access_list}.Entries"] = draw(_entries) + draw(st.sampled_from([[], _OPEN]))
    if draw(st.booleans()):
        changed["eni-client.Groups"] = [{"GroupId": each} for each in draw(st.sets(st.sampled_from(_GROUPS)))]
    case = {"id": "any", "world": name, "set": changed}
    if draw(st.booleans()):
        entries = draw(st.lists(st.sampled_from(_NETWORKS), max_size=3))
        case["add"] = {"ec2.GetManagedPrefixListEntries": {"pl-1": {"Entries": entries}}}
    return question(case)


def _half(block: str) -> str:
    network = ip_network(block)
    return block if network.prefixlen == network.max_prefixlen else str(next(iter(network.subnets())))


_GROUPS = ["sg-client", "sg-endpoint", "sg-other"]
_RANK = {"blocked": 0, "partial": 1, "reachable": 2}


def _verdict(asked: Json) -> str:
    return str(answer(asked)["verdict"])


@_MANY
@given(_worlds(), st.data())
def test_narrowing_a_rule_never_opens_a_path(asked: Json, data: st.DataObject) -> None:
    before = _verdict(asked)
    narrowed = deepcopy(asked)
    groups = narrowed["inputs"]["ec2.DescribeSecurityGroups"]["SecurityGroups"]
    listed = [(group[key], key) for group in groups for key in ("IpPermissions", "IpPermissionsEgress") if group[key]]
    rules, _ = data.draw(st.sampled_from(listed))
    position = data.draw(st.integers(0, len(rules) - 1))
    match data.draw(st.sampled_from(["gone", "another port", "half the block"])):
        case "gone":
            del rules[position]
        case "another port":
            rules[position] |= {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22}
        case _:
            rules[position]["IpRanges"] = [{"CidrIp": _half(each["CidrIp"])} for each in rules[position]["IpRanges"]]

    after = _verdict(narrowed)

    assert after == before or "indeterminate" in {before, after} or _RANK[after] <= _RANK[before]
    assert not (before == "blocked" and after != "blocked")


@_MANY
@given(_worlds(), st.data())
def test_removing_a_deny_never_closes_a_path(asked: Json, data: st.DataObject) -> None:
    before = _verdict(asked)
    lists = asked["inputs"]["ec2.DescribeNetworkAcls"]["NetworkAcls"]
    denies = [(each["Entries"], entry) for each in lists for entry in each["Entries"] if entry["RuleAction"] == "deny"]
    if not denies:
        return
    entries, deny = data.draw(st.sampled_from(denies))
    entries.remove(deny)

    after = _verdict(asked)

    assert "indeterminate" in {before, after} or _RANK[after] >= _RANK[before]
    assert not (before == "reachable" and after != "reachable")


@_MANY
@given(_worlds() | st.sampled_from(CASES).map(question), st.randoms(use_true_random=False))
def test_the_order_of_lists_does_not_matter(asked: Json, random: Any) -> None:
    before = answer(asked)

    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            keys = list(value)
            random.shuffle(keys)
            return {key: shuffled(value[key]) for key in keys}
        if isinstance(value, list):
            mixed = [shuffled(each) for each in value]
            random.shuffle(mixed)
            return mixed
        return value

    after = answer({**asked, "inputs": shuffled(asked["inputs"])})

    assert after["verdict"] == before["verdict"]


@_MANY
@given(_worlds() | st.sampled_from(CASES).map(question), st.data())
def test_an_input_less_leaves_the_verdict_or_makes_it_open(asked: Json, data: st.DataObject) -> None:
    before = _verdict(asked)
    operation = data.draw(st.sampled_from(sorted(asked["inputs"])))
    if data.draw(st.booleans()):
        del asked["inputs"][operation]
    else:
        asked["inputs"][operation] = {"__error__": {"Code": "UnauthorizedOperation"}}

    after = _verdict(asked)

    assert after in {before, "indeterminate"}, operation


_anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@_MANY
@given(st.sampled_from(CASES).map(question), st.data())
def test_no_body_makes_it_fail(asked: Json, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        holder: Any = asked["inputs"]
        while True:
            keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
            if not keys:
                break
            key = data.draw(st.sampled_from(keys))
            if isinstance(holder[key], dict | list) and holder[key] and data.draw(st.integers(0, 4)):
                holder = holder[key]
                continue
            if isinstance(holder, dict) and data.draw(st.booleans()):
                del holder[key]
            else:
                holder[key] = data.draw(_anything)
            break

    given_back = answer(asked)

    assert given_back["verdict"] in {"reachable", "blocked", "partial", "indeterminate"}
    json.dumps(given_back)


@_MANY
@given(_anything, _anything)
def test_no_question_makes_it_fail_but_with_what_is_wrong(flow: Any, inputs: Any) -> None:
    with suppress(PathMistake):
        answer({"flow": flow, "inputs": inputs})
