"""Where one diagnosis stands: a graph, the facts given, and the answers. Everything else is derived.

Answers are keyed by decision. Going back keeps them, and they count again as soon as the route passes their
decision again.

A question may be asked out of turn, before the walk comes to it. Its answer counts at once, and the walk passes it
when it gets there. Once such answers lead to a finding by themselves, the walk may be concluded: it passes what was not
asked as if nobody could tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from gatewise.accounts import Accounts
from gatewise.graph import DONE, SKIPPED, DecisionGraph, reached
from gatewise.model import UNKNOWN, Answered, Fact, Facts, Layer, Verdict
from gatewise.nodes import Action, Decision, Finding
from gatewise.partitions import following_from
from gatewise.trail import Discarded, Step, beyond, left_behind, not_asked


class NotPossible(Exception):  # noqa: N818 - it says what a session refuses, as a sentence
    """The session refuses this step; the message says why and what would be right."""


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
    asking: str | None = None
    """The question that was turned to, in its turn or out of it."""
    asked: tuple[str, ...] = ()
    """The questions answered since the first one that was turned to, in the order they were answered."""
    set_aside: tuple[str, ...] = ()
    """The questions gone back over since then, the next one first: their answers are kept, and do not count."""
    concluded: bool = False
    """Whether the walk passes what was not asked, because the answers given lead to a finding."""

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
        if name in (self.held, self.asking) or name in self.set_aside:
            return None
        node = self.graph.nodes[name]
        if isinstance(node, Finding):
            return Step(name, "fixed", node.then, None) if name in self.passed and node.then else None
        answered = self.answers.get(name)
        if answered is None and self.concluded:
            answered = not_asked(node)
        if answered is None:
            return None
        return Step(name, answered.answer, self.graph.targets[name, answered.answer], answered)

    @property
    def in_turn(self) -> str:
        """The node that the walk has come to: a decision to answer, an action to do, or a finding."""
        return self.trail[-1].target if self.trail else self.graph.start

    @property
    def open(self) -> str:
        """The node where the session stands: where the walk has come to, or the question that was turned to."""
        return self.asking or self.in_turn

    @cached_property
    def early(self) -> tuple[Step, ...]:
        """The answers given out of turn that the walk has not come to yet, in the order they were given."""
        on_trail = {step.node for step in self.trail}
        ahead = [name for name in self.asked if name not in on_trail and name != self.asking]
        return tuple(step for name in ahead if (step := self._step_from(name)) is not None)

    @cached_property
    def told(self) -> Mapping[str, str]:
        """By decision or action: the answers that count here, `unknown` among them; what was not asked is not."""
        steps = (step for step in (*self.trail, *self.early) if step.node in self.answers)
        return MappingProxyType({step.node: step.way for step in steps})

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
        """What is known here: the target, then what each answer that counts established, later over earlier.

        What follows from the Region is filled in where nothing else says it. `passed_faults` names the faults that the
        walk went on from: as long as they are not mended, what the client sees is theirs.
        """
        known: dict[str, Fact] = dict(self.target)
        passed: list[str] = []
        for step in (*self.trail, *self.early):
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
        if self.asking is None and not self.asked:
            return self.graph.suspects(self.open)
        findings = set(self.graph.findings)
        return frozenset(name for name in self.ahead if name in findings)

    @cached_property
    def ahead(self) -> tuple[str, ...]:
        """The node the walk has come to and those it can still come by, nearest first; early answers leave one way."""
        early = {step.node: step.way for step in self.early}
        return tuple(reached(self.graph.walk(early), self.in_turn))

    @property
    def behind(self) -> frozenset[str]:
        """The findings that a walk behind the open finding can come to once that one is fixed."""
        return beyond(self.graph, self.open)

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
        left = {*self.suspects, *self.found, *self.behind}
        return tuple(gone for gone in left_behind(self.graph, self.trail) if gone.finding not in left)

    def answered(self, node: str, answer: Answered) -> "Session":
        """The session with the open node answered.

        Raises:
            NotPossible: the node is not the open one (a late reading), or it has no such answer.
        """
        if node != self.open:
            raise NotPossible(f"{node!r} is not the open question; {self.open!r} is")
        self._check(node, answer)
        held = None if self.held == node else self.held
        answers = MappingProxyType({**self.answers, node: answer})
        return replace(self, answers=answers, held=held, asked=self._asked_also(node), asking=None, set_aside=())

    def turned_to(self, node: str) -> "Session":
        """The session at this question, in its turn or out of it.

        Raises:
            NotPossible: it is no question, it is answered already, or the walk can't come to it any more.
        """
        turned = replace(self, asking=None, concluded=False)
        if node != turned.in_turn and not isinstance(self.graph.nodes.get(node), Decision):
            raise NotPossible(f"{node!r} is no question")
        if node in turned.told:
            raise NotPossible(f"{node!r} is answered already; revise the answer instead")
        if node not in turned.ahead:
            raise NotPossible(f"{node!r} does not lie ahead: the answers given lead past it")
        return replace(turned, asking=node)

    @property
    def is_decided(self) -> bool:
        """Whether the answers given lead to a finding by themselves: its deciding question was asked and answered."""
        after = replace(self, concluded=True, asking=None, held=None, set_aside=())
        last = after.trail[-1] if after.trail else None
        return last is not None and last.node in self.told and last.way != UNKNOWN

    def conclude(self) -> "Session":
        """The session at the finding that the answers given lead to, what was not asked passed by.

        Raises:
            NotPossible: more has to be asked.
        """
        if not self.is_decided:
            raise NotPossible("the answers given do not lead to a finding by themselves")
        return replace(self, concluded=True, asking=None, held=None, set_aside=())

    def _asked_also(self, node: str) -> tuple[str, ...]:
        if self.asking is None and not self.asked:
            return ()
        return (*(name for name in self.asked if name != node), node)

    def back(self) -> "Session":
        """The session at the node before, or at the question answered before; every answer is kept.

        Raises:
            NotPossible: the walk is at its start.
        """
        if self.asked:
            aside = self.set_aside if self.asking is None else (self.asking, *self.set_aside)
            return replace(self, asking=self.asked[-1], asked=self.asked[:-1], set_aside=aside, concluded=False)
        if not self.trail:
            raise NotPossible("this is the first question; there is nothing to go back to")
        return replace(self, held=self.trail[-1].node, asking=None, set_aside=())

    def forward(self) -> "Session":
        """The session one kept answer further on, after going back.

        Raises:
            NotPossible: the open node has no kept answer.
        """
        if self.asking is not None and self.asking in self.answers:
            aside = self.set_aside
            then = aside[0] if aside else None
            return replace(self, asked=self._asked_also(self.asking), asking=then, set_aside=aside[1:])
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
        if node not in {step.node for step in (*self.trail, *self.early) if step.answered is not None}:
            raise NotPossible(f"{node!r} has not been answered on this route, so it can't be revised")
        self._check(node, answer)
        answers = MappingProxyType({**self.answers, node: answer})
        asked = self.asked if node in self.asked else self._asked_also(node)
        after = replace(self, answers=answers, held=None, asked=asked, asking=None, set_aside=(), concluded=False)
        return after.conclude() if self.concluded and after.is_decided else after

    def continued(self) -> "Session":
        """The session past the open finding, as if it were fixed.

        Raises:
            NotPossible: no finding is open, or nothing lies behind it.
        """
        if self.finding is None:
            raise NotPossible(f"{self.open!r} is no finding, so there is nothing to continue past")
        if self.finding.then is None:
            raise NotPossible(f"{self.open!r} is where the walk ends")
        return replace(self, passed=self.passed | {self.open}, held=None, concluded=False)

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
