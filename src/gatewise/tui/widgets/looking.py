"""What gatewise itself sees at the open question: under way, read, or why it could not tell."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from gatewise.accounts import Side
from gatewise.calls import Asking, Call
from gatewise.model import NotSeen, Reason
from gatewise.observation import AwsCall
from gatewise.observation.foreign_text import cleaned
from gatewise.runner import Probed
from gatewise.tui.shown import GIVERS, GOOD, QUIET, REASONS, UNSURE, call_line, evidence

_CALLS_SHOWN = 3


_OF_AN_ACCOUNT = frozenset({Reason.OTHER_ACCOUNT, Reason.ACCESS_DENIED})
"""Reasons why it matters whose account is asked."""


def _asked_in_vain(calls: Sequence[Call]) -> frozenset[Side]:
    """The accounts of the calls that there is no reply to."""
    unseen = [call.observation for call in calls if isinstance(call.seen, NotSeen)]
    return frozenset(asked.account for asked in unseen if isinstance(asked, AwsCall))


class Looking(Static):
    """A few lines that always say what gatewise is doing and what the person can do."""

    def under_way(self, calls: Sequence[Asking | Call]) -> None:
        """Looking; the last calls are shown as they go."""
        said = Content.assemble(("… Looking. ", f"b {UNSURE}"), ("c stops it; you can answer first.", QUIET))
        lines = [Content.assemble("  ", call_line(call)) for call in calls[-_CALLS_SHOWN:]]
        self._say("-under-way", said, *(line.truncate(max(self.size.width - 2, 20), ellipsis=True) for line in lines))

    def told(self, label: Content, probed: Probed) -> None:
        """A reading with an answer, what it rests on, and how to take it."""
        said = Content.assemble(
            ("● Read: ", f"b {GOOD}"), label.stylize("b"), (f"  ({GIVERS[probed.giver]}; Enter goes on)", QUIET)
        )
        self._say("-told", said, evidence(probed.reading.evidence, details=False))

    def could_not_tell(self, why: NotSeen, probed: Probed, suggestion: Content | None) -> None:
        """No answer, why, and the cure."""
        said = Content.assemble((f"? Could not tell: {REASONS[why.reason]}. ", f"b {UNSURE}"), cleaned(why.detail))
        lines = [said]
        if why.reason in _OF_AN_ACCOUNT:
            whose = " and ".join(side.whose for side in Side if side in _asked_in_vain(probed.calls))
            lines.append(Content.assemble("  Has to be asked in ", (whose, "b")) if whose else Content())
        if why.missing_action:
            lines.append(Content.assemble("  Missing permission: ", (why.missing_action, "b")))
        if why.cure:
            lines.append(Content.styled(f"  {cleaned(why.cure)}", QUIET))
        if probed.reading.evidence:
            lines.append(evidence(probed.reading.evidence, details=False))
        if suggestion is not None:
            lines.append(Content.assemble(("  In this case the answer was: ", QUIET), suggestion.stylize("b")))
        self._say("-could-not-tell", *lines)

    def stopped(self) -> None:
        """The person stopped the look."""
        said = Content.styled("■ Stopped. ", f"b {UNSURE}")
        self._say("-stopped", Content.assemble(said, ("r looks again; or answer yourself.", QUIET)))

    def nobody_looks(self) -> None:
        """The question has no probe."""
        self._say("-nobody", Content.styled("This one is yours: gatewise does not look here by itself.", QUIET))

    def _say(self, state: str, *lines: Content) -> None:
        self.set_classes(state)
        self.update(Content("\n").join(line for line in lines if line.plain))
