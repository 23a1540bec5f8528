"""The recorded cases that are shipped, as a list for people."""

from difflib import get_close_matches

from gatewise.loader import Case, case_files, cases_in, shipped_trees
from gatewise.opening import TREE, graph


def names() -> tuple[str, ...]:
    """The shipped cases' names, in alphabetical order."""
    return tuple(path.stem for path in case_files(shipped_trees() / TREE))


def listed() -> str:
    """The shipped cases, one a line, with their titles."""
    cases = [case for case in cases_in(shipped_trees() / TREE, graph()) if isinstance(case, Case)]
    width = max((len(case.name) for case in cases), default=0)
    return "".join(f"{case.name:<{width}}  {case.title}\n" for case in cases)


def unknown(name: str) -> str:
    """What to say of a case that does not exist: the nearest one, and all there are."""
    near = get_close_matches(name, names(), 1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return f"there is no case {name!r}, and no file of that name.{hint} The shipped cases:\n{listed().rstrip()}"
