"""A small decision graph of the tests' own: three questions, one action, three findings."""

from gatewise.graph import DecisionGraph
from gatewise.nodes import LayerFile, TreeFile

_CHECK = {"steps": ["Look."]}
_COST = {"human": "30"}
_SOURCE = [{"title": "AWS documentation", "url": "https://docs.aws.amazon.com/"}]
_FIX = {
    "cli": ["aws ec2 describe-vpc-endpoints --vpc-endpoint-ids {vpce_id}"],
    "console": ["Open the VPC console."],
    "terraform": 'resource "x" "y" {}',
    "risk": "None.",
    "undo": ["# nothing to take back"],
    "redeploy": "no",
    "verify": "Look again.",
}


def _decision(title: str, answers: dict[str, str], sets: dict[str, dict[str, str]] | None = None) -> dict[str, object]:
    return {
        "kind": "decision",
        "layer": "network",
        "title": title,
        "question": f"{title}?",
        "why": "To know.",
        "check": _CHECK,
        "vantage": "person",
        "cost": _COST,
        "answers": {
            name: {"label": name, "to": to, "rules_out": "The rest.", "sets": (sets or {}).get(name, {})}
            for name, to in answers.items()
        },
    }


def _finding(verdict: str, then: str | None, retest: str | None) -> dict[str, object]:
    return {
        "kind": "finding",
        "layer": "network",
        "verdict": verdict,
        "title": "A finding",
        "explanation": "So it is with {vpce_id}.",
        "sources": _SOURCE,
        **({"fix": _FIX} if verdict == "fault" else {}),
        **({"then": then} if then else {}),
        **({"retest": retest} if retest else {}),
    }


NODES: dict[str, dict[str, object]] = {
    "first": _decision("First", {"yes": "second", "no": "closed", "unknown": "second"}, {"yes": {"seen": "first"}}),
    "second": _decision("Second", {"yes": "third", "no": "prepare", "unknown": "third"}, {"no": {"seen": "second"}}),
    "prepare": {
        "kind": "action",
        "layer": "observability",
        "title": "Prepare",
        "todo": "Do it.",
        "risk": "None.",
        "to": "third",
        "skip_to": "third",
        "cost": _COST,
    },
    "third": _decision("Third", {"yes": "good", "no": "broken", "unknown": "good"}),
    "closed": _finding("fault", "second", "first"),
    "broken": _finding("fault", "good", "third"),
    "good": _finding("sound", None, None),
}


def small_graph() -> DecisionGraph:
    """The graph, made without files."""
    nodes = LayerFile.model_validate({"nodes": NODES}).nodes
    vpce_id = {"title": "endpoint id", "example": "vpce-1", "where": "VPC console", "given": "true"}
    tree = TreeFile.model_validate(
        {
            "gatewise_tree": "1",
            "title": "Small",
            "summary": "For tests.",
            "start": "first",
            "files": ["all.yaml"],
            "facts": {"vpce_id": vpce_id, "seen": {"title": "seen", "example": "first", "where": "nowhere"}},
        }
        | {"gatewise_tree": 1}
    )
    return DecisionGraph("small", tree.title, tree.summary, tree.start, nodes, tree.facts, "digest")
