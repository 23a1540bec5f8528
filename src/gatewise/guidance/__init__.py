"""Which question is best asked next, and what a tree's order of questions costs on average.

Pure: works on worlds, each of which says what is wrong, how often that is met, and what the questions are answered.
"""

from gatewise.guidance.guide import Ask, Conclude, Effort, Efforts, Guide, by_hand, with_probes
from gatewise.guidance.worlds import World, completed

__all__ = ["Ask", "Conclude", "Effort", "Efforts", "Guide", "World", "by_hand", "completed", "with_probes"]
