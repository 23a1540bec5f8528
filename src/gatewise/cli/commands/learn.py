"""`gatewise learn`: the failure taxonomy, to read and to search."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from gatewise.cli.outcome import Outcome
from gatewise.cli.streams import Refusal, say
from gatewise.report.exit_code import ExitCode

if TYPE_CHECKING:
    from gatewise.taxonomy import Taxonomy

SUMMARY = "how calls to a private API fail: the taxonomy"
DESCRIPTION = """\
What there is to learn. taxonomy shows every cause by its layer: what it looks
like, how to tell it from its neighbours, how to prove it, and the fix.
"""
EXAMPLES = """\
  gatewise learn taxonomy                          every cause, a line each
  gatewise learn taxonomy dep-policy-not-redeployed one cause, in full
  gatewise learn taxonomy --search forbidden       the causes that say so
  gatewise learn taxonomy --symptoms               what is seen, and its causes
  gatewise learn taxonomy --format markdown        all of it, as a handout
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the sub-commands."""
    from gatewise.cli.parser import formatter

    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True, title="verbs")
    words = "show the causes: what each looks like, how to tell it from others, how to prove and to mend it"
    taxonomy_ = verbs.add_parser("taxonomy", help=words, description=words, formatter_class=formatter)
    taxonomy_.add_argument("cause", nargs="?", metavar="CAUSE", help="one cause, in full (default: all, a line each)")
    taxonomy_.add_argument("--search", metavar="WORDS", help="only causes in which all of these words occur")
    taxonomy_.add_argument("--layer", metavar="LAYER", help="only this layer, such as dns or authorization")
    taxonomy_.add_argument("--symptoms", action="store_true", help="by what the client sees, in place of by layer")
    words = "text (default), markdown with every cause in full, or json"
    taxonomy_.add_argument("--format", choices=("text", "markdown", "json"), default="text", help=words)
    taxonomy_.set_defaults(run=taxonomy)


def taxonomy(arguments: Namespace) -> Outcome:
    """Print the taxonomy, or the part that was asked for."""
    from gatewise.observation.foreign_text import cleaned
    from gatewise.taxonomy import as_json, as_markdown, as_text

    shown = _chosen(arguments)
    match arguments.format:
        case "json":
            page = as_json.page(shown)
        case "markdown":
            page = as_markdown.page(shown)
        case _ if arguments.cause:
            page = as_text.cause(shown, shown.entries[0])
        case _ if arguments.symptoms:
            page = as_text.symptoms(shown)
        case _:
            page = as_text.overview(shown)
    say(cleaned(page))
    return ExitCode.SOUND


def _chosen(arguments: Namespace) -> "Taxonomy":
    from difflib import get_close_matches

    from gatewise.model import Layer
    from gatewise.opening import graph
    from gatewise.taxonomy import of_tree

    taxonomy = of_tree(graph())
    layers = [layer.value for layer in Layer]
    if arguments.layer and arguments.layer not in layers:
        raise Refusal(f"--layer: there is no layer {arguments.layer!r}; there are {', '.join(layers)}")
    if arguments.cause and arguments.cause not in taxonomy.by_cause:
        near = get_close_matches(arguments.cause, taxonomy.by_cause, 1)
        hint = f"did you mean {near[0]!r}?" if near else "`gatewise learn taxonomy` lists them"
        raise Refusal(f"there is no cause {arguments.cause!r}; {hint}")
    return taxonomy.only(cause=arguments.cause or "", layer=arguments.layer or "", words=arguments.search or "")
