"""The two lines at the top of a walk: what is looked at from where, and how the walk came here."""

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from gatewise.observation.foreign_text import cleaned
from gatewise.session import Session
from gatewise.tui.shown import QUIET, UNSURE, prose
from gatewise.tui.walking import Walking, one

_THEN = "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"

MODES = {"live": "● live", "offline": "○ offline", "recorded": "▷ recorded"}


class Where(Static):
    """Account, Region, vantage point, and whether gatewise looks by itself."""

    def show(self, walking: Walking) -> None:
        """Show where this walk looks from."""
        facts = walking.session.facts
        case = walking.opening.case
        if case is not None:
            about = [cleaned(case.title)]
        else:
            about = [
                f"account {walking.account or ('…' if walking.mode == 'live' else 'not known')}",
                one(facts, "region") or "no Region yet",
                _vantage(walking),
            ]
        saved = "" if walking.journal is not None else "NOT SAVED  "
        by_itself = ("auto  " if walking.going_by_itself else "") + ("best order  " if walking.guide else "")
        right = Content.assemble((saved, UNSURE), (by_itself, UNSURE), (MODES[walking.mode], "b"))
        left = Content.assemble(("gatewise", "b $text-primary"), "  ", (" · ".join(about), QUIET))
        self.update(_ends(left, right, self.size.width or self.app.size.width))


class Crumbs(Static):
    """The way from the first question to this one, and how many suspects are left."""

    class Clicked(Message):
        """The person wants to see the way as a whole."""

    def show(self, session: Session) -> None:
        """Show how the walk came to the open node."""
        titles = [prose(session.graph.nodes[step.node].title, session).plain for step in session.trail]
        left = len(session.suspects)
        count = f"{left} suspect{'' if left == 1 else 's'} left"
        here = prose(session.node.title, session).plain if session.finding is None else "finding"
        width = (self.size.width or self.app.size.width) - len(count) - 2
        way: list[str] = []
        for title in reversed(titles):
            if len(f" {_THEN} ".join(["…", title, *way, here])) > width:
                way = ["…", *way]
                break
            way = [title, *way]
        passed = "".join(f"{title} {_THEN} " for title in way)
        right = Content.styled(count if session.finding is None else "", QUIET)
        self.update(_ends(Content.assemble((passed, QUIET), (here, "b")), right, self.size.width))

    def on_click(self) -> None:
        """Open the trail."""
        self.post_message(self.Clicked())


def _ends(left: Content, right: Content, width: int) -> Content:
    """Both ends of one line; the left one gives way."""
    room = max(width - right.cell_length - 1, 0)
    return Content.assemble(left.truncate(room, ellipsis=True, pad=True), " ", right)


def _vantage(walking: Walking) -> str:
    if walking.mode == "offline":
        return "seen through you"
    return "on the client" if walking.is_client else "not on the client"
