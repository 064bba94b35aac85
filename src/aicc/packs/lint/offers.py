"""Checking steps that offer a list: where it comes from, what its records are called."""

from collections.abc import Iterator

from aicc.domain.action import Fields, ValueKind
from aicc.domain.flow import NONE, Flow, InputType, Step
from aicc.packs.files import Path_
from aicc.packs.lint.finding import Actions, PlaceFinding, did_you_mean, error
from aicc.packs.lint.texts import check_spoken, check_template, fields_of

_SAID_AS = {
    "won": {ValueKind.NUMBER},
    "number": {ValueKind.NUMBER},
    "date": {ValueKind.DATE, ValueKind.DATETIME},
    "day": {ValueKind.DATE, ValueKind.DATETIME},
    "time": {ValueKind.TIME},
    "datetime": {ValueKind.DATETIME},
}


def fields_of_list(flow: Flow, source: str, actions: Actions) -> Fields | None:
    """What a record of the list has; None where no call of the scenario gives such a list."""
    slot, _, name = source.partition(".")
    for step in flow.steps.values():
        about = actions.get(step.call.action) if step.call and step.slot == slot else None
        if about and name in about.lists:
            return about.lists[name]
    return None


def lists_of(flow: Flow, actions: Actions) -> list[str]:
    """Every list that a call of the scenario gives, by the name that steps use."""
    return [
        f"{step.slot}.{name}"
        for step in flow.steps.values()
        if step.call and step.call.action in actions
        for name in actions[step.call.action].lists
    ]


def check_offer(
    file: str, place: Path_, step: Step, flow: Flow, actions: Actions
) -> Iterator[PlaceFinding]:
    offer, name = step.offer, f"step {step.id}"
    if offer is None:
        return
    where = (*place, "offer")
    if step.input_type is not InputType.SELECTION:
        yield error(file, where, f"{name}: offer has no effect: a list is for a selection")
    if step.options or step.entity:
        yield error(file, where, f"{name}: give an offer, an entity or options, not two of them")
    if NONE not in step.branches:
        message = f"{name}: the list may be empty: name a step for that in branches, under none"
        yield error(file, where, message)
    fields = fields_of_list(flow, offer.source, actions)
    if fields is None:
        hint = did_you_mean(offer.source, lists_of(flow, actions))
        message = f"{name}: no call of this scenario gives a list {offer.source}{hint}"
        yield error(file, (*where, "list"), message)
        return
    for field in ("show", "voice", "detail"):
        yield from _check_label((*where, field), file, name, getattr(offer, field), fields)
    yield from check_spoken(file, (*where, "show"), name, offer.show, offer.voice)


def _check_label(
    place: Path_, file: str, name: str, template: str, fields: Fields
) -> Iterator[PlaceFinding]:
    yield from check_template(file, place, template)
    for used in fields_of(template):
        kind = fields.get(used.name)
        if kind is None:
            known = ", ".join(fields)
            hint = did_you_mean(used.name, fields)
            message = f"{name}: a record has no {used.name}: it has {known}{hint}"
            yield error(file, place, message)
        elif kind not in _SAID_AS.get(used.format, {kind}) and kind is not ValueKind.ANY:
            message = f"{name}: {{{used.name}}} is a {kind}, which cannot be said as {used.format}"
            yield error(file, place, message)
