"""The order in which questions are asked, as the commands take it."""

from argparse import Namespace, _ActionsContainer
from typing import TYPE_CHECKING

from gatewise.cli.streams import talk

if TYPE_CHECKING:
    from gatewise.guidance import Guide
    from gatewise.opening import Opening

AUTHORED, BEST = "authored", "best"


def add_order_argument(parser: _ActionsContainer) -> None:
    """Declare `--order`."""
    words = "authored: as the tree has them (the default); best: what tells most for its time first"
    parser.add_argument("--order", choices=(AUTHORED, BEST), default=AUTHORED, help=words)


def guide_wanted(arguments: Namespace, opening: "Opening") -> "Guide | None":
    """The guide to the best order, if that is the one wanted; walks the tree's cases first, which takes a moment."""
    if arguments.order != BEST:
        return None
    from gatewise.known_worlds import guide_for

    talk("Working out the best order from the tree's cases; it takes some seconds…")
    return guide_for(opening.session.graph)
