"""`gatewise tree`: the decision graphs, for their authors and for the curious."""

from argparse import ArgumentParser, Namespace

from gatewise.cli.outcome import Outcome
from gatewise.cli.streams import Refusal, say
from gatewise.report.exit_code import ExitCode

SUMMARY = "the decision graphs: lint, test, stats, list, show, schema"
DESCRIPTION = """\
Looks at decision graphs. A tree is named by its folder, or by its name if it is
shipped.
"""
EXAMPLES = """\
  gatewise tree lint                       every shipped tree and its cases
  gatewise tree lint ./trees/mine          a folder
  gatewise tree test                       walk the cases; what they cover
  gatewise tree stats                      questions and seconds to a finding
  gatewise tree show --node endpoint_state one question, in full
  gatewise tree show --route dns_undecided a shortest way to a finding
  gatewise tree schema layer               JSON Schema, for editors
"""
_DEFAULT = "private-api"


def configure(parser: ArgumentParser) -> None:
    """Declare the sub-commands."""
    from gatewise.cli.parser import formatter

    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True, title="verbs")

    words = "print every mistake as FILE:LINE:COLUMN: CODE message; exit code 2 if there is one"
    lint_ = verbs.add_parser("lint", help=words, description=words, formatter_class=formatter)
    lint_.add_argument("trees", nargs="*", metavar="TREE", help="default: every shipped tree")
    lint_.set_defaults(run=lint)

    words = (
        "walk a tree's cases, and say which do not lead where they should and what no case comes by; "
        "exit code 1 if a case fails, 2 if the tree does not load"
    )
    test_ = verbs.add_parser("test", help=words, description=words, formatter_class=formatter)
    test_.add_argument("tree", nargs="?", default=_DEFAULT, metavar="TREE", help=f"default: {_DEFAULT}")
    test_.add_argument("--json", action="store_true", help="write JSON")
    test_.set_defaults(run=test)

    words = "how many questions and seconds a fault takes on average, in the tree's order and in the best one"
    stats_ = verbs.add_parser("stats", help=words, description=words, formatter_class=formatter)
    stats_.add_argument("tree", nargs="?", default=_DEFAULT, metavar="TREE", help=f"default: {_DEFAULT}")
    stats_.add_argument("--json", action="store_true", help="write JSON")
    stats_.set_defaults(run=stats)

    words = "list the shipped trees"
    list_ = verbs.add_parser("list", help=words, description=words, formatter_class=formatter)
    list_.set_defaults(run=list_trees)

    words = "show a tree's questions with their answers and where they lead"
    show_ = verbs.add_parser("show", help=words, description=words, formatter_class=formatter)
    show_.add_argument("tree", nargs="?", default=_DEFAULT, metavar="TREE", help=f"default: {_DEFAULT}")
    one_of = show_.add_mutually_exclusive_group()
    one_of.add_argument("--node", metavar="ID", help="show this question, action or finding in full")
    one_of.add_argument("--route", metavar="FINDING", help="show a shortest way to this finding")
    one_of.add_argument("--suspects", metavar="ID", help="show the findings that can be reached from this node")
    show_.set_defaults(run=show)

    words = "print a JSON Schema: of tree files and cases for editors, of the JSON report for programs"
    schema_ = verbs.add_parser("schema", help=words, description=words, formatter_class=formatter)
    schema_.add_argument("kind", choices=("tree", "layer", "case", "diagnosis"), help="what it describes")
    schema_.set_defaults(run=schema)


def lint(arguments: Namespace) -> Outcome:
    """Print the mistakes of the trees and of their cases."""
    from gatewise.cli.trees import every_probe, folder_of
    from gatewise.loader import mistakes_in, tree_names

    found = 0
    for folder in [folder_of(name) for name in arguments.trees or tree_names()]:
        mistakes = mistakes_in(folder, every_probe())
        found += len(mistakes)
        say("".join(f"{mistake}\n" for mistake in mistakes))
        if not mistakes:
            say(f"{folder.resolve().name}: no mistakes\n")
    return ExitCode.USAGE if found else ExitCode.SOUND


def test(arguments: Namespace) -> Outcome:
    """Print how the tree's cases fare, and what they cover."""
    from gatewise.cli.tree_tests import as_json, as_text
    from gatewise.cli.trees import folder_of, tree_named
    from gatewise.rehearsal import rehearse

    tree = tree_named(arguments.tree)
    rehearsal = rehearse(folder_of(arguments.tree), tree)
    say(as_json(tree, rehearsal) if arguments.json else as_text(rehearsal))
    return ExitCode.SOUND if rehearsal.passed else ExitCode.FAULT


def stats(arguments: Namespace) -> Outcome:
    """Print what the tree's order costs, and what would be gained."""
    from gatewise.cli.tree_stats import as_json, as_text
    from gatewise.cli.trees import folder_of, tree_named
    from gatewise.guidance.statistics import statistics
    from gatewise.known_worlds import guide_of

    tree = tree_named(arguments.tree)
    counted = statistics(guide_of(folder_of(arguments.tree), tree))
    say((as_json if arguments.json else as_text)(tree, counted))
    return ExitCode.SOUND


def list_trees(_: Namespace) -> Outcome:
    """Print one line for each shipped tree."""
    from gatewise.cli.trees import every_probe
    from gatewise.loader import TreeMistakes, case_files, load_tree, shipped_trees, tree_names
    from gatewise.nodes import Decision, Finding

    for name in tree_names():
        folder = shipped_trees() / name
        try:
            tree = load_tree(folder, every_probe())
        except TreeMistakes as mistakes:
            say(f"{name}  does not load: {len(mistakes.mistakes)} mistakes; see gatewise tree lint {name}\n")
            continue
        decisions = sum(isinstance(node, Decision) for node in tree.nodes.values())
        findings = sum(isinstance(node, Finding) for node in tree.nodes.values())
        counted = f"{decisions} questions, {findings} findings, {len(case_files(folder))} cases"
        say(f"{name}  {tree.title} ({counted})\n")
    return ExitCode.SOUND


def show(arguments: Namespace) -> Outcome:
    """Print the tree, or a part of it."""
    from gatewise.cli import tree_pages
    from gatewise.cli.trees import tree_named

    tree = tree_named(arguments.tree)
    for name in (arguments.node, arguments.route, arguments.suspects):
        if name is not None and name not in tree.nodes:
            raise Refusal(f"there is no node {name!r} in {tree.name}{tree_pages.nearest(tree, name)}")
    if arguments.node:
        page = tree_pages.node(tree, arguments.node)
    elif arguments.route:
        page = tree_pages.route(tree, arguments.route)
    elif arguments.suspects:
        page = tree_pages.suspects(tree, arguments.suspects)
    else:
        page = tree_pages.overview(tree)
    say("".join(f"{line}\n" for line in page))
    return ExitCode.SOUND


def schema(arguments: Namespace) -> Outcome:
    """Print a JSON Schema."""
    from gatewise.cli.schemas import schema_of

    say(schema_of(arguments.kind))
    return ExitCode.SOUND
