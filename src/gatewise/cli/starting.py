"""Begins a diagnosis from the command line: a live one, an offline one, or a recorded case."""

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from gatewise.cli.streams import Refusal, talk
from gatewise.cli.target import target_of

if TYPE_CHECKING:
    from gatewise.opening import Opening


def opened(arguments: Namespace) -> "Opening":
    """The opening that the target arguments describe.

    Raises:
        Refusal: they can't be what they should be.
    """
    from gatewise import opening
    from gatewise.accounts import Accounts

    target = target_of(arguments)
    if arguments.offline:
        return opening.offline(target, Accounts(arguments.profile, arguments.consumer_profile))
    for option, profile in (("--profile", arguments.profile), ("--consumer-profile", arguments.consumer_profile)):
        if profile is not None:
            _check_profile(option, profile)
    begun = opening.live(
        target,
        profile=arguments.profile,
        region=arguments.region,
        here=arguments.here,
        consumer_profile=arguments.consumer_profile,
    )
    if "region" not in begun.session.target:
        talk("No Region is known, so AWS can't be asked: give --region, or the invoke URL, which names it.")
    return begun


def _check_profile(option: str, profile: str) -> None:
    from gatewise.observers.aws_configuration import profiles

    there = profiles()
    if profile not in there:
        named = (
            f"there is {', '.join(there)}" if there else "no profile is configured here; `aws configure sso` makes one"
        )
        raise Refusal(f"{option}: there is no profile {profile!r}; {named}")


def recorded(name: str) -> "Opening":
    """The opening of a shipped case, by name, or of any case file, by path.

    Raises:
        Refusal: there is none, or it does not load.
    """
    from gatewise import opening
    from gatewise.cli import cases
    from gatewise.loader import CaseMistakes

    if name not in cases.names() and not Path(name).is_file():
        raise Refusal(cases.unknown(name))
    try:
        return opening.recorded(opening.case_named(name))
    except CaseMistakes as mistakes:
        raise Refusal(f"the case does not load:\n{mistakes}") from mistakes


def answers_of(given: list[str]) -> Mapping[str, str]:
    """The `DECISION=ANSWER` arguments by decision.

    Raises:
        Refusal: one has no equals sign, or a decision is answered twice.
    """
    answers: dict[str, str] = {}
    for one in given:
        name, equals, answer = one.partition("=")
        if not (name and equals and answer):
            raise Refusal(f"--answer: {one!r} should be DECISION=ANSWER, for example resource_policy=allows")
        if answers.setdefault(name, answer) != answer:
            raise Refusal(f"--answer: {name} is answered twice, {answers[name]} and {answer}; give one")
    return answers
