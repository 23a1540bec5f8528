"""An input that takes a paste of several lines, such as a curl command, as one."""

import re

from textual import events
from textual.widgets import Input

from gatewise.observation.foreign_text import cleaned
from gatewise.observation.secrets import without_secrets

_LINE_ENDS = re.compile(r"\s*\\?\n\s*")


class OneLine(Input):
    """Joins the lines of a paste, and takes credentials out of it before they show."""

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = without_secrets(cleaned(event.text))
        start, end = self.selection
        self.replace(_LINE_ENDS.sub(" ", text).strip(), *sorted((start, end)))
