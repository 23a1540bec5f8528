"""Asks for security groups and the prefix lists they name, and judges them."""

import json

from gatewise.analysis.security_groups import (
    PORT,
    Direction,
    Judgement,
    Passage,
    Peer,
    as_network,
    judge,
    prefix_lists_in,
    rules_for_https,
)
from gatewise.analysis.shapes import records, text
from gatewise.model import Evidence, NotSeen, Reply
from gatewise.observation import AwsCall
from gatewise.probes._asking import NOT_FOUND, Asking, ask, ask_all, without_a_place
from gatewise.probes._readings import evidence

CALLS = ("ec2.describe_security_groups", "ec2.get_managed_prefix_list_entries")


def judged(group_ids: tuple[str, ...], direction: Direction, peer: Peer) -> Asking[Judgement | NotSeen]:
    """What these groups do with TCP 443 between their interface and the peer."""
    seen = yield from ask(AwsCall.to("ec2", "describe_security_groups", GroupIds=[*group_ids]))
    if isinstance(seen, NotSeen):
        return seen
    if seen.meaning == NOT_FOUND:
        return without_a_place(seen)
    groups = [group for group in records(seen.data, "SecurityGroups") if text(group, "GroupId") in group_ids]
    rules = rules_for_https(groups, direction)
    lists = prefix_lists_in(rules)
    entries = yield from ask_all(
        [AwsCall.to("ec2", "get_managed_prefix_list_entries", PrefixListId=name) for name in lists]
    )
    contents = {
        name: tuple(text(entry, "Cidr") for entry in records(reply.data, "Entries"))
        for name, reply in zip(lists, entries, strict=True)
        if isinstance(reply, Reply) and reply.meaning != NOT_FOUND
    }
    judgement = judge(rules, peer, contents)
    unseen = set(group_ids) - {text(group, "GroupId") for group in groups}
    if unseen and judgement.passage is not Passage.ALLOWED:
        return without_a_place(Reply(NOT_FOUND, {"message": f"{', '.join(sorted(unseen))} is not among its groups."}))
    return judgement


def shown(judgement: Judgement, group_ids: tuple[str, ...], direction: Direction, other: str) -> Evidence:
    """The judgement in a sentence: the deciding rules, or the groups without one."""
    rules = "\n".join(str(rule) for rule in judgement.rules)
    named, side = ", ".join(group_ids), "from" if direction == "inbound" else "to"
    whom = ", ".join(judgement.blocked) or other or "anywhere"
    match judgement.passage:
        case Passage.ALLOWED:
            return evidence(f"{judgement.rules[0]} lets {other or 'the client'} through." if rules else named, rules)
        case Passage.BLOCKED:
            no_rule = f"{named} {'has' if len(group_ids) == 1 else 'have'} no {direction} rule for TCP {PORT}"
            return evidence(f"{no_rule} {side} {whom}.", rules)
        case Passage.UNKNOWN:
            return evidence(f"Whether {named} lets TCP {PORT} {side} {whom} through is not certain.", rules)


def permission(source: tuple[str, ...]) -> str:
    """The `--ip-permissions` of the rule to add: for a group id, or for addresses and CIDRs."""
    if not source:
        return ""
    rule: dict[str, object] = {"IpProtocol": "tcp", "FromPort": PORT, "ToPort": PORT}
    if source[0].startswith("sg-"):
        rule["UserIdGroupPairs"] = [{"GroupId": source[0]}]
    else:
        networks = [network for address in source if (network := as_network(address)) is not None]
        four = [{"CidrIp": str(network)} for network in networks if network.version == 4]  # noqa: PLR2004
        six = [{"CidrIpv6": str(network)} for network in networks if network.version == 6]  # noqa: PLR2004
        rule |= ({"IpRanges": four} if four else {}) | ({"Ipv6Ranges": six} if six else {})
    return json.dumps([rule])
