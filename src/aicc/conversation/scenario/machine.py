"""A flow moving on: run and event in, run and effects out. No input or output happens here.

A move stops where something outside must happen: the customer answers, or the back end does.
The caller does that and comes back with `answered` or `called`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from aicc.conversation.scenario.allowed import still_takes
from aicc.conversation.scenario.offers import (
    asked_now,
    known_with,
    meant_by,
    narrowed_to,
    settled,
)
from aicc.conversation.scenario.recalling import IsFinal, is_left_with, is_said_with, recalled
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.flow import DEEPEST, NONE, ONE, Call, Flow, InputType, Step
from aicc.domain.flow_library import FlowLibrary
from aicc.domain.handoff import EscalationPriority
from aicc.domain.json import Json, JsonMap
from aicc.domain.memory import KeptValue
from aicc.domain.run import FlowRun
from aicc.packs.expressions import evaluate, is_true, names_in

MAX_STEPS_A_MOVE = 50  # more sentences than this without a question is a loop
NEXT, ERROR, HANDOFF = "next", "error", "handoff"  # ways that no answer or outcome names


class State(StrEnum):
    WAITING = "waiting"  # for the customer
    CALLING = "calling"  # for the back end
    ENDED = "ended"
    HANDOFF = "handoff"  # a person is wanted, `queue` says from where
    UNREACHED = "unreached"  # the back end is away, and the step says nothing for that
    FORGOTTEN = "forgotten"  # what it needs was lost, and may not be asked again
    BROKEN = "broken"  # the flow names a step that is not there, or never asks


# Where a flow that cannot go on leaves the customer: the sentence that offers a person.
DEAD_ENDS = {
    State.BROKEN: SentenceKey.STEP_MISSING,
    State.UNREACHED: SentenceKey.BACKEND_DOWN,
    State.FORGOTTEN: SentenceKey.SECRETS_GONE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Where the run stands now, and the steps whose sentences are to be said, in order.

    `ways` name what was left and how, as "flow/step:outcome", for traces and coverage.
    `recalls`: it went back for answers that were lost.
    """

    run: FlowRun
    state: State
    says: tuple[Step, ...] = ()
    ways: tuple[str, ...] = ()
    call: Call | None = None
    queue: str = ""
    priority: EscalationPriority = EscalationPriority.NORMAL
    recalls: bool = False


Facts = Callable[[], JsonMap]


def no_facts() -> JsonMap:
    return {}


def none_is_final(action: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Machine:
    """`facts` are what conditions may ask beside the answers: today, the hour, the channel;
    `is_final` names the actions that cannot be undone."""

    flows: FlowLibrary
    facts: Facts = no_facts
    is_final: IsFinal = none_is_final

    def start(
        self,
        flow: Flow,
        heard: JsonMap | None = None,
        walk: str = "",
        kept: Sequence[KeptValue] = (),
    ) -> Move:
        """`heard` are answers by step that the customer gave before they were asked for, `kept`
        those that other walks left."""
        names = tuple(each.name for each in kept)
        run = FlowRun(
            flow_id=flow.id,
            step_id=flow.first,
            version=flow.version,
            walk=walk,
            heard=heard or {},
            answers={each.name: each.value for each in kept},
            secrets=tuple(each.name for each in kept if each.is_secret),
            found_since_secret=tuple(each.name for each in kept if each.was_found),
            remembered=names,
            taken=names,
        )
        return _Walk(self, run).enter(flow, flow.first)

    def enter(self, run: FlowRun) -> Move:
        """Into the step that the run stands on, as if it had just come there."""
        flow = self.flows.flow_of(run)
        if flow is None:
            return Move(run=run, state=State.BROKEN)
        return _Walk(self, run).enter(flow, run.step_id)

    def answered(self, run: FlowRun, value: Json, branch: str) -> Move:
        """The running step got an answer that was read and accepted."""
        flow, step = self._here(run)
        return _Walk(self, _kept(run, step, value)).leave(flow, step, branch)

    def called(self, move: Move, outcome: str, values: JsonMap) -> Move:
        """The back end answered what `move` stopped for."""
        flow, step = self._here(move.run)
        kept = move.run.keep({step.slot: {"outcome": outcome, **values}})
        if step.secret:
            kept = kept.as_secret(step.slot)
        said = move.says if outcome in step.branches else (*move.says, step)
        after = _Walk(self, kept, said, move.ways).leave(flow, step, outcome)
        return replace(after, recalls=True) if move.recalls else after

    def failed(self, move: Move) -> Move:
        """The back end did not answer."""
        flow, step = self._here(move.run)
        ways = (*move.ways, _way(flow, step, ERROR))
        if step.on_error is None:
            return Move(run=move.run, state=State.UNREACHED, says=move.says, ways=ways)
        after = _Walk(self, move.run, move.says, ways).enter(flow, step.on_error)
        return replace(after, recalls=True) if move.recalls else after

    def back(self, run: FlowRun) -> Move | None:
        """To the question before; None at the first.

        A flow that was entered and has nothing to ask any more is stepped over, and so is a
        question that this version does not have.
        """
        earlier = run
        while True:
            while earlier.frames and not earlier.asked:
                earlier = earlier.leave()
            if not earlier.asked:
                return None
            *asked, step_id = earlier.asked
            earlier = earlier.back_to(tuple(asked), step_id).having(heard={})
            flow = self.flows.flow_of(earlier)
            if flow is None:
                continue
            move = self.enter(earlier)
            if not _passes(move, flow, step_id):
                return move

    def revisit(self, run: FlowRun, step_id: str) -> Move:
        """Ask an answered step again; what was answered after it is taken over where it fits."""
        flow, _ = self._here(run)
        return _Walk(self, _rewound(flow, run, step_id)).ask(flow, flow.steps[step_id])

    def corrected(
        self, run: FlowRun, step_id: str, value: Json, also: JsonMap | None = None
    ) -> Move:
        """Another answer to an answered step; what was answered after it is taken over, but for
        `also`, the answers that change with it."""
        flow, _ = self._here(run)
        earlier = _rewound(flow, run, step_id)
        earlier = earlier.having(heard={**earlier.heard, **(also or {})})
        return self.answered(earlier, value, branch_of(flow.steps[step_id], value))

    def _here(self, run: FlowRun) -> tuple[Flow, Step]:
        flow = self.flows.find(run.flow_id, run.version)
        if flow is None:
            raise KeyError(run.flow_id)
        return flow, flow.steps[run.step_id]


class _Walk:
    """One move under way."""

    def __init__(
        self,
        machine: Machine,
        run: FlowRun,
        said: tuple[Step, ...] = (),
        ways: tuple[str, ...] = (),
    ) -> None:
        self._machine = machine
        self._run = run
        self._said = said
        self._ways = ways

    def enter(self, flow: Flow, step_id: str) -> Move:
        """Through the steps that need nobody, to the first that does."""
        step = flow.steps.get(step_id)
        if step is None or len(self._ways) > MAX_STEPS_A_MOVE:
            return self._stop(State.BROKEN)
        heard = self._run.heard.get(step_id)
        self._run = self._run.at(step_id)
        if self._run.lost and heard is None and is_said_with(step, self._run.lost):
            return self._recall()
        if step.call:
            return self._stop(State.CALLING, call=step.call)
        if step.enters:
            return self._descend(flow, step, heard)
        if not step.asks:
            self._said = (*self._said, step)
            return self.leave(flow, step, "")
        if heard is None and self._takes_what_is_remembered(step):
            self._run = self._run.as_taken(step.slot)
            return self.leave(flow, step, branch_of(step, self._run.answers[step.slot]))
        if step.offer:
            return self._offer(flow, asked_now(flow, step, self._run), heard)
        heard = settled(asked_now(flow, step, self._run), heard)
        if heard is None:
            return self.ask(flow, step)
        self._run = _kept(self._run, step, heard)
        return self.leave(flow, step, branch_of(step, heard))

    def _offer(self, flow: Flow, step: Step, heard: Json) -> Move:
        """A list: nothing to choose and a single record have ways of their own, and what was said
        before it was known may choose."""
        if not step.options:
            return (
                self.leave(flow, step, NONE) if NONE in step.branches else self._stop(State.BROKEN)
            )
        if len(step.options) == 1 and ONE in step.branches:
            self._run = self._run.keep({step.slot: step.options[0].fields})
            return self.leave(flow, step, ONE)
        meant = meant_by(step, heard)
        if len(meant) == 1:
            self._run = _kept(self._run, step, meant[0].fields)
            return self.leave(flow, step, "")
        if meant:
            self._run = self._run.having(shown=narrowed_to(step, meant, self._run))
        return self.ask(flow, step)

    def _takes_what_is_remembered(self, step: Step) -> bool:
        run = self._run
        return step.slot in run.remembered and still_takes(step, run.answers.get(step.slot))

    def ask(self, flow: Flow, step: Step) -> Move:
        self._said = (*self._said, step)
        return self._stop(State.WAITING)

    def leave(self, flow: Flow, step: Step, outcome: str) -> Move:
        """From a step that is done: values are set, then the way is chosen."""
        if step.handoff and outcome not in step.branches:
            self._ways = (*self._ways, _way(flow, step, HANDOFF))
            return self._stop(State.HANDOFF, queue=step.handoff, priority=step.priority)
        if self._run.lost and is_left_with(step, self._run.lost):
            return self._recall()
        if step.sets:
            self._set(step)
        taken, target = self._chosen(step, outcome)
        self._ways = (*self._ways, _way(flow, step, taken))
        return self._return(step) if target is None else self.enter(flow, target)

    def _recall(self) -> Move:
        """Back for what was lost; what this move wanted to say comes again on the way."""
        again = recalled(self._machine.flows, self._run, self._machine.is_final)
        flow = self._machine.flows.flow_of(again) if again else None
        if again is None or flow is None:
            self._said = ()
            return self._stop(State.FORGOTTEN)
        self._run, self._said = again, ()
        return replace(self.enter(flow, again.step_id), recalls=True)

    def _set(self, step: Step) -> None:
        for name, expression in step.sets.items():
            self._run = self._run.keep({name: evaluate(expression, self._values())})
            if any(map(self._run.is_secret, names_in(expression))):
                self._run = self._run.as_secret(name)

    def _chosen(self, step: Step, outcome: str) -> tuple[str, str | None]:
        """The outcome that is noted and where it leads."""
        if outcome in step.branches:
            return outcome, step.branches[outcome]
        for number, case in enumerate(step.cases, 1):
            if is_true(case.when, self._values()):
                return f"case_{number}", case.next_step
        return NEXT, step.next_step

    def _values(self) -> Mapping[str, Json]:
        return {**self._machine.facts(), **known(self._run)}

    def _descend(self, here: Flow, step: Step, heard: Json) -> Move:
        """Into the flow that this step enters, unless it was walked before and nothing of it
        was taken back."""
        if isinstance(heard, Mapping):
            self._run = self._run.answered(step.slot, heard)
            return self.leave(here, step, str(heard.get("outcome", "")))
        flow = self._machine.flows.current.get(step.enters)
        if flow is None or len(self._run.frames) >= DEEPEST:
            return self._stop(State.BROKEN)
        if step.message:
            self._said = (*self._said, step)
        self._run = self._run.enter(flow.id, flow.version, flow.first)
        return self.enter(flow, flow.first)

    def _return(self, ended: Step) -> Move:
        """A flow has ended: the one that entered it goes on, by the outcome of the last step."""
        if not self._run.frames:
            return self._stop(State.ENDED)
        self._run = self._run.leave()
        flow = self._machine.flows.flow_of(self._run)
        if flow is None:
            return self._stop(State.BROKEN)
        step = flow.steps[self._run.step_id]
        self._run = self._run.keep({step.slot: {"outcome": ended.outcome}})
        return self.leave(flow, step, ended.outcome)

    def _stop(
        self,
        state: State,
        *,
        call: Call | None = None,
        queue: str = "",
        priority: EscalationPriority = EscalationPriority.NORMAL,
    ) -> Move:
        return Move(
            run=self._run,
            state=state,
            says=self._said,
            ways=self._ways,
            call=call,
            queue=queue,
            priority=priority,
        )


def missed(run: FlowRun) -> FlowRun:
    """The run after an answer that was refused."""
    return run.having(tries=run.tries + 1)


def _kept(run: FlowRun, step: Step, value: Json) -> FlowRun:
    """The answer, and what the pack knows with it."""
    is_secret = step.secret or (step.offer is not None and run.is_secret(step.offer.source))
    kept = run.answered(step.slot, value, secret=is_secret)
    beside = known_with(step, value)
    return kept.keep(beside) if beside else kept


def branch_of(step: Step, value: Json) -> str:
    """The outcome that an answer chooses a way by."""
    chooses = step.input_type in {InputType.SELECTION, InputType.CONFIRM}
    return value if chooses and isinstance(value, str) else ""


def known(run: FlowRun) -> dict[str, Json]:
    """Answers by the names that texts use; a back end's values as "balance.amount"."""
    flat: dict[str, Json] = {}
    for slot, value in run.answers.items():
        if isinstance(value, Mapping):
            flat |= {f"{slot}.{name}": inner for name, inner in value.items()}
        else:
            flat[slot] = value
    return flat


def _way(flow: Flow, step: Step, outcome: str) -> str:
    return f"{flow.id}/{step.id}:{outcome}"


def _passes(move: Move, flow: Flow, step_id: str) -> bool:
    """The move went through the step without asking anything there."""
    return any(way.startswith(f"{flow.id}/{step_id}:") for way in move.ways)


def _rewound(flow: Flow, run: FlowRun, step_id: str) -> FlowRun:
    """Back on an answered step; later answers wait to be taken over, but for a yes or a no and
    for what must be asked."""
    at = len(run.asked) - 1 - run.asked[::-1].index(step_id)
    later = [flow.steps[each] for each in run.asked[at + 1 :] if each in flow.steps]
    kept = {
        step.id: run.answers[step.slot]
        for step in later
        if step.slot in run.answers and step.input_type is not InputType.CONFIRM
        if (step.asks and step.volunteered) or step.enters
    }
    return run.back_to(run.asked[:at], step_id).having(heard={**run.heard, **kept})
