"""The decision graph: where each answer leads, which findings are still reachable, which routes there are.

The only module that imports networkx.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import networkx

from gatewise.nodes import Action, Decision, FactKind, Finding

if TYPE_CHECKING:
    from networkx import MultiDiGraph

DONE = "done"
"""The edge key of an action that was carried out."""
SKIPPED = "skipped"
"""The edge key of an action that was left out."""
FIXED = "fixed"
"""The edge key from a finding to where the walk goes on as if it were fixed."""

ROUTE_CEILING = 2_000
"""Above so many routes, `routes` samples."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One way from a node to the next."""

    origin: str
    key: str
    """The answer; `done` or `skipped` behind an action, `fixed` behind a finding."""
    target: str


@dataclass(frozen=True)
class DecisionGraph:
    """A validated tree as a directed acyclic multigraph. The loader makes it; every target exists."""

    name: str
    """The tree's folder name."""
    title: str
    summary: str
    start: str
    nodes: Mapping[str, Decision | Action | Finding]
    facts: Mapping[str, FactKind]
    digest: str = ""
    """Of the files it was loaded from; a journal names it."""

    def __hash__(self) -> int:
        return hash((self.name, self.digest, self.start))

    @cached_property
    def _graph(self) -> "MultiDiGraph[str]":
        graph: MultiDiGraph[str] = networkx.MultiDiGraph()
        graph.add_nodes_from(self.nodes)
        graph.add_edges_from((edge.origin, edge.target, edge.key) for edge in self.edges)
        return graph

    @cached_property
    def _walk(self) -> "MultiDiGraph[str]":
        """The graph without the ways behind findings: a finding ends a route."""
        walk = self._graph.copy()
        walk.remove_edges_from([(edge.origin, edge.target, edge.key) for edge in self.edges if edge.key == FIXED])
        return walk

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every way, in the order of the files."""
        return tuple(edge for name in self.nodes for edge in self.ways_from(name))

    def ways_from(self, name: str) -> tuple[Edge, ...]:
        """The ways out of one node; none from a finding without `then`."""
        match self.nodes[name]:
            case Decision(answers=answers):
                return tuple(Edge(name, key, answer.to) for key, answer in answers.items())
            case Action(to=to, skip_to=skip_to):
                return (Edge(name, DONE, to), Edge(name, SKIPPED, skip_to))
            case Finding(then=then):
                return () if then is None else (Edge(name, FIXED, then),)

    @cached_property
    def titles(self) -> dict[str, str]:
        """Each fact's title, for wording."""
        return {name: kind.title for name, kind in self.facts.items()}

    @cached_property
    def findings(self) -> tuple[str, ...]:
        """Every finding's id, in the order of the files."""
        return tuple(name for name, node in self.nodes.items() if isinstance(node, Finding))

    def suspects(self, name: str) -> frozenset[str]:
        """The findings that a walk from this node can end in."""
        reached = networkx.descendants(self._walk, name) | {name}
        return frozenset(found for found in reached if isinstance(self.nodes[found], Finding))

    def ahead(self, name: str) -> Iterator[str]:
        """The nodes behind this one, nearest first, findings' continuations left out."""
        for _, target in networkx.bfs_edges(self._walk, name):
            yield target

    def cycle(self) -> tuple[str, ...]:
        """The nodes of one cycle in order, or nothing."""
        try:
            return tuple(edge[0] for edge in networkx.find_cycle(self._graph))
        except networkx.NetworkXNoCycle:
            return ()

    def reachable(self) -> frozenset[str]:
        """The nodes that some walk from the start comes to, going on behind findings too."""
        return frozenset(networkx.descendants(self._graph, self.start) | {self.start})

    def leading_to_findings(self) -> frozenset[str]:
        """The nodes from which a finding can be reached."""
        backwards = self._walk.reverse(copy=False)
        leading = set(self.findings)
        for finding in self.findings:
            leading |= networkx.descendants(backwards, finding)
        return frozenset(leading)

    def in_order(self) -> tuple[str, ...]:
        """Every node, each before the nodes it leads to; findings' continuations count."""
        return tuple(networkx.topological_sort(self._graph))

    def number_of_routes(self) -> int:
        """How many routes lead from the start to a finding."""
        counts: dict[str, int] = {}
        for name in reversed(self.in_order()):
            if isinstance(self.nodes[name], Finding):
                counts[name] = 1
            else:
                counts[name] = sum(counts[edge.target] for edge in self.ways_from(name))
        return counts[self.start]

    def routes(self, ceiling: int = ROUTE_CEILING) -> Iterator[tuple[Edge, ...]]:
        """The routes from the start to a finding: all of them, or above the ceiling a sample that covers every edge.

        The sample is the same every time. A walk that ends nowhere is no route.
        """
        if self.number_of_routes() <= ceiling:
            yield from self._every_route()
        else:
            yield from self._sampled_routes(ceiling)

    def _every_route(self) -> Iterator[tuple[Edge, ...]]:
        pending: list[tuple[str, tuple[Edge, ...]]] = [(self.start, ())]
        while pending:
            name, route = pending.pop()
            if isinstance(self.nodes[name], Finding):
                yield route
                continue
            pending.extend((edge.target, (*route, edge)) for edge in reversed(self.ways_from(name)))

    def _sampled_routes(self, ceiling: int) -> Iterator[tuple[Edge, ...]]:
        chance = random.Random(self.name)  # noqa: S311 - a repeatable sample, not a secret
        way_in: dict[str, tuple[Edge, ...]] = {self.start: ()}
        for name in [self.start, *self.ahead(self.start)]:
            for edge in self.ways_from(name):
                if not isinstance(self.nodes[name], Finding):
                    way_in.setdefault(edge.target, (*way_in[name], edge))
        covered: set[Edge] = set()
        count = 0
        for edge in self.edges:
            if edge in covered or edge.origin not in way_in or edge.key == FIXED:
                continue
            route = self._onward((*way_in[edge.origin], edge), chance)
            covered.update(route)
            count += 1
            yield route
        for _ in range(ceiling - count):
            yield self._onward((), chance)

    def _onward(self, route: tuple[Edge, ...], chance: random.Random) -> tuple[Edge, ...]:
        steps = list(route)
        name = steps[-1].target if steps else self.start
        while not isinstance(self.nodes[name], Finding):
            steps.append(chance.choice(self.ways_from(name)))
            name = steps[-1].target
        return tuple(steps)
