"""The failure taxonomy to look at: every cause, what it looks like, how it is told from its neighbours.

Nothing of it is written a second time: titles, questions and fixes are the tree's, what a cause looks like is what its
cases show, and what sets two causes apart is the first question that their cases answer differently.
"""

from gatewise.taxonomy.described import described, of_tree, untold
from gatewise.taxonomy.entry import Alike, Deciding, Entry, Look, Taxonomy

__all__ = ["Alike", "Deciding", "Entry", "Look", "Taxonomy", "described", "of_tree", "untold"]
