"""The smallest Textual app: what first paint is measured against."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class BareApp(App[None]):
    """One word on an empty screen."""

    def compose(self) -> ComposeResult:
        """Show it."""
        yield Static("painted")


if __name__ == "__main__":
    BareApp().run()
