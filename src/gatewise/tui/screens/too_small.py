"""What a terminal shows that is too small for anything else."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static


class TooSmall(ModalScreen[None]):
    """Says which size is needed; goes away by itself once the terminal is large enough."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "app.leave", "Quit")]

    def compose(self) -> ComposeResult:
        """One sentence."""
        yield Static(id="too-small")

    def on_resize(self, event: events.Resize) -> None:
        """Say the sizes."""
        from gatewise.tui.app import SMALLEST

        needed = "{}x{}".format(*SMALLEST)
        here = f"{event.size.width}x{event.size.height}"
        self.query_one(Static).update(Content(f"Too small: {here}\nNeeds {needed}\nEnlarge it, or\nq to quit"))
