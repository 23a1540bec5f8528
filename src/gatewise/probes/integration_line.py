"""How the integration failed, told from the line that was read in the execution log. Asks nothing."""

from gatewise.analysis.known import one
from gatewise.model import Facts
from gatewise.probes import Probing
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = (
    "lambda_permission",
    "malformed_proxy",
    "timeout",
    "network",
    "tls_backend",
    "invalid_endpoint",
    "backend_status",
    "other",
)
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS: tuple[str, ...] = ()

_SAID = {
    "lambda_permission": "API Gateway may not call the function.",
    "malformed_proxy": "The function's response does not have the shape that a proxy integration wants.",
    "timeout": "The backend had not answered when the integration's time was up.",
    "network": "API Gateway could not communicate with the backend.",
    "tls_backend": "The backend's certificate is for another name than the integration calls.",
    "invalid_endpoint": "The integration's address does not lead to a backend.",
    "backend_status": "The backend itself answered with an error.",
    "other": "The integration failed in another way.",
}


def probe(facts: Facts) -> Probing:
    """Read the fact `log_failure`."""
    yield from ()
    failure = one(facts, "log_failure")
    if failure not in _SAID:
        return untold(not_known("No line of the log has been read.", "Read the log's last lines of the call."))
    return told(failure, evidence(_SAID[failure]))
