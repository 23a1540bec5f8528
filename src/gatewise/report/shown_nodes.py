"""The nodes of a diagnosis with their wording filled in, as report contents."""

from collections.abc import Sequence
from dataclasses import replace

from gatewise import wording
from gatewise.accounts import sides_named_in
from gatewise.diagnosis import Diagnosis, OpenQuestion
from gatewise.graph import DONE
from gatewise.model import UNKNOWN, Evidence, Facts, Giver, Reason
from gatewise.nodes import Action, Decision, Finding, Fix
from gatewise.observation.foreign_text import cleaned
from gatewise.report.contents import (
    Choice,
    LeftBehind,
    LeftBehindBy,
    Seen,
    ShownFinding,
    ShownFix,
    ShownQuestion,
    ShownRefusal,
    ShownSource,
    ShownStep,
    Suspect,
)
from gatewise.session import Session
from gatewise.trail import Discarded, Step

_OF_AN_ACCOUNT = frozenset({Reason.OTHER_ACCOUNT, Reason.ACCESS_DENIED})
"""Reasons why another account's credentials could be what is missing."""


class NodesShown:
    """Fills one diagnosis's wording in; facts are those known where the node stands on the route."""

    def __init__(self, diagnosis: Diagnosis) -> None:
        self._session = diagnosis.session
        self._graph = diagnosis.session.graph
        self._open = {asked.node: asked for asked in diagnosis.open_questions}

    def finding(self, name: str) -> ShownFinding:
        """A finding on the route, with the evidence of the answer that led to it."""
        node, facts = self._finding(name), self._facts_at(name)
        deciding = next((step for step in self._session.trail if step.target == name), None)
        rests_on = deciding.answered.evidence if deciding and deciding.answered and deciding.way != UNKNOWN else ()
        return ShownFinding(
            id=name,
            cause=node.cause,
            layer=node.layer.value,
            verdict=node.verdict.value,
            title=self._prose(node.title, facts),
            explanation=self._prose(node.explanation, facts),
            evidence=_seen(rests_on),
            fix=None if node.fix is None else self._fix(node.fix, facts),
            next_steps=self._proses(node.next_steps, facts),
            sources=tuple(ShownSource(source.title, source.url) for source in node.sources),
        )

    def step(self, step: Step) -> ShownStep:
        """One step of the trail."""
        node, facts = self._graph.nodes[step.node], self._session.facts
        answered = step.answered
        match node:
            case Decision():
                question, label = node.question, node.answers[step.way].label
            case Action():
                question, label = node.todo, "Done" if step.way == DONE else "Left out"
            case Finding():
                question, label = node.title, "Continued as if it were fixed"
        if answered is not None and answered.given_by is Giver.NOBODY:
            label = "Not asked"
        return ShownStep(
            node=step.node,
            kind=node.kind,
            layer=node.layer.value,
            title=self._prose(node.title, facts),
            question=self._prose(question, facts),
            answer=step.way,
            label=self._prose(label, facts),
            given_by=None if answered is None else answered.given_by.value,
            note="" if answered is None else cleaned(answered.note),
            evidence=() if answered is None else _seen(answered.evidence),
        )

    def suspect(self, name: str) -> Suspect:
        """A finding that is still possible."""
        node = self._finding(name)
        return Suspect(name, node.cause, node.layer.value, self._prose(node.title, self._session.facts))

    def left_behind(self, discarded: Discarded) -> LeftBehind:
        """A finding that the walk has left behind."""
        facts = self._session.facts
        node, by = self._finding(discarded.finding), self._graph.nodes[discarded.by.node]
        why = by.answers[discarded.by.way].rules_out if isinstance(by, Decision) else ""
        return LeftBehind(
            discarded.finding,
            node.cause,
            node.layer.value,
            self._prose(node.title, facts),
            LeftBehindBy(discarded.by.node, discarded.by.way, self._prose(why, facts)),
        )

    def question(self, asked: OpenQuestion) -> ShownQuestion:
        """A question that stayed open."""
        node = self._graph.nodes[asked.node]
        if not isinstance(node, Decision):
            raise TypeError(f"{asked.node!r} is no decision")
        facts = self._facts_at(asked.node)
        by_hand = self._commands(node.check.commands, facts)
        sides = asked.accounts or (() if asked.commands else sides_named_in(node.check.commands))
        told_apart = self._session.accounts.separate or asked.why.reason in _OF_AN_ACCOUNT
        return ShownQuestion(
            node=asked.node,
            title=self._prose(node.title, facts),
            question=self._prose(node.question, facts),
            reason=asked.why.reason.value,
            detail=cleaned(asked.why.detail),
            cure=cleaned(asked.why.cure),
            missing_action=asked.why.missing_action,
            evidence=_seen(asked.evidence),
            commands=tuple(map(cleaned, asked.commands)) or by_hand,
            accounts=tuple(side.value for side in sides) if told_apart else (),
            answers=tuple(Choice(key, self._prose(answer.label, facts)) for key, answer in node.answers.items()),
        )

    def _finding(self, name: str) -> Finding:
        node = self._graph.nodes[name]
        if not isinstance(node, Finding):
            raise TypeError(f"{name!r} is no finding")
        return node

    def _facts_at(self, name: str) -> Facts:
        """What was known when the walk stood at this node."""
        held: Session = replace(self._session, held=name)
        return held.facts

    def _fix(self, fix: Fix, facts: Facts) -> ShownFix:
        return ShownFix(
            risk=self._prose(fix.risk, facts),
            cli=self._commands(fix.cli, facts),
            console=self._proses(fix.console, facts),
            terraform=self._prose(fix.terraform, facts),
            cloudformation=None if fix.cloudformation is None else self._prose(fix.cloudformation, facts),
            undo=self._commands(fix.undo, facts),
            redeploy=fix.redeploy == "yes",
            verify=self._prose(fix.verify, facts),
            refusals=tuple(
                ShownRefusal(
                    self._prose(refused.says, facts),
                    refused.finding,
                    self._prose(self._finding(refused.finding).title, self._session.facts),
                )
                for refused in fix.refusals
            ),
        )

    def _prose(self, text: str, facts: Facts) -> str:
        return cleaned(wording.prose(text, facts, self._graph.titles))

    def _proses(self, texts: Sequence[str], facts: Facts) -> tuple[str, ...]:
        return tuple(self._prose(text, facts) for text in texts)

    def _commands(self, texts: Sequence[str], facts: Facts) -> tuple[str, ...]:
        accounts = self._session.accounts
        return tuple(cleaned(accounts.command(text, facts, self._graph.titles)) for text in texts)


def _seen(evidence: Sequence[Evidence]) -> tuple[Seen, ...]:
    return tuple(Seen(cleaned(seen.summary), cleaned(seen.detail), seen.seen_from.kind.value) for seen in evidence)
