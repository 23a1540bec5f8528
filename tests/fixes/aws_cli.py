"""What the AWS CLI and the models of AWS's APIs have against a call. The call itself is never made."""

import json
import shlex
from collections.abc import Iterator
from copy import copy
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

from botocore import xform_name
from botocore.model import ListShape, MapShape, ServiceModel, Shape, StringShape, StructureShape
from botocore.session import Session as BotocoreSession
from botocore.utils import ArgumentGenerator
from botocore.validate import ParamValidator

_WITHOUT_REGION = {"iam", "sts", "route53"}


def refusals(arguments: list[str], folder: Path) -> str:
    """Why `aws` with these arguments would not get as far as AWS; empty where it would.

    Args:
        arguments: what follows `aws`.
        folder: the working directory, in which the files that the call reads are made.
    """
    if not exists(*arguments[:2]):
        return f"there is no {shown(arguments[:2])}"
    if "--region" not in arguments and arguments[0] not in _WITHOUT_REGION:
        return "it names no Region"
    if any(option == "--cli-input-json" and value.startswith("file://") for option, value in pairwise(arguments)):
        # The commands before it make that file; what they make is a test of its own.
        return ""
    arguments = _without_profile(arguments)
    operation = _operations(arguments[0])[arguments[1]]
    shape = _service(arguments[0]).operation_model(operation).input_shape
    if shape is None:
        return ""
    skeleton = ArgumentGenerator().generate_skeleton(shape)
    members = {f"--{_dashed(name)}": skeleton[name] for name in shape.members}
    for option, value in pairwise(arguments):
        if value.startswith("file://"):
            (folder / value.removeprefix("file://")).write_text(json.dumps(members.get(option, "")))
    status, asked = _parsed(arguments)
    if status:
        return f"the AWS CLI ends with {status}"
    asked.pop("PaginationConfig", None)  # the AWS CLI's own, not the API's
    invalid = ParamValidator().validate(asked, shape).generate_report()
    return "\n".join([*([invalid] if invalid else []), *_outside_enums(asked, shape, operation)])


def _without_profile(arguments: list[str]) -> list[str]:
    """The call without the section of a configuration that is not there."""
    named = arguments.index("--profile") if "--profile" in arguments else len(arguments)
    return [*arguments[:named], *arguments[named + 2 :]]


def exists(service: str, operation: str = "") -> bool:
    """Whether the AWS CLI has such a command."""
    return service in _services() and operation in _operations(service)


@cache
def _services() -> frozenset[str]:
    return frozenset(BotocoreSession().get_available_services())


def shown(arguments: list[str]) -> str:
    """The call as one line."""
    return shlex.join(["aws", *arguments])


def _parsed(arguments: list[str]) -> tuple[int | str | None, dict[str, Any]]:
    asked: dict[str, Any] = {}

    def instead_of_calling(call_parameters: dict[str, Any], **_: object) -> int:
        whole = (value for option, value in pairwise(arguments) if option == "--cli-input-json")
        asked.update(json.loads(next(whole, "{}")) | call_parameters)
        return 0

    cli = _cli(arguments[0], arguments[1])
    cli.session.register("calling-command.*", instead_of_calling, unique_id="tests")
    try:
        return cli.main(arguments), asked
    except SystemExit as refused:
        return refused.code, asked
    finally:
        cli.session.unregister("calling-command.*", unique_id="tests")


def _outside_enums(value: Any, shape: Shape, where: str) -> Iterator[str]:
    """The values that are none of those the model lists; botocore's own validation lets them pass."""
    if isinstance(shape, StructureShape) and isinstance(value, dict):
        for name in value.keys() & shape.members.keys():
            yield from _outside_enums(value[name], shape.members[name], f"{where}.{name}")
    elif isinstance(shape, ListShape) and isinstance(value, list):
        for each in value:
            yield from _outside_enums(each, shape.member, f"{where}[]")
    elif isinstance(shape, MapShape) and isinstance(value, dict):
        for key, each in value.items():
            yield from _outside_enums(key, shape.key, f"{where} key")
            yield from _outside_enums(each, shape.value, f"{where}.{key}")
    elif isinstance(shape, StringShape) and shape.enum and value not in shape.enum:
        yield f"{where} is {value!r}; it has to be one of {', '.join(shape.enum)}"


@cache
def _cli(_service_name: str, _operation: str) -> Any:
    """One for each operation, because some of its customizations stay in a driver that has run them.

    They share what takes long to make: the handlers of every customization, and the loader of AWS's models.
    """
    handlers, loader = _slow_parts()
    session = BotocoreSession(import_module("awscli").EnvironmentVariables, copy(handlers))
    session.register_component("data_loader", loader)
    return import_module("awscli.clidriver").CLIDriver(session)


@cache
def _slow_parts() -> tuple[Any, Any]:
    session = import_module("awscli.clidriver").create_clidriver().session
    # A customization that has run adds handlers to those it was given, so these are copied before any has.
    return copy(session.get_component("event_emitter")), session.get_component("data_loader")


@cache
def _service(name: str) -> ServiceModel:
    return BotocoreSession().get_service_model(name)


@cache
def _operations(service: str) -> dict[str, str]:
    """The API's operations by the names that the AWS CLI gives them."""
    return {_dashed(name): name for name in _service(service).operation_names}


def _dashed(name: str) -> str:
    return xform_name(name, "-")
