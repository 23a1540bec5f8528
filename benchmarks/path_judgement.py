"""How long the packet path takes to judge: a large VPC once, and many small questions as JSON lines.

Run: .venv/bin/python -m benchmarks.path_judgement
Aim: under a second for a VPC with 500 groups of 60 rules; under 20 seconds for 5,000 questions.
"""

import json
import sys
from time import perf_counter

from tests.analysis.reachability.questions import question
from tests.analysis.reachability.shorthand import Json, permission
from tests.analysis.reachability.test_cases import CASES

from gatewise.analysis.reachability.question import answer
from gatewise.cli.path_lines import answered

_GROUPS, _RULES, _INTERFACES, _LINES = 500, 60, 2000, 5000
_AIM_ONE, _AIM_MANY = 1.0, 20.0


def _large() -> Json:
    """A block as the source, and an endpoint with five groups whose rules name other groups and blocks."""
    asked = question({"id": "large", "flow": {"source": {"kind": "cidr", "cidr": "10.0.0.0/16"}}})
    inputs = asked["inputs"]
    rules = [permission(f"tcp 443 sg-{number}") for number in range(_RULES // 2)]
    rules += [permission(f"tcp 443 10.0.{number}.0/28") for number in range(_RULES - len(rules))]
    groups = [
        {"GroupId": f"sg-{number}", "IpPermissions": rules, "IpPermissionsEgress": rules} for number in range(_GROUPS)
    ]
    inputs["ec2.DescribeSecurityGroups"]["SecurityGroups"] += groups
    listed = inputs["ec2.DescribeNetworkInterfaces"]["NetworkInterfaces"]
    listed[1]["Groups"] = [{"GroupId": f"sg-{number}"} for number in range(5)]
    for number in range(_INTERFACES):
        address = f"10.0.{10 + number // 250}.{number % 250 + 2}"
        carried = [{"GroupId": f"sg-{(number + each) % _GROUPS}"} for each in range(5)]
        listed.append(
            listed[0] | {"NetworkInterfaceId": f"eni-{number}", "PrivateIpAddress": address, "Groups": carried}
        )
    return asked


def main() -> int:
    """Measure, print, and fail above the aims."""
    asked = _large()
    start = perf_counter()
    verdict = answer(asked)["verdict"]
    one = perf_counter() - start
    lines = [json.dumps(question(case)).encode() for case in CASES]
    start = perf_counter()
    for number in range(_LINES):
        answered(lines[number % len(lines)])
    many = perf_counter() - start
    print(f"{_GROUPS} groups of {_RULES} rules, {_INTERFACES} interfaces: {one:.2f} s ({verdict}; aim: {_AIM_ONE} s)")
    print(f"{_LINES} questions: {many:.1f} s (aim: {_AIM_MANY} s)")
    return int(one > _AIM_ONE or many > _AIM_MANY)


if __name__ == "__main__":
    sys.exit(main())
