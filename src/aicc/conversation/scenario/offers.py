"""What a step offers this customer now: records that a call gave, or the values of an entity that
fit what was said before.

The department that was answered leaves its doctors; the doctor who was named answers the
department. What hangs on the conversation in this way is shown some at a time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from aicc.conversation.scenario.choosing import Moment, fits, moment_in
from aicc.domain.flow import Flow, Offer, Option, Step
from aicc.domain.json import Json, JsonMap, as_count, as_map, as_maps
from aicc.domain.run import FlowRun
from aicc.domain.turn import Channel
from aicc.errors import InvalidInputError
from aicc.korean.text.template import render

PAGE = {Channel.CHAT: 9, Channel.VOICE: 3}  # as many as a hand of cards, and as an ear keeps


def asked_now(flow: Flow, step: Step, run: FlowRun, channel: Channel = Channel.CHAT) -> Step:
    """The step with the options that it has now; mostly the step itself."""
    if not (step.entity or step.offer):
        return step
    shown = run.shown if run.step_id == step.id else {}
    fitting = _recorded(step.offer, run, channel) if step.offer else _tied(flow, step, run)
    if step.entity and len(fitting) == len(step.options):
        return step
    only = shown.get("only")
    if isinstance(only, list):
        fitting = [option for at, option in enumerate(fitting) if at in only]
    placed = _placed(fitting, as_count(shown.get("from")), PAGE[channel])
    return replace(step, options=tuple(placed))


def _placed(options: Iterable[Option], start: int, most: int) -> Iterable[Option]:
    """Numbered are those of the page that begins at `start`."""
    for at, option in enumerate(options, 1 - start):
        yield replace(option, place=at if 1 <= at <= most else 0)


def _recorded(offer: Offer, run: FlowRun, channel: Channel) -> list[Option]:
    slot, _, name = offer.source.partition(".")
    written, spoken = Channel.CHAT, Channel.VOICE
    options = []
    for record in as_maps(as_map(run.answers.get(slot)).get(name)):
        called = {each: _called(offer, record, each) for each in (written, spoken)}
        other = called[written if channel is spoken else spoken]
        options.append(Option(value=called[channel], synonyms=(other,), fields=record))
    return options


def _called(offer: Offer, record: JsonMap, channel: Channel) -> str:
    is_spoken = channel is Channel.VOICE
    return shown_of(offer.voice if is_spoken and offer.voice else offer.show, record, channel)


def shown_of(template: str, record: JsonMap, channel: Channel) -> str:
    """A record in the author's words; in its own where a format does not fit what it holds."""
    try:
        return render(template, record, spoken=channel is Channel.VOICE)
    except InvalidInputError:
        return ", ".join(str(value) for value in record.values())


def _tied(flow: Flow, step: Step, run: FlowRun) -> list[Option]:
    """The values whose attributes are what was answered to the steps of those entities."""
    fitting = list(step.options)
    for other in flow.steps.values():
        answer = run.answers.get(other.slot) if other.entity else None
        if isinstance(answer, str) and other.entity != step.entity:
            fitting = [each for each in fitting if each.fields.get(other.entity, answer) == answer]
    return fitting


def is_shown(step: Step) -> bool:
    """Its options hang on the conversation, and some of them have a place now."""
    return any(option.place for option in step.options)


def meant_by(step: Step, heard: Json) -> tuple[Option, ...]:
    """The records that fit what was said before the list was known: a day, a time or a part of a
    day; or the record that was chosen of an earlier list, if it is still there."""
    said = as_map(heard)
    if not said:
        return ()
    same = tuple(option for option in step.options if option.fields == said)
    if same or not said.keys() <= HINTS:
        return same
    return tuple(option for option in step.options if _fits_hint(moment_in(option.fields), said))


HINTS = frozenset({"day", "at", "within"})  # what is heard of a list before it is known


def _fits_hint(moment: Moment | None, hint: JsonMap) -> bool:
    return moment is not None and all(fits(moment, [each]) for each in hint.values())


def narrowed_to(step: Step, meant: Iterable[Option], run: FlowRun) -> JsonMap:
    """How the list is shown where only some of its records were meant."""
    fields = [option.fields for option in meant]
    whole = _recorded(step.offer, run, Channel.CHAT) if step.offer else step.options
    return {"only": [at for at, option in enumerate(whole) if option.fields in fields]}


def turned(step: Step, run: FlowRun, channel: Channel, *, back: bool) -> JsonMap | None:
    """How the options are shown on the next page; after the last one all of them from the
    beginning. None: there is no page before."""
    start, most = as_count(run.shown.get("from")), PAGE[channel]
    if back:
        return {**run.shown, "from": max(0, start - most)} if start else None
    is_last = start + most >= len(step.options)
    return {} if is_last else {**run.shown, "from": start + most}


def has_more(step: Step) -> bool:
    """Behind the page that is shown."""
    return bool(step.options) and not step.options[-1].place


def settled(step: Step, heard: Json) -> Json:
    """What was heard before the question came, where it is still offered; of options that hang on
    the conversation the only one needs no question. None: ask."""
    if not step.entity:
        return heard
    values = [option.value for option in step.options]
    if heard is None:
        return values[0] if is_shown(step) and len(values) == 1 and step.volunteered else None
    said = heard if isinstance(heard, list) else [heard]
    return heard if all(each in values for each in said) else None


def known_with(step: Step, value: Json) -> JsonMap:
    """What the pack knows with the answer, by the names that texts use: "doctor.department"."""
    option = option_of(step, value)
    return {f"{step.slot}.{name}": field for name, field in option.fields.items()} if option else {}


def option_of(step: Step, value: Json) -> Option | None:
    if not step.entity:
        return None
    return next((option for option in step.options if option.value == value), None)


def with_tied(flow: Flow, heard: Mapping[str, Json]) -> dict[str, Json]:
    """What was heard, and what it answers of the steps that are tied to it."""
    found = dict(heard)
    for step_id, value in heard.items():
        option = option_of(flow.steps[step_id], value) if step_id in flow.steps else None
        for other in flow.steps.values() if option else ():
            if option and other.entity in option.fields and other.id not in heard:
                found[other.id] = option.fields[other.entity]
    return found


def contradicted(flow: Flow, run: FlowRun, step: Step, value: Json) -> tuple[Step, Json] | None:
    """The answered step that another value of this one changes as well, and to what."""
    option = option_of(step, value)
    for other in flow.steps.values() if option else ():
        if option and other.entity in option.fields and other.id in run.asked:
            tied = option.fields[other.entity]
            if run.answers.get(other.slot) != tied:
                return other, tied
    return None
