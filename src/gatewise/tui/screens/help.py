"""Help on a screen: what it is for, and its keys, each with a sentence."""

from collections.abc import Iterable
from inspect import cleandoc
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Footer, Markdown, Static

from gatewise.tui.shown import CODE

_SIGNS = {"question_mark": "?", "escape": "esc"}


class HelpScreen(ModalScreen[None]):
    """Closed by the key that opened it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1,escape,q", "dismiss(None)", "Close", key_display="?"),
        Binding("up,down", "", "Scroll", key_display="↑↓"),
    ]

    def __init__(self, about: "Screen[object]") -> None:
        super().__init__()
        self._text = cleandoc(about.HELP or "")
        self._keys = tuple(_keys(about))

    def compose(self) -> ComposeResult:
        """The words, then the keys."""
        with VerticalScroll(classes="dialog", id="help"):
            yield Markdown(self._text)
            yield Static("Keys", classes="title")
            yield Static(Content("\n").join(self._keys))
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#help").focus()


def _keys(screen: "Screen[object]") -> Iterable[Content]:
    width = 14
    seen: set[str] = set()
    for kind in type(screen).__mro__:
        for binding in kind.__dict__.get("BINDINGS", ()):
            if not isinstance(binding, Binding) or not binding.id or binding.id in seen:
                continue
            seen.add(binding.id)
            keys = ", ".join(_SIGNS.get(key.strip(), key.strip()) for key in binding.key.split(","))
            said = binding.tooltip or binding.description
            yield Content.assemble((f"{keys:<{width}}", CODE), said)
    yield Content.assemble((f"{'ctrl+p':<{width}}", CODE), "Every command by name")
    yield Content.assemble((f"{'ctrl+q':<{width}}", CODE), "Leave from anywhere; every step is saved")
