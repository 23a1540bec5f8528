"""Tree and case files as values, or every mistake in them with file, line and column."""

from gatewise.loader.case_files import Case, case_files, cases_in, load_case
from gatewise.loader.mistakes import CaseMistakes, Code, Mistake, Mistakes, TreeMistakes
from gatewise.loader.node_rules import ProbeFacts
from gatewise.loader.schema import case_schema, layer_schema, tree_schema
from gatewise.loader.shipped import shipped_trees, tree_names
from gatewise.loader.taxonomy import base_rates
from gatewise.loader.trees import load_tree, mistakes_in

__all__ = [
    "Case",
    "CaseMistakes",
    "Code",
    "Mistake",
    "Mistakes",
    "ProbeFacts",
    "TreeMistakes",
    "base_rates",
    "case_files",
    "case_schema",
    "cases_in",
    "layer_schema",
    "load_case",
    "load_tree",
    "mistakes_in",
    "shipped_trees",
    "tree_names",
    "tree_schema",
]
