"""What this machine's AWS configuration says, read from its files and environment. Sends nothing."""

import botocore.session
from botocore.exceptions import BotoCoreError


def profiles() -> tuple[str, ...]:
    """The profiles there are, in alphabetical order; none where the configuration can't be read."""
    try:
        return tuple(sorted(botocore.session.get_session().available_profiles))
    except BotoCoreError:
        return ()


def region(profile: str | None) -> str | None:
    """The Region that the environment or the profile names; None where neither does."""
    session = botocore.session.Session(profile=profile)
    try:
        configured = session.get_config_variable("region")
    except BotoCoreError:
        return None
    return configured if isinstance(configured, str) else None
