"""The list of operations against botocore's models and the AWS CLI's own options."""

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import botocore.session
import pytest
from botocore import xform_name

from gatewise.observation.aws_operations import OPERATIONS, NotReadOnly, iam_action_for, read_only
from gatewise.observation.cli_arguments import kebab_case

SESSION = botocore.session.get_session()
READS = re.compile(r"(?:describe|get|list|search|filter|lookup|simulate)_|start_query$")
API_GATEWAY = {"apigateway", "apigatewayv2"}


def model_of(service: str, operation: str) -> Any:
    model = SESSION.get_service_model(service)
    names = {xform_name(name): name for name in model.operation_names}
    return model.operation_model(names[operation])


EVERY = pytest.mark.parametrize(("service", "operation"), OPERATIONS, ids=".".join)


@EVERY
def test_an_operation_exists_and_its_name_says_that_it_reads(service: str, operation: str) -> None:
    assert model_of(service, operation)
    assert READS.match(operation)


@EVERY
def test_the_members_a_response_is_known_by_are_members(service: str, operation: str) -> None:
    known, model = read_only(service, operation), model_of(service, operation)
    assert known.answers_with
    assert set(known.answers_with) | set(known.echoes) <= set(model.output_shape.members)
    assert set(known.echoes.values()) <= set(model.input_shape.members)


@EVERY
def test_the_iam_action_is_the_operation_s(service: str, operation: str) -> None:
    action = iam_action_for(service, operation)
    if service in API_GATEWAY:
        assert action == "apigateway:GET"
    elif (service, operation) == ("sts", "get_caller_identity"):
        assert action is None
    else:
        assert action == f"{service}:{model_of(service, operation).name}"


@EVERY
def test_resources_have_no_placeholder_but_the_three(service: str, operation: str) -> None:
    for resource in read_only(service, operation).resources:
        assert set(re.findall(r"\{(\w+)\}", resource)) <= {"partition", "region", "account"}
        assert resource == "*" or resource.startswith("arn:{partition}:")


@EVERY
def test_every_time_in_a_response_is_found_by_its_name(service: str, operation: str) -> None:
    from gatewise.observation.aws_call import normalised

    for name in _times(model_of(service, operation).output_shape, frozenset()):
        assert normalised({name: 1795376475}) == {name: "2026-11-22T19:41:15Z"}, name


def _times(shape: Any, above: frozenset[str]) -> Iterator[str]:
    if shape.name in above:
        return
    above |= {shape.name}
    if shape.type_name == "list":
        yield from _times(shape.member, above)
    elif shape.type_name == "map":
        yield from _times(shape.value, above)
    elif shape.type_name == "structure":
        for name, member in shape.members.items():
            if member.type_name == "timestamp":
                yield name
            yield from _times(member, above)


def test_every_option_is_one_of_the_cli_s() -> None:
    driver = import_module("awscli.clidriver").create_clidriver()
    commands = driver.create_help_command().command_table
    unknown = []
    for service, operation in OPERATIONS:
        command = commands[service].create_help_command().command_table[kebab_case(operation)].create_help_command()
        unknown += [
            f"{service} {operation} {name}"
            for name in model_of(service, operation).input_shape.members
            if kebab_case(name) not in command.arg_table
        ]
    assert unknown == []


@pytest.mark.parametrize("name", ["VpcEndpointIds", "restApiId", "VPCId", "ResourceArn", "DryRun", "maxItems"])
def test_names_become_options_as_botocore_does_it(name: str) -> None:
    assert kebab_case(name) == xform_name(name, "-")


def test_an_operation_that_is_not_in_the_list_has_no_iam_action() -> None:
    with pytest.raises(NotReadOnly, match=r"ec2\.terminate_instances"):
        iam_action_for("ec2", "terminate_instances")
