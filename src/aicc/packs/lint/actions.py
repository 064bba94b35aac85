"""Checking actions.yaml: translations that lead nowhere, and what nobody serves or asks for."""

from collections import Counter
from collections.abc import Iterator

from aicc.domain.serving import HttpService, ServedAction
from aicc.packs.actions_from_files import actions_from_plain
from aicc.packs.files import Path_, flows_of
from aicc.packs.lint.finding import Actions, PlaceFinding, Plain, did_you_mean, error, warning
from aicc.packs.lint.values import actions_in_texts
from aicc.packs.schema.actions import arguments_in, is_private

FILE = "actions.yaml"
OK = "ok"


def with_those_of(plain: Plain, actions: Actions) -> Actions:
    """The back end's actions and, over them, those that the pack describes."""
    own = {name: served.about for name, served in actions_from_plain(plain["actions"]).items()}
    return {**actions, **own}


def check_actions(plain: Plain, actions: Actions) -> Iterator[PlaceFinding]:
    """`actions` are the back end's own, without the pack's."""
    written = plain["actions"]["actions"]
    counts = Counter(action["name"] for action in written)
    served = actions_from_plain(plain["actions"])
    steps = [step for flow in flows_of(plain) for step in flow["steps"]]
    called = {step["call"]["action"] for step in steps if step["call"]} | actions_in_texts(plain)
    for at, each in enumerate(written):
        name, place = each["name"], ("actions", at)
        if counts[name] > 1:
            yield error(FILE, (*place, "name"), f"action {name} is there twice")
            continue
        if name not in called:
            message = f"action {name}: no scenario calls it, and no answer names a value of it"
            yield warning(FILE, (*place, "name"), message)
        yield from _check_service(place, name, served[name], actions)


def _check_service(
    place: Path_, name: str, action: ServedAction, actions: Actions
) -> Iterator[PlaceFinding]:
    service = action.service
    if service is None and name not in actions:
        message = f"action {name}: nobody serves it: give http or lambda, or hand a back end in"
        yield warning(FILE, (*place, "name"), message)
    if action.retries and action.about.cannot_be_undone:
        message = (
            f"action {name}: it cannot be undone and is tried again: its system must know the "
            "key of a request that it has done already"
        )
        yield warning(FILE, (*place, "retries"), message)
    if isinstance(service, HttpService):
        where = (*place, "http")
        yield from _check_url(where, name, action, service)
        yield from _check_outcomes(where, name, action, service)
        yield from _check_values(where, name, action, service)


def _check_url(
    place: Path_, name: str, action: ServedAction, service: HttpService
) -> Iterator[PlaceFinding]:
    known = action.about.arguments
    for argument in sorted(arguments_in(service.url) - known):
        hint = did_you_mean(argument, known)
        message = f"action {name}: {{{argument}}} is not one of its arguments{hint}"
        yield error(FILE, (*place, "url"), message)
    if not is_private(service.url):
        message = f"action {name}: what customers say goes over the network unencrypted: use https"
        yield warning(FILE, (*place, "url"), message)


def _check_outcomes(
    place: Path_, name: str, action: ServedAction, service: HttpService
) -> Iterator[PlaceFinding]:
    outcomes = action.about.outcomes
    named = {("statuses", str(status)): outcome for status, outcome in service.statuses.items()}
    named |= {("codes", code): outcome for code, outcome in service.codes.items()}
    for (field, key), outcome in named.items():
        if outcome not in outcomes:
            message = f"action {name} has no outcome {outcome}{did_you_mean(outcome, outcomes)}"
            yield error(FILE, (*place, field, key), message)
    says_ok = service.is_translated and not service.code
    if says_ok and OK not in outcomes:
        message = f"action {name}: a good answer without a code is ok, which is not an outcome"
        yield error(FILE, (*place, "values"), message)


def _check_values(
    place: Path_, name: str, action: ServedAction, service: HttpService
) -> Iterator[PlaceFinding]:
    known = frozenset[str]().union(*action.about.outcomes.values())
    lists = action.about.lists
    known |= {f"{name}.{field}" for name, fields in lists.items() for field in fields}
    for value in service.values:
        if value not in known:
            message = f"action {name} has no value {value}{did_you_mean(value, known)}"
            yield error(FILE, (*place, "values", value), message)
