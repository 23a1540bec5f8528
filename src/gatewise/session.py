"""Where one diagnosis stands: a graph, the facts given, and the answers. Everything else is derived.

Answers are keyed by decision. Going back keeps them, and they count again as soon as the route passes their
decision again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from gatewise.accounts import Accounts
from gatewise.graph import DONE, SKIPPED, DecisionGraph
from gatewise.model import UNKNOWN, Answered, Fact, Facts, Layer, Verdict
from gatewise.nodes import Action, Decision, Finding
from gatewise.partitions import following_from


class NotPossible(Exception):  # noqa: N818 - it says what a session refuses, as a sentence
    """The session refuses this step; the message says why and what would be right."""


@dataclass(frozen=True, slots=True)
class Step:
    """One node that the route has passed."""

    node: str
    way: str
    """The answer taken; `done` or `skipped` behind an action, `fixed` behind a finding that was continued past."""
    target: str
    answered: Answered | None
    """None behind a finding that was continued past."""


@dataclass(frozen=True, slots=True)
class Discarded:
    """A finding that the walk has left behind."""

    finding: str
    by: Step


@dataclass(frozen=True)
class Session:
    """One diagnosis. Every step returns a new session."""

    graph: DecisionGraph
    target: Facts = field(default_factory=lambda: MappingProxyType({}))
    """What was given about the thing under diagnosis: the first facts."""
    answers: Mapping[str, Answered] = field(default_factory=lambda: MappingProxyType({}))
    """By decision or action; also those the route does not pass at present."""
    passed: frozenset[str] = frozenset()
    """The findings the walk went on from as if they were fixed."""
    held: str | None = None
    """The node the person went back to: its answer is kept, and does not count until it is answered again."""
    accounts: Accounts = field(default_factory=Accounts)
    """The profiles with which the two accounts are asked, and printed commands run."""

    @cached_property
    def trail(self) -> tuple[Step, ...]:
        """The steps from the start to the open node."""
        steps: list[Step] = []
        name = self.graph.start
        while (step := self._step_from(name)) is not None:
            steps.append(step)
            name = step.target
        return tuple(steps)

    def _step_from(self, name: str) -> Step | None:
        if name == self.held:
            return None
        node = self.graph.nodes[name]
        if isinstance(node, Finding):
            return Step(name, "fixed", node.then, None) if name in self.passed and node.then else None
        answered = self.answers.get(name)
        if answered is None:
            return None
        target = next(edge.target for edge in self.graph.ways_from(name) if edge.key == answered.answer)
        return Step(name, answered.answer, target, answered)

    @property
    def open(self) -> str:
        """The node where the walk stands: a decision to answer, an action to do, or a finding."""
        return self.trail[-1].target if self.trail else self.graph.start

    @property
    def node(self) -> Decision | Action | Finding:
        """The open node itself."""
        return self.graph.nodes[self.open]

    @property
    def finding(self) -> Finding | None:
        """The open node, if the walk has come to a finding."""
        node = self.node
        return node if isinstance(node, Finding) else None

    @cached_property
    def facts(self) -> Facts:
        """What is known here: the target, then what each answer on the route established, later over earlier.

        What follows from the Region is filled in where nothing else says it. `passed_faults` names the faults that the
        walk went on from: as long as they are not mended, what the client sees is theirs.
        """
        known: dict[str, Fact] = dict(self.target)
        passed: list[str] = []
        for step in self.trail:
            node = self.graph.nodes[step.node]
            if isinstance(node, Finding) and node.verdict is Verdict.FAULT and node.layer is not Layer.OBSERVABILITY:
                passed.append(step.node)
            if step.answered is not None:
                if isinstance(node, Decision):
                    known.update(node.answers[step.way].sets)
                known.update(step.answered.facts)
        if passed:
            known["passed_faults"] = tuple(passed)
        region = known.get("region")
        if isinstance(region, str) and region:
            following = following_from(region).items()
            known = {**{name: value for name, value in following if name in self.graph.facts}, **known}
        return MappingProxyType(known)

    @property
    def found(self) -> tuple[str, ...]:
        """Every finding on the route, those continued past and the open one, in order."""
        passed = [step.node for step in self.trail if isinstance(self.graph.nodes[step.node], Finding)]
        return (*passed, self.open) if self.finding is not None else tuple(passed)

    @property
    def suspects(self) -> frozenset[str]:
        """The findings still reachable from here."""
        return self.graph.suspects(self.open)

    @property
    def behind(self) -> frozenset[str]:
        """The findings that a walk behind the open finding can come to once that one is fixed."""
        return self._beyond(self.open)

    @property
    def discarded(self) -> tuple[Discarded, ...]:
        """The findings that answers have ruled out, each with the answer that did, in the order of the trail."""
        return tuple(gone for gone in self._left_behind if gone.by.way not in {UNKNOWN, SKIPPED})

    @property
    def passed_over(self) -> tuple[Discarded, ...]:
        """The findings left behind because nobody could tell, or an action was left out: not ruled out, not found."""
        return tuple(gone for gone in self._left_behind if gone.by.way in {UNKNOWN, SKIPPED})

    @cached_property
    def _left_behind(self) -> tuple[Discarded, ...]:
        gone: dict[str, Discarded] = {}
        for step in self.trail:
            if isinstance(self.graph.nodes[step.node], Finding):
                continue
            # That one fault was found says nothing about those that lie behind it.
            beyond = self._beyond(step.target)
            for finding in self.graph.ruled_out(step.node, step.target):
                if finding not in beyond:
                    gone.setdefault(finding, Discarded(finding, step))
        left = {*self.suspects, *self.found, *self.behind}
        return tuple(found for found in gone.values() if found.finding not in left)

    def _beyond(self, name: str) -> frozenset[str]:
        node = self.graph.nodes[name]
        return self.graph.suspects(node.then) if isinstance(node, Finding) and node.then else frozenset()

    def answered(self, node: str, answer: Answered) -> "Session":
        """The session with the open node answered.

        Raises:
            NotPossible: the node is not the open one (a late reading), or it has no such answer.
        """
        if node != self.open:
            raise NotPossible(f"{node!r} is not the open question; {self.open!r} is")
        self._check(node, answer)
        held = None if self.held == node else self.held
        return replace(self, answers=MappingProxyType({**self.answers, node: answer}), held=held)

    def back(self) -> "Session":
        """The session at the node before; every answer is kept.

        Raises:
            NotPossible: the walk is at its start.
        """
        if not self.trail:
            raise NotPossible("this is the first question; there is nothing to go back to")
        return replace(self, held=self.trail[-1].node)

    def forward(self) -> "Session":
        """The session one kept answer further on, after going back.

        Raises:
            NotPossible: the open node has no kept answer.
        """
        if self.held is None or self.held != self.open:
            raise NotPossible("nothing was taken back; answer the question to go on")
        released = replace(self, held=None)
        behind = released.trail[len(self.trail)].target
        kept = released._step_from(behind) is not None  # noqa: SLF001 - its own class
        return replace(self, held=behind) if kept else released

    def revised(self, node: str, answer: Answered) -> "Session":
        """The session with an earlier answer changed; later answers count where the new route still passes them.

        Raises:
            NotPossible: the node is not on the route, or it has no such answer.
        """
        if node == self.open:
            return self.answered(node, answer)
        if node not in {step.node for step in self.trail if step.answered is not None}:
            raise NotPossible(f"{node!r} has not been answered on this route, so it can't be revised")
        self._check(node, answer)
        return replace(self, answers=MappingProxyType({**self.answers, node: answer}), held=None)

    def continued(self) -> "Session":
        """The session past the open finding, as if it were fixed.

        Raises:
            NotPossible: no finding is open, or nothing lies behind it.
        """
        if self.finding is None:
            raise NotPossible(f"{self.open!r} is no finding, so there is nothing to continue past")
        if self.finding.then is None:
            raise NotPossible(f"{self.open!r} is where the walk ends")
        return replace(self, passed=self.passed | {self.open}, held=None)

    def given(self, facts: Facts) -> "Session":
        """The session with these facts about the target added or changed; an empty value takes one away."""
        kept = {name: value for name, value in {**self.target, **facts}.items() if value}
        return replace(self, target=MappingProxyType(kept))

    def _check(self, name: str, answer: Answered) -> None:
        node = self.graph.nodes[name]
        if isinstance(node, Finding):
            raise NotPossible(f"{name!r} is a finding; it takes no answer")
        choices = [DONE, SKIPPED] if isinstance(node, Action) else list(node.answers)
        if answer.answer not in choices:
            raise NotPossible(f"{name!r} has no answer {answer.answer!r}; it has {', '.join(choices)}")
