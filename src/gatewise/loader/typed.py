"""What a file says, typed by the models; what does not fit becomes a mistake at its place."""

import re
from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Final, TypeAlias, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from gatewise.loader.document import Document, Where
from gatewise.loader.mistakes import Code, Spelling, as_hint

Model = TypeVar("Model", bound=BaseModel)
Annotation: TypeAlias = Any
"""A type, as a model's field states it."""

_LACKING: Final = {"missing", "too_short", "string_too_short", "union_tag_not_found"}
_KEY: Final = "[key]"
"""How pydantic marks a mistake in a key itself."""
_PATTERNS: Final = {
    r"^[a-z][a-z0-9_]*$": "must be lower-case words joined by `_`",
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$": "must be lower-case words joined by `-`",
    r"^[a-z0-9][a-z0-9_-]*$": "must be a file's name without its `.yaml`",
    r"^[a-z0-9][a-z0-9_-]*\.yaml$": "must be the name of a `.yaml` file in this folder",
    r"^https://": "must begin with `https://`",
}
_SHOULD: Final = {
    "string_type": "must be a text",
    "tuple_type": "must be a list",
    "dict_type": "must be keys with values",
    "model_type": "must be keys with values",
    "model_attributes_type": "must be keys with values",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "finite_number": "must be a finite number",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "string_too_short": "must not be empty",
}


def typed(document: Document, model: type[Model], value: object) -> Model | None:
    """The value as the model; None, and mistakes in the document, if it does not fit."""
    try:
        return model.model_validate(value)
    except ValidationError as wrong:
        for error in wrong.errors(include_url=False):
            _refuse(document, model, error)
    return None


def _refuse(document: Document, model: type[BaseModel], error: ErrorDetails) -> None:
    location = error["loc"]
    of_key = bool(location) and location[-1] == _KEY
    where = _where(document, location[:-1] if of_key else location, last=error["type"] == "missing")
    code = _code(document, where, error["type"])
    *within, last = where or ("",)
    holder = tuple(within)
    match error["type"]:
        case "missing":
            hint = _keys(model, document, holder).get(str(last), "")
            document.refuse(code, where, f"{_name(holder)} has no `{last}`", as_hint(hint))
        case "extra_forbidden":
            hint = Spelling(_keys(model, document, holder)).hint(str(last))
            document.refuse(code, where, f"the key {last!r} means nothing in {_name(holder)}", hint, of_key=True)
        case "union_tag_not_found" | "union_tag_invalid":
            hint = "`kind` is decision, action or finding"
            document.refuse(code, (*where, "kind"), f"{_name(where)} is of no kind that there is", hint)
        case "literal_error" | "enum":
            choices = re.findall(r"'([^']*)'|(\d+)", str(error.get("ctx", {}).get("expected")))
            known = [text or number for text, number in choices]
            said = document.text(*where) or ""
            document.refuse(code, where, f"`{last}` can't be {said!r}", Spelling(known).hint(said))
        case _:
            document.refuse(code, where, f"{_name(where)} {_should(error)}", of_key=of_key)


def _where(document: Document, location: Where, *, last: bool) -> Where:
    """The location without the steps that are in the models only, not in the file."""
    where: list[str | int] = []
    for position, step in enumerate(location):
        if document.at(*where, step) is not None or (last and position == len(location) - 1):
            where.append(step)
    return tuple(where)


def _code(document: Document, where: Where, wrong: str) -> Code:
    if where in {("gatewise_tree",), ("gatewise_case",)}:
        return Code.WRONG_VERSION
    if wrong == "extra_forbidden":
        return Code.UNKNOWN_KEY
    match where:
        case ("nodes", str(name), part, *_) if wrong in _LACKING:
            kind = document.text("nodes", name, "kind")
            if (kind, part) == ("decision", "check"):
                return Code.NO_MANUAL_WAY
            if kind == "finding" and part in {"fix", "sources"}:
                return Code.FAULT_LACKS
    return Code.MISSING_KEY if wrong in {"missing", "union_tag_not_found"} else Code.WRONG_VALUE


def _name(where: Where | list[str | int]) -> str:
    """The value's name within its file: `nodes.symptom.answers`."""
    return f"`{'.'.join(map(str, where))}`" if where else "the file"


def _should(error: ErrorDetails) -> str:
    context: Mapping[str, Any] = error.get("ctx", {})
    match error["type"]:
        case "string_pattern_mismatch":
            return _PATTERNS.get(context["pattern"], f"must match {context['pattern']}")
        case "too_short":
            return f"needs at least {context['min_length']}, and has {context['actual_length']}"
        case "greater_than_equal":
            return f"must be at least {context['ge']:g}"
        case other:
            return _SHOULD.get(other, f"is wrong: {error['msg']}")


def _keys(model: type[BaseModel], document: Document, where: Where) -> dict[str, str]:
    """The keys that may stand there, each with what it means."""
    annotation: Annotation = model
    for position, step in enumerate(where):
        kind = document.text(*where[: position + 1], "kind")
        annotation = _chosen(_inside(annotation, step), kind)
    if not _is_model(annotation):
        return {}
    return {field.alias or name: field.description or "" for name, field in annotation.model_fields.items()}


def _inside(annotation: Annotation, step: str | int) -> Annotation:
    if _is_model(annotation):
        field = annotation.model_fields.get(step)
        return None if field is None else field.annotation
    origin: Annotation = get_origin(annotation)
    arguments = get_args(annotation)
    if origin is dict:
        return arguments[1]
    return arguments[0] if arguments else None


def _chosen(annotation: Annotation, kind: str | None) -> Annotation:
    """The one type meant, where there are several: the node's kind says which."""
    origin: Annotation = get_origin(annotation)
    if origin is Annotated:
        return _chosen(get_args(annotation)[0], kind)
    if origin not in {Union, UnionType}:
        return annotation
    options = [option for option in get_args(annotation) if option is not NoneType]
    if len(options) == 1:
        return _chosen(options[0], kind)
    return next((option for option in options if _is_model(option) and kind in _kinds(option)), None)


def _kinds(model: type[BaseModel]) -> tuple[object, ...]:
    field = model.model_fields.get("kind")
    return () if field is None else get_args(field.annotation)


def _is_model(annotation: Annotation) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
