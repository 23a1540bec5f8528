"""What a diagnosis begins with: the graph, what is known of the target, and who looks.

The wizard and the headless command both begin here, and so begin the same.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from gatewise import probes
from gatewise.accounts import Accounts
from gatewise.graph import DecisionGraph
from gatewise.journal import Origin
from gatewise.loader import Case, load_case, load_tree, shipped_trees
from gatewise.model import Facts
from gatewise.observers import Observer
from gatewise.session import Session

TREE = "private-api"
"""The tree a diagnosis walks."""


@dataclass(frozen=True)
class Opening:
    """Everything a diagnosis needs before its first question."""

    session: Session
    observer: Observer
    origin: Origin
    answers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """In a recorded case: what the person of the case answered where no probe can."""
    case: Case | None = None


@cache
def graph(tree: str = TREE) -> DecisionGraph:
    """The shipped tree of that name.

    Raises:
        TreeMistakes: it does not load.
    """
    return load_tree(shipped_trees() / tree, {name: probes.named(name) for name in probes.names()})


def live(
    target: Facts, *, profile: str | None, region: str | None, here: bool, consumer_profile: str | None = None
) -> Opening:
    """A diagnosis that looks by itself. Region: as given, else the target's, else the AWS configuration's.

    `profile` is for the API's account, and serves the endpoint's too where there is no `consumer_profile`.
    """
    from gatewise.observers.live import LiveObserver
    from gatewise.observers.this_machine import here_interfaces

    accounts = Accounts(profile, consumer_profile)
    where = region or _one(target.get("region")) or _configured_region(profile or consumer_profile)
    known = {**target, "region": where or "", "here_interfaces": here_interfaces()}
    if here:
        known["client_is_here"] = "yes"
    settings = {**accounts.settings, "region": where or "", "here": "yes" if here else ""}
    observer = LiveObserver(profile=profile, region=where, consumer_profile=consumer_profile, here=here)
    observer.prepare(_most_called())
    return _opened(known, observer, settings)


def offline(target: Facts, accounts: Accounts | None = None) -> Opening:
    """A diagnosis that makes no connection at all: every look is a person's, by answer or by pasted output.

    The profiles of the accounts are only printed, in the commands to run.
    """
    from gatewise.observers.offline import OfflineObserver

    return _opened(target, OfflineObserver(), (accounts or Accounts()).settings)


def recorded(case: Case) -> Opening:
    """A diagnosis of a saved case, with neither account nor network."""
    from gatewise.observers.recorded import RecordedObserver

    session = Session(graph(), MappingProxyType(dict(case.facts)))
    origin = Origin(TREE, graph().digest, "recorded", session.target, case=str(case.path))
    return Opening(session, RecordedObserver(case), origin, case.answers, case)


def case_named(name: str) -> Case:
    """A shipped case by its name, or any case file by its path.

    Raises:
        CaseMistakes: there is none, or it does not load; says which cases there are.
    """
    shipped = shipped_trees() / TREE / "cases" / f"{name}.yaml"
    return load_case(shipped if shipped.is_file() else Path(name), graph())


def again(origin: Origin) -> Opening:
    """The opening that a saved session began with, for going on with it.

    Raises:
        CaseMistakes: its case is gone or does not load any more.
    """
    match origin.mode:
        case "recorded":
            return recorded(load_case(Path(origin.case), graph()))
        case "offline":
            return offline(origin.target, Accounts.of(origin.settings))
        case _:
            settings = origin.settings
            here = settings.get("here") == "yes"
            accounts, region = Accounts.of(settings), settings.get("region") or None
            return live(
                origin.target, profile=accounts.api, region=region, here=here, consumer_profile=accounts.endpoint
            )


def _most_called() -> tuple[str, ...]:
    """The two AWS services that most probes ask, which every diagnosis needs."""
    asked = Counter(
        service for name in probes.names() for service in {call.partition(".")[0] for call in probes.named(name).CALLS}
    )
    return tuple(service for service, _ in asked.most_common(2))


def _opened(target: Facts, observer: Observer, settings: Mapping[str, str]) -> Opening:
    known = MappingProxyType({name: value for name, value in target.items() if value})
    session = Session(graph(), known, accounts=Accounts.of(settings))
    origin = Origin(TREE, graph().digest, observer.mode, session.target, settings=MappingProxyType(dict(settings)))
    return Opening(session, observer, origin)


def _configured_region(profile: str | None) -> str | None:
    from gatewise.observers import aws_configuration

    return aws_configuration.region(profile)


def _one(fact: str | tuple[str, ...] | None) -> str | None:
    return fact if isinstance(fact, str) else None
