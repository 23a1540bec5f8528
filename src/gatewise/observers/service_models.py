"""The AWS service models, cut down to what gatewise may call: less to hold in memory, and nothing else to call."""

from typing import Any

from botocore.loaders import Loader

from gatewise.observation.aws_operations import OPERATIONS

_LARGE = frozenset({"ec2"})
"""Services whose model is worth cutting: EC2's has some 700 operations."""


class ReadOnlyLoader(Loader):
    """botocore's loader; of a large model it keeps the read-only operations, and the shapes that those use."""

    def load_service_model(self, service_name: str, type_name: str, api_version: str | None = None) -> Any:
        """The model, as botocore asks for it."""
        model = super().load_service_model(service_name, type_name, api_version)
        if type_name == "service-2" and service_name in _LARGE:
            _cut(service_name, model)
        return model


def _cut(service: str, model: dict[str, Any]) -> None:
    """Take away in place, so that botocore's own cache of the model shrinks too."""
    listed = {operation.replace("_", "") for named, operation in OPERATIONS if named == service}
    for name in [name for name in model["operations"] if name.lower() not in listed]:
        del model["operations"][name]
    used = _shapes_of(list(model["operations"].values()), model["shapes"])
    for name in [name for name in model["shapes"] if name not in used]:
        del model["shapes"][name]


def _shapes_of(parts: list[Any], shapes: dict[str, Any]) -> frozenset[str]:
    """The names of the shapes that these parts of a model refer to, however far."""
    used: set[str] = set()
    pending = parts
    while pending:
        part = pending.pop()
        if isinstance(part, dict):
            name = part.get("shape")
            if isinstance(name, str) and name in shapes and name not in used:
                used.add(name)
                pending.append(shapes[name])
            pending += part.values()
        elif isinstance(part, list):
            pending += part
    return frozenset(used)
