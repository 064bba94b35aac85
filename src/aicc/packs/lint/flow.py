"""Checking a scenario as a whole: unreached steps, circles, dead ends, values not yet set."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from aicc.domain.flow import DEEPEST, Flow, InputType, Step
from aicc.errors import InvalidInputError
from aicc.packs.entity_options import EntityOptions, with_entities
from aicc.packs.expressions import ALWAYS_KNOWN, names_asked_for, names_in
from aicc.packs.files import Path_
from aicc.packs.from_files import flow_from_plain, targets
from aicc.packs.lint.finding import Actions, PlaceFinding, Plain, did_you_mean, error, warning
from aicc.packs.lint.keeping import check_keep
from aicc.packs.lint.offers import lists_of
from aicc.packs.lint.steps import TEXTS, Surroundings, check_step, wordings_of
from aicc.packs.lint.texts import fields_of
from aicc.packs.lint.ways import (
    ANYTHING,
    CONFIRMED,
    Endings,
    Facts,
    Way,
    circles,
    endings,
    entered_by,
    has_value,
    is_deeper_than,
    known_after,
    known_at,
    reachable,
    ways_from,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """What a flow may name outside of itself."""

    queues: Collection[str]
    actions: Actions
    flows: Mapping[str, Flow] = field(default_factory=dict)  # those that can be entered
    entities: EntityOptions = field(default_factory=dict)
    _endings: dict[str, Endings] = field(default_factory=dict, init=False, repr=False)

    def endings_of(self, flow_id: str) -> Endings:
        """Worked out once: many ways may lead into the same flow."""
        if flow_id not in self._endings:
            self._endings[flow_id] = self._work_out(flow_id)
        return self._endings[flow_id]

    def _work_out(self, flow_id: str) -> Endings:
        flow = self.flows.get(flow_id)
        if flow is None or flow_id in entered_by(self.flows, flow_id):
            return {}
        return endings(flow, self.ways_in(flow))

    def ways_in(self, flow: Flow) -> dict[str, tuple[Way, ...]]:
        return {
            step.id: ways_from(step, flow, self.actions, self.endings_of)
            for step in flow.steps.values()
        }

    @property
    def entered(self) -> frozenset[str]:
        return frozenset(s.enters for flow in self.flows.values() for s in flow.steps.values())


def check_flow(file: str, written: Plain, around: Neighbours) -> Iterator[PlaceFinding]:
    ids = [step["id"] for step in written["steps"]]
    twice = [at for at, step_id in enumerate(ids) if step_id in ids[:at]]
    for at in twice:
        yield error(file, ("steps", at, "id"), f"step {ids[at]} is there twice")
    if twice:
        return
    try:
        flow = with_entities(flow_from_plain(written["id"], written), around.entities)
    except InvalidInputError as wrong:
        yield error(file, (), str(wrong))
        return
    if flow.id in entered_by(around.flows, flow.id):
        yield error(file, ("id",), f"flow {flow.id} enters itself, at first or second hand")
        return
    if is_deeper_than(around.flows, flow.id, DEEPEST):
        yield error(file, ("id",), f"flow {flow.id} enters flows more than {DEEPEST} deep")
    surroundings = Surroundings(
        file=file,
        flow=flow,
        queues=around.queues,
        actions=around.actions,
        entities=around.entities,
        endings={each: tuple(around.endings_of(each)) for each in around.flows},
    )
    for at, (step, plain_step) in enumerate(
        zip(flow.steps.values(), written["steps"], strict=True)
    ):
        yield from check_step(surroundings, ("steps", at), step, plain_step)
    yield from check_keep(file, flow.keep, [*around.flows.values(), flow])
    yield from _Walk(file, flow, around).findings()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A template of a step, and what has a value when it is said."""

    place: Path_
    template: str
    known: Facts | None  # None where the step is never reached


class _Walk:
    """Every way through one flow."""

    def __init__(self, file: str, flow: Flow, around: Neighbours) -> None:
        self._file = file
        self._flow = flow
        self._actions = around.actions
        self._is_entered = flow.id in around.entered
        self._places = {step_id: ("steps", at) for at, step_id in enumerate(flow.steps)}
        self._ways = around.ways_in(flow)
        self._known = known_at(flow, self._ways)
        self._answers = self._names_of_answers(around)
        self._values = self._values_of_calls()
        self._lists = frozenset(lists_of(flow, around.actions))

    def _offers(self, step: Step, place: Path_) -> Iterator[PlaceFinding]:
        known = self._known.get(step.id)
        source = step.offer.source if step.offer else ""
        if source in self._lists and known is not None and not has_value(source, known):
            message = f"step {step.id}: the list {source} is not there on every way to this step"
            yield error(self._file, (*place, "offer", "list"), message)

    def findings(self) -> Iterator[PlaceFinding]:
        named = {step.id: set(targets(step).values()) for step in self._flow.steps.values()}
        reached = reachable([self._flow.first], named)
        for step in self._flow.steps.values():
            place = self._places[step.id]
            if step.id not in reached:
                yield warning(self._file, place, f"step {step.id} is never reached")
            yield from self._dead_ends(step, place)
            yield from self._unconfirmed(step, place)
            for text in self._texts(step, place):
                yield from self._fields(step, text)
            yield from self._expressions(step, place)
            yield from self._offers(step, place)
        yield from self._circles()

    def _dead_ends(self, step: Step, place: Path_) -> Iterator[PlaceFinding]:
        """Where the scenario ends without a word, or with one that is never said."""
        name = f"step {step.id}"
        does_more = step.handoff or step.enters or step.cases or step.sets or step.outcome
        if not (step.message or step.asks or step.call or does_more):
            yield error(self._file, place, f"{name} says nothing and asks nothing: a message?")
        yield from self._ends_in_silence(step, place)
        if not step.call:
            return
        said = self._ways_that_say(step)
        if not said and step.message:
            message = f"{name}: its message is never said: every outcome has a branch"
            yield warning(self._file, (*place, "message"), message)
        for way in said:
            if way.target is None and not step.message and not step.handoff:
                message = f"{name}: dead end: nothing is said after the outcome {way.outcome}"
                yield error(self._file, place, message)

    def _ends_in_silence(self, step: Step, place: Path_) -> Iterator[PlaceFinding]:
        """A question that nothing follows; conditions of which none may be true."""
        if self._is_entered and step.outcome:
            return
        last = [way for way in self._ways[step.id] if way.target is None and not way.is_handoff]
        if step.cases and last:
            message = f"step {step.id}: dead end: no condition may be true: name a next_step"
            yield error(self._file, (*place, "choose"), message)
        elif step.asks or step.enters:
            for way in last:
                what = "answer" if step.asks else "outcome"
                answer = f"the {what} {way.outcome}" if way.outcome else f"the {what}"
                message = f"step {step.id}: dead end: nothing follows {answer}: name a next_step"
                yield error(self._file, place, message)

    def _unconfirmed(self, step: Step, place: Path_) -> Iterator[PlaceFinding]:
        about = self._actions.get(step.call.action) if step.call else None
        known = self._known.get(step.id)
        if about and about.cannot_be_undone and known is not None and CONFIRMED not in known:
            message = (
                f"step {step.id}: what it does cannot be undone, and not every way to it comes "
                "from a confirm that was answered with yes: ask first"
            )
            yield error(self._file, place, message)

    def _names_of_answers(self, around: Neighbours) -> set[str]:
        """What steps ask for or set, those of entered flows among them."""
        flows = [self._flow, *(around.flows[each] for each in self._entered(around))]
        steps = [step for flow in flows for step in flow.steps.values()]
        asked = {step.slot for step in steps if step.asks and not step.offer}
        return asked | {name for step in steps for name in step.sets}

    def _entered(self, around: Neighbours) -> list[str]:
        direct = {step.enters for step in self._flow.steps.values() if step.enters}
        further = {each for name in direct for each in entered_by(around.flows, name)}
        return sorted((direct | further) & around.flows.keys())

    def _ways_that_say(self, step: Step) -> list[Way]:
        """A call's message is said after the outcomes that have no branch."""
        return [
            way
            for way in self._ways[step.id]
            if not way.has_failed and way.outcome not in step.branches
        ]

    def _values_of_calls(self) -> dict[str, set[str]]:
        """The values that the answer of a call may have, by the name that it is kept under."""
        values: dict[str, set[str]] = {}
        for step in self._flow.steps.values():
            if step.call or step.enters or step.entity or step.offer:
                names = {name for way in self._ways[step.id] for name in way.adds}
                for slot, _, value in (name.partition(".") for name in names):
                    if value:
                        values.setdefault(slot, set()).add(value)
        return values

    def _texts(self, step: Step, place: Path_) -> Iterator[_Text]:
        known = self._known.get(step.id)
        said = known
        if step.call and known is not None:
            after = [known_after(step, known, way) for way in self._ways_that_say(step)]
            said = frozenset.intersection(*after) if after else None
        for name in TEXTS:
            yield _Text(place=(*place, name), template=getattr(step, name), known=said)
        for label, template in step.card.rows.items() if step.card else ():
            yield _Text(place=(*place, "card", "rows", label), template=template, known=said)
        for name, wordings in wordings_of(step).items():
            for wording in wordings:
                for template in (wording.message, wording.voice):
                    yield _Text(place=(*place, name), template=template, known=known)
        for name, template in step.call.arguments.items() if step.call else ():
            where = (*place, "call", "arguments", name)
            yield _Text(place=where, template=template, known=known)

    def _expressions(self, step: Step, place: Path_) -> Iterator[PlaceFinding]:
        """Names in conditions and sums that nobody sets, or not on every way."""
        known = self._known.get(step.id)
        done = [way for way in self._ways[step.id] if not (way.has_failed or way.by_case)]
        undecided = [way for way in done if way.outcome not in step.branches]
        written = [((*place, "set", name), each, done) for name, each in step.sets.items()]
        written += [
            ((*place, "choose", at), case.when, undecided) for at, case in enumerate(step.cases)
        ]
        for where, expression, ways in written:
            needed = [name for name in names_in(expression) if name not in ALWAYS_KNOWN]
            for name in (*needed, *names_asked_for(expression)):
                wrong = self._wrong_name(name)
                if not wrong and known is not None and name in needed:
                    after = [known_after(step, known, way) for way in ways]
                    if not all(has_value(name, facts) for facts in after):
                        wrong = f"step {step.id}: {name} is not set on every way to this condition"
                if wrong:
                    yield error(self._file, where, wrong)

    def _fields(self, step: Step, text: _Text) -> Iterator[PlaceFinding]:
        """Fields that nobody sets, or not on every way."""
        for used in fields_of(text.template):
            is_argument = "arguments" in text.place
            if is_argument and used.name in ALWAYS_KNOWN:
                continue
            wrong = self._wrong_name(used.name) or self._is_list(used.name)
            if not wrong and text.known is not None and not has_value(used.name, text.known):
                wrong = f"step {step.id}: {{{used.name}}} is not set on every way to this text"
            if wrong:
                yield error(self._file, text.place, wrong)

    def _is_list(self, name: str) -> str:
        if name not in self._lists:
            return ""
        return f"{{{name}}} is a list: a selection offers it, and one of its records can be said"

    def _wrong_name(self, name: str) -> str:
        slot, _, value = name.partition(".")
        if slot in self._answers and (not value or slot not in self._values):
            return f"{{{name}}}: {slot} is an answer, which has no values" if value else ""
        if slot not in self._values:
            hint = did_you_mean(slot, [*self._answers, *self._values])
            return f"no step sets {{{name}}}{hint}"
        values = self._values[slot]
        if value in values or ANYTHING in values:
            return ""
        given = ", ".join(sorted(values - {"outcome"})) or "no values"
        if not value:
            return f"{{{name}}} has several values: write {{{name}.…}} with one of {given}"
        return f"{{{name}}}: {slot} has no {value}: it has {given}{did_you_mean(value, values)}"

    def _circles(self) -> Iterator[PlaceFinding]:
        steps = [
            self._flow.steps[step_id] for step_id in self._flow.steps if step_id in self._known
        ]
        onward = {step.id: self._onward(step) for step in steps}
        quiet = circles({step.id: onward[step.id] for step in steps if not step.asks})
        if quiet:
            message = f"endless loop without a question: {', '.join(quiet)}"
            yield error(self._file, self._places[quiet[0]], message)
            return
        ends = {step.id for step in steps if any(self._ends(way) for way in self._ways[step.id])}
        stuck = [step.id for step in steps if not reachable([step.id], onward) & ends]
        if stuck:
            message = f"no way out: no answer ever ends the scenario from {', '.join(stuck)} on"
            yield error(self._file, self._places[stuck[0]], message)
            return
        yield from self._retries(steps, onward)

    def _retries(self, steps: list[Step], onward: Mapping[str, set[str]]) -> Iterator[PlaceFinding]:
        """Circles in which the customer is asked again but never whether to go on."""
        forced = {s.id: onward[s.id] for s in steps if not (s.asks and _is_choice(s, onward))}
        again = [step_id for step_id in circles(forced) if self._flow.steps[step_id].asks]
        if again:
            message = (
                f"retries without exit: {', '.join(again)} may be asked again and again: "
                "ask whether to go on, or hand over"
            )
            yield warning(self._file, self._places[again[0]], message)

    def _onward(self, step: Step) -> set[str]:
        ways = self._ways[step.id]
        return {way.target for way in ways if way.target and way.target in self._flow.steps}

    def _ends(self, way: Way) -> bool:
        return way.target not in self._flow.steps


def _is_choice(step: Step, onward: Mapping[str, set[str]]) -> bool:
    """An answer of the customer's leads somewhere else."""
    of_options = step.input_type in {InputType.SELECTION, InputType.CONFIRM} and step.offer is None
    of_cases = any(step.slot in names_in(case.when) for case in step.cases)
    return (of_options or of_cases) and len(onward[step.id]) > 1
