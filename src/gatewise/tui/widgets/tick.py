"""A check box that shows whether it is ticked by its sign, not by its colour alone."""

from textual.widgets import Checkbox


class Tick(Checkbox):
    """`x` when it is ticked, empty when it is not."""

    BUTTON_LEFT = "["
    BUTTON_RIGHT = "]"

    def __init__(self, label: str, *, value: bool = False, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(label, value, id=id, compact=True)
        self._sign(value)

    def watch_value(self) -> None:
        """Change the sign with the value."""
        self._sign(self.value)
        super().watch_value()

    def _sign(self, value: bool) -> None:  # noqa: FBT001
        self.BUTTON_INNER = "x" if value else " "
