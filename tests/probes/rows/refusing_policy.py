from gatewise.model import Reason
from tests.probes.driver import Row

ROWS = (
    *(
        Row(f"{answered} is {answer}", {"api_answer": answered}, answer, {}, {"api_answer": answered})
        for answered, answer in (
            ("resource_policy", "resource_policy"),
            ("endpoint_policy", "endpoint_policy"),
            ("domain_policy", "domain_policy"),
            ("not_authorized", "unnamed"),
        )
    ),
    Row("another answer", {"api_answer": "forbidden"}, None, because=Reason.MISSING_FACT),
    Row("nobody has seen it", {}, None, because=Reason.MISSING_FACT),
)
