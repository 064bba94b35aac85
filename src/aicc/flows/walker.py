"""Walking a flow: moves the run, asks the back end on the way, says the sentences."""

from dataclasses import dataclass, replace

from aicc.backend.port import Backend
from aicc.clock import KST, Clock, utc_now
from aicc.deadline import Deadline
from aicc.domain.flow import Flow, FlowRun, InputType, Step
from aicc.domain.json import Json
from aicc.domain.sentence import Key
from aicc.domain.turn import Channel
from aicc.errors import AiccError
from aicc.flows import machine
from aicc.flows.answers import Read, Refusal, read_answer
from aicc.flows.machine import Move, State
from aicc.flows.render import say, say_steps, visible
from aicc.redact import without_residents

BACKEND_CALL_S = 1.0
SHORTEST_RESIDENT_NUMBER = 13  # digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Where a customer stands in a flow after a move, and what to tell them."""

    flow: Flow
    run: FlowRun
    state: State
    says: tuple[str, ...] = ()
    refused: Key | None = None
    queue: str = ""

    @property
    def step(self) -> Step | None:
        return self.flow.steps.get(self.run.step_id)

    @property
    def is_over(self) -> bool:
        return self.state is not State.WAITING


class FlowWalker:
    """Moves runs along flows and asks the back end on the way. Keeps nothing itself."""

    def __init__(self, backend: Backend, clock: Clock = utc_now) -> None:
        self._backend = backend
        self._clock = clock

    def start(self, flow: Flow, tenant_id: str, channel: Channel, deadline: Deadline) -> Stand:
        return self._settle(flow, machine.start(flow), tenant_id, channel, deadline)

    def read(self, flow: Flow, run: FlowRun, text: str) -> Read | Refusal:
        """What the text means as an answer to the running step; nothing moves yet."""
        return read_answer(flow.steps[run.step_id], text, self._clock().astimezone(KST))

    def answer(
        self,
        flow: Flow,
        run: FlowRun,
        read: Read,
        tenant_id: str,
        channel: Channel,
        deadline: Deadline,
    ) -> Stand:
        value = _kept(flow.steps[run.step_id], read.value)
        move = machine.answered(flow, run, value, read.branch)
        return self._settle(flow, move, tenant_id, channel, deadline)

    def back(self, flow: Flow, run: FlowRun, channel: Channel) -> Stand | None:
        move = machine.back(flow, run)
        return self._stand(flow, move, channel) if move else None

    def question(self, flow: Flow, run: FlowRun, channel: Channel) -> tuple[str, ...]:
        """The running step's question once more."""
        step = flow.steps.get(run.step_id)
        return say_steps([step], flow, run, channel) if step else ()

    def retry_text(self, flow: Flow, run: FlowRun, channel: Channel) -> str:
        """The running step's own words for an answer it cannot take; may be empty."""
        return say(flow.steps[run.step_id].retry_message, visible(flow, run), channel)

    def _settle(
        self, flow: Flow, move: Move, tenant_id: str, channel: Channel, deadline: Deadline
    ) -> Stand:
        """Ask the back end as long as the flow wants something of it."""
        calls = 0
        while move.state is State.CALLING:
            calls += 1
            if calls > machine.MAX_STEPS_A_MOVE:
                return self._stand(flow, replace(move, state=State.BROKEN), channel)
            move = self._call(flow, move, tenant_id, deadline)
        return self._stand(flow, move, channel)

    def _call(self, flow: Flow, move: Move, tenant_id: str, deadline: Deadline) -> Move:
        call = flow.steps[move.run.step_id].call
        if call is None:
            return replace(move, state=State.BROKEN)
        values = machine.known(move.run)
        try:
            arguments = {
                name: say(template, values, Channel.CHAT)
                for name, template in call.arguments.items()
            }
            limit = Deadline(deadline.cap(BACKEND_CALL_S))
            answer = self._backend.call(tenant_id, call.action, arguments, limit)
        except AiccError:
            return machine.failed(flow, move.run, move.says)
        return machine.called(flow, move.run, answer.outcome, answer.values, move.says)

    def _stand(self, flow: Flow, move: Move, channel: Channel) -> Stand:
        return Stand(
            flow=flow,
            run=move.run,
            state=move.state,
            says=say_steps(move.says, flow, move.run, channel),
            queue=move.queue,
        )


def _kept(step: Step, value: Json) -> Json:
    """The answer without a registration number, where the step could have taken one."""
    takes_any = step.input_type in {InputType.TEXT, InputType.DIGITS}
    if takes_any and isinstance(value, str) and len(value) >= SHORTEST_RESIDENT_NUMBER:
        return without_residents(value)
    return value
