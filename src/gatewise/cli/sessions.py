"""Where sessions are kept."""

import os
from pathlib import Path


def sessions_folder() -> Path:
    """The folder of the journals; the environment variable GATEWISE_STATE moves it."""
    from platformdirs import user_state_path

    state = os.environ.get("GATEWISE_STATE")
    return (Path(state) if state else user_state_path("gatewise")) / "sessions"
