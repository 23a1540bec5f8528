"""The decision graph: where each answer leads, which findings are still reachable, which routes there are.

The only module that imports networkx.
"""

import random
from collections import Counter, deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

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


Ways: TypeAlias = Mapping[str, tuple[Edge, ...]]
"""The ways out of every node; each target is a node too."""


def multigraph(ways: Ways) -> "MultiDiGraph[str]":
    """The ways as networkx has them; an edge's key is its answer."""
    import networkx as nx

    graph: MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(ways)
    for edges in ways.values():
        for edge in edges:
            graph.add_edge(edge.origin, edge.target, edge.key)
    return graph


def in_order(ways: Ways) -> tuple[str, ...]:
    """The nodes, each before the nodes it leads to; those in a cycle, and those behind one, are left out."""
    waiting = Counter(edge.target for edges in ways.values() for edge in edges)
    ready = deque(name for name in ways if not waiting[name])
    ordered: list[str] = []
    while ready:
        ordered.append(ready.popleft())
        for edge in ways[ordered[-1]]:
            waiting[edge.target] -= 1
            if not waiting[edge.target]:
                ready.append(edge.target)
    return tuple(ordered)


def cycles(ways: Ways) -> tuple[tuple[Edge, ...], ...]:
    """One cycle out of each group of nodes that lead to one another."""
    if len(in_order(ways)) == len(ways):
        return ()
    import networkx as nx

    graph = multigraph(ways)
    found: list[tuple[Edge, ...]] = []
    for group in nx.strongly_connected_components(graph):
        name = next(iter(group))
        if len(group) > 1 or graph.has_edge(name, name):
            ring = nx.find_cycle(graph.subgraph(group))
            found.append(tuple(Edge(origin, key, target) for origin, target, key in ring))
    return tuple(found)


def reached(ways: Ways, start: str) -> Iterator[str]:
    """The start and every node some way from it comes to, nearest first."""
    seen = {start}
    pending = deque([start])
    while pending:
        name = pending.popleft()
        yield name
        for edge in ways[name]:
            if edge.target not in seen:
                seen.add(edge.target)
                pending.append(edge.target)


def leading_to(ways: Ways, ends: Collection[str]) -> frozenset[str]:
    """The ends, and every node with some way to one of them."""
    origins: dict[str, list[str]] = {name: [] for name in ways}
    for edges in ways.values():
        for edge in edges:
            origins[edge.target].append(edge.origin)
    leading = set(ends)
    pending = list(ends)
    while pending:
        fresh = [name for name in origins[pending.pop()] if name not in leading]
        leading.update(fresh)
        pending.extend(fresh)
    return frozenset(leading)


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
    def ways(self) -> Ways:
        """The ways out of every node, findings' continuations included, in the order of the files."""
        return {name: _ways_from(name, node) for name, node in self.nodes.items()}

    @cached_property
    def multigraph(self) -> "MultiDiGraph[str]":
        """The whole graph for networkx's algorithms; treat it as read-only."""
        return multigraph(self.ways)

    @cached_property
    def _walk(self) -> Ways:
        """The ways without those behind findings: a finding ends a route."""
        return {name: () if isinstance(self.nodes[name], Finding) else edges for name, edges in self.ways.items()}

    @cached_property
    def targets(self) -> dict[tuple[str, str], str]:
        """Where each way leads, by its origin and key."""
        return {(edge.origin, edge.key): edge.target for edge in self.edges}

    def walk(self, told: Mapping[str, str]) -> Ways:
        """The ways without those behind findings; of a node that is told, only the way that its answer takes."""
        chosen = {name: tuple(edge for edge in self._walk[name] if edge.key == key) for name, key in told.items()}
        return {**self._walk, **chosen}

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every way, in the order of the files."""
        return tuple(edge for edges in self.ways.values() for edge in edges)

    def ways_from(self, name: str) -> tuple[Edge, ...]:
        """The ways out of one node; none from a finding without `then`."""
        return self.ways[name]

    @cached_property
    def titles(self) -> dict[str, str]:
        """Each fact's title, for wording."""
        return {name: kind.title for name, kind in self.facts.items()}

    @cached_property
    def findings(self) -> tuple[str, ...]:
        """Every finding's id, in the order of the files."""
        return tuple(name for name, node in self.nodes.items() if isinstance(node, Finding))

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Every node, each before the nodes it leads to; findings' continuations count."""
        return in_order(self.ways)

    @cached_property
    def _ends(self) -> dict[str, int]:
        """The findings a walk from each node can end in: one bit each, in the order of `findings`."""
        ends = {name: 1 << position for position, name in enumerate(self.findings)}
        for name in reversed(self.order):
            if name not in ends:
                bits = 0
                for edge in self._walk[name]:
                    bits |= ends[edge.target]
                ends[name] = bits
        return ends

    def _named(self, bits: int) -> tuple[str, ...]:
        named: list[str] = []
        while bits:
            lowest = bits & -bits
            named.append(self.findings[lowest.bit_length() - 1])
            bits ^= lowest
        return tuple(named)

    def suspects(self, name: str) -> frozenset[str]:
        """The findings that a walk from this node can end in."""
        return frozenset(self._named(self._ends[name]))

    def ruled_out(self, name: str, target: str) -> tuple[str, ...]:
        """The findings that going from this node to that one leaves behind, in the order of the files."""
        return self._named(self._ends[name] & ~self._ends[target])

    def ahead(self, name: str) -> Iterator[str]:
        """The nodes behind this one, nearest first, findings' continuations left out."""
        behind = reached(self._walk, name)
        next(behind)
        return behind

    def number_of_routes(self) -> int:
        """How many routes lead from the start to a finding."""
        counts: dict[str, int] = {}
        for name in reversed(self.order):
            onward = sum(counts[edge.target] for edge in self._walk[name])
            counts[name] = onward or int(isinstance(self.nodes[name], Finding))
        return counts[self.start]

    def routes(self, ceiling: int = ROUTE_CEILING) -> Iterator[tuple[Edge, ...]]:
        """The routes from the start to a finding: all of them, or above the ceiling a sample that covers every edge.

        The sample is the same every time. An edge that only lies behind findings is on no route.
        """
        return self._every_route() if self.number_of_routes() <= ceiling else self._sampled_routes(ceiling)

    def _every_route(self) -> Iterator[tuple[Edge, ...]]:
        if not self._walk[self.start]:
            yield ()
        route: list[Edge] = []
        open_ways = [iter(self._walk[self.start])]
        while open_ways:
            edge = next(open_ways[-1], None)
            if edge is None:
                open_ways.pop()
                if route:
                    route.pop()
                continue
            route.append(edge)
            open_ways.append(iter(self._walk[edge.target]))
            if not self._walk[edge.target]:
                yield tuple(route)

    def _sampled_routes(self, ceiling: int) -> Iterator[tuple[Edge, ...]]:
        chance = random.Random(self.name)  # noqa: S311 - a repeatable sample, not a secret
        way_in: dict[str, Edge] = {}
        for name in reached(self._walk, self.start):
            for edge in self._walk[name]:
                way_in.setdefault(edge.target, edge)
        uncovered = {name: dict.fromkeys(edges) for name, edges in self._walk.items()}
        count = 0
        for name in reached(self._walk, self.start):
            while uncovered[name]:
                route = self._onward(self._way_to(name, way_in), uncovered, chance)
                count += 1
                yield route
        for _ in range(ceiling - count):
            yield self._onward([], uncovered, chance)

    def _way_to(self, name: str, way_in: Mapping[str, Edge]) -> list[Edge]:
        route: list[Edge] = []
        while name != self.start:
            route.append(way_in[name])
            name = route[-1].origin
        return route[::-1]

    def _onward(
        self, route: list[Edge], uncovered: Mapping[str, dict[Edge, None]], chance: random.Random
    ) -> tuple[Edge, ...]:
        """The route gone on to a finding, by ways not gone before where there are any."""
        for edge in route:
            uncovered[edge.origin].pop(edge, None)
        name = route[-1].target if route else self.start
        while ways := self._walk[name]:
            fresh = uncovered[name]
            edge = fresh.popitem()[0] if fresh else chance.choice(ways)
            route.append(edge)
            name = edge.target
        return tuple(route)


def _ways_from(name: str, node: Decision | Action | Finding) -> tuple[Edge, ...]:
    match node:
        case Decision(answers=answers):
            return tuple(Edge(name, key, answer.to) for key, answer in answers.items())
        case Action(to=to, skip_to=skip_to):
            return (Edge(name, DONE, to), Edge(name, SKIPPED, skip_to))
        case Finding(then=then):
            return () if then is None else (Edge(name, FIXED, then),)
