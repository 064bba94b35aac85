"""Walking a flow: moves the run, asks the back end on the way, says the sentences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from aicc.clock import KST, Clock, utc_now
from aicc.conversation.scenario.answers import Read, Refusal, read_answer
from aicc.conversation.scenario.choosing import fitting
from aicc.conversation.scenario.correcting import Correction, correction
from aicc.conversation.scenario.explaining import asked_back
from aicc.conversation.scenario.hearing import (
    FEWEST_WORDS,
    filled,
    hear,
    hear_alone,
    told_for_yes,
)
from aicc.conversation.scenario.lasting import kept_after
from aicc.conversation.scenario.machine import (
    MAX_STEPS_A_MOVE,
    Machine,
    Move,
    State,
    branch_of,
)
from aicc.conversation.scenario.offers import (
    asked_now,
    has_more,
    is_shown,
    narrowed_to,
    turned,
    with_tied,
)
from aicc.conversation.scenario.recalling import is_said_with
from aicc.conversation.scenario.render import cards_of, say, say_steps, say_wording, texts_of
from aicc.conversation.scenario.request_key import request_key
from aicc.conversation.scenario.yes_no import YES
from aicc.deadline import Deadline
from aicc.domain.action import BackendAction
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.faq import AnswerPart
from aicc.domain.flow import Call, Flow, InputType, Step, Wording
from aicc.domain.flow_library import FlowLibrary
from aicc.domain.handoff import EscalationPriority
from aicc.domain.json import Json, JsonMap
from aicc.domain.memory import KeptValue
from aicc.domain.run import FlowRun
from aicc.domain.said import SILENCE, Said
from aicc.domain.turn import DEFAULT_TENANT, Channel
from aicc.errors import AiccError, NotFoundError
from aicc.korean.answers.corrections import corrected
from aicc.korean.answers.paging import Page, page_said
from aicc.korean.text.said import part_of
from aicc.redact import without_residents
from aicc.systems.backend.checking import checked
from aicc.systems.backend.port import Backend, BackendAnswer, BackendCall

WRITING_S = 0.25  # of a turn's time that no back end may take: the turn is written down then
SHORTEST_RESIDENT_NUMBER = 13  # digits
_BESIDE_SECRETS = {InputType.SELECTION, InputType.MULTI, InputType.AMOUNT, InputType.PHONE}
NEXT_KEY = "9"  # on a telephone, where a list has fewer places than that


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkContext:
    """Where a walk happens: whose flows, on which channel, and how long it may take."""

    flows: FlowLibrary
    deadline: Deadline
    tenant_id: str = DEFAULT_TENANT
    channel: Channel = Channel.CHAT
    session_id: str = ""
    turn_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a customer stands in a flow after a move, and what to tell them."""

    flow: Flow
    run: FlowRun
    state: State
    says: tuple[str, ...] = ()
    cards: tuple[AnswerPart, ...] = ()
    ways: tuple[str, ...] = ()
    refused: SentenceKey | None = None
    queue: str = ""
    priority: EscalationPriority = EscalationPriority.NORMAL
    recalls: bool = False  # it went back for answers that were lost

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

    @property
    def actions(self) -> Mapping[str, BackendAction]:
        return self._backend.actions

    def start(
        self,
        context: WalkContext,
        flow: Flow,
        said: Said = SILENCE,
        told: Mapping[str, str] | None = None,
        kept: Sequence[KeptValue] = (),
    ) -> Position:
        """`said` is the sentence that started it: what it answers is not asked. `told` are
        secrets in it, by step, `kept` answers of other walks."""
        heard = with_tied(flow, self._heard(flow.steps.values(), said))
        heard |= told or {}
        machine = self._machine(context)
        move = machine.start(flow, heard, context.turn_id, kept)
        return self._settle(context, machine, move)

    def resume(self, context: WalkContext, run: FlowRun) -> Position:
        """Ask where the run stands, as if it had just come there."""
        machine = self._machine(context)
        return self._settle(context, machine, machine.enter(run))

    def read(
        self, flow: Flow, run: FlowRun, text: Said, channel: Channel = Channel.CHAT
    ) -> Read | Refusal:
        """What the text means as an answer to the running step; nothing moves yet.

        A registration number is never part of an answer.
        """
        said, now = _kept(text), self._now()
        step = asked_now(flow, flow.steps[run.step_id], run, channel)
        read, instead = read_answer(step, said, now), part_of(corrected(said))
        if step.input_type is InputType.TEXT and asked_back(flow, run, said):
            return Refusal(key=SentenceKey.REFUSED)
        if isinstance(read, Read):
            return read
        if instead.plain:
            again = read_answer(step, instead, now)  # "Gangnam, no, Seocho" names two options
            return again if isinstance(again, Read) else read
        told = told_for_yes(flow, step, said, now)
        if told and not told.keys() & {*run.asked}:
            return Read(value=YES, branch=YES, also=told)
        return self._tied(flow, run, step, said) or read

    def _tied(self, flow: Flow, run: FlowRun, step: Step, said: Said) -> Read | None:
        """Which department? Dr. Kim, who is of one."""
        others = [each for each in _still_open(flow, step.id, run.asked) if each.entity]
        if not step.entity or not others or "?" in said.plain:
            return None
        heard = hear(others, said, self._now())
        value = with_tied(flow, heard).get(step.id)
        return Read(value=value, branch=branch_of(step, value), also=heard) if value else None

    def filled(self, flows: Iterable[Flow], text: Said) -> dict[str, int]:
        """How many questions of each scenario the sentence answers."""
        return filled(flows, _kept(text), self._now()) if _says_more(text) else {}

    def later(self, flows: FlowLibrary, flow: Flow, run: FlowRun, text: Said) -> FlowRun | None:
        """The run with what the whole sentence answers of a question that comes later, in this
        scenario or in one that waits for it; None where it answers none."""
        said, now = _kept(text), self._now()
        said = part_of(corrected(said)) if corrected(said) else said
        heard = hear_alone(_still_open(flow, run.step_id, run.asked), said, now)
        if heard:
            return run.having(heard={**run.heard, **with_tied(flow, heard)})
        for at in range(len(run.frames) - 1, -1, -1):
            frame = run.frames[at]
            outer = flows.find(frame.flow_id, frame.version)
            steps = _still_open(outer, frame.step_id, frame.asked) if outer else ()
            heard = hear_alone(steps, said, now)
            if heard:
                fuller = replace(frame, heard={**frame.heard, **heard})
                return run.having(frames=(*run.frames[:at], fuller, *run.frames[at + 1 :]))
        return None

    def is_asked_later(self, flow: Flow, run: FlowRun, text: Said) -> bool:
        """The whole sentence is a secret of a later question, which is kept for nobody."""
        said = part_of(corrected(text)) if corrected(text) else text
        here = run.step_id
        steps = (each for each in flow.steps.values() if each.secret and each.volunteered)
        still = [each for each in steps if each.id != here and each.id not in run.asked]
        return bool(hear_alone(still, _kept(said), self._now()))

    def browsed(
        self, flow: Flow, run: FlowRun, text: Said, channel: Channel = Channel.CHAT
    ) -> FlowRun | None:
        """The run with another page of what is offered, or with less of it: "next", "on Friday"."""
        step = asked_now(flow, flow.steps[run.step_id], run, channel)
        if not is_shown(step):
            return None
        page = page_said(text)
        if channel is Channel.VOICE and text.plain == NEXT_KEY and has_more(step):
            page = Page.NEXT
        if page:
            shown = turned(step, run, channel, back=page is Page.BEFORE)
            return None if shown is None else run.having(shown=shown)
        meant = fitting(step.options, _kept(text), self._now()) if step.offer else ()
        if not 1 < len(meant) < len(step.options):
            return None
        return run.having(shown=narrowed_to(step, meant, run))

    def correction(self, flow: Flow, run: FlowRun, text: Said) -> Correction | None:
        return correction(flow, run, _kept(text), self._now())

    def answer(
        self, context: WalkContext, run: FlowRun, read: Read, said: Said = SILENCE
    ) -> Position:
        """`said` may answer later steps too."""
        flow = self._flow(context, run)
        step = flow.steps[run.step_id]
        run = _told_too(flow, run, step, read)
        if _says_more(said) and step.input_type is not InputType.TEXT:
            others = (each for each in flow.steps.values() if each is not step)
            later = (each for each in others if each.id not in run.asked)
            heard = self._heard_beside(step, later, said)
            heard.pop(step.id, None)
            heard = {name: value for name, value in heard.items() if name not in read.also}
            run = run.having(heard={**run.heard, **heard}) if heard else run
        machine = self._machine(context)
        return self._settle(context, machine, machine.answered(run, read.value, read.branch))

    def correct(self, context: WalkContext, run: FlowRun, wanted: Correction) -> Position:
        machine = self._machine(context)
        if wanted.value is None:
            return self._settle(context, machine, machine.revisit(run, wanted.step_id))
        move = machine.corrected(run, wanted.step_id, wanted.value, wanted.also)
        return self._settle(context, machine, move)

    def back(self, context: WalkContext, run: FlowRun) -> Position | None:
        machine = self._machine(context)
        move = machine.back(run)
        return self._settle(context, machine, move) if move else None

    def question(
        self, context: WalkContext, run: FlowRun, *, again: bool = False
    ) -> tuple[str, ...]:
        """The running step's question; `again`: as the phone says it once it was said."""
        step = self._flow(context, run).steps.get(run.step_id)
        if step and again and step.voice_again and context.channel is Channel.VOICE:
            step = replace(step, voice=step.voice_again)
        return say_steps([step], run, context.channel) if step else ()

    def refusal(self, context: WalkContext, run: FlowRun, *, silent: bool) -> str:
        """The running step's own words for this try; may be empty."""
        step = self._flow(context, run).steps[run.step_id]
        wordings = step.silences if silent else step.refusals
        if not wordings:
            return ""
        wording: Wording = wordings[min(run.tries, len(wordings) - 1)]
        is_lost = is_said_with(wording, run.lost)
        return "" if is_lost else say_wording(wording, run, context.channel)

    def kept_after(
        self, run: FlowRun, kept: Sequence[KeptValue], keep: Mapping[str, float]
    ) -> tuple[KeptValue, ...]:
        """What outlives the walk, and for how long."""
        return kept_after(run, kept, keep, self._clock())

    def _now(self) -> datetime:
        return self._clock().astimezone(KST)

    def _flow(self, context: WalkContext, run: FlowRun) -> Flow:
        flow = context.flows.flow_of(run)
        if flow is None:
            raise TypeError("a run is walked whose flow is gone")
        return flow

    def _machine(self, context: WalkContext) -> Machine:
        def facts() -> JsonMap:
            now = self._now()
            return {
                "today": now.date().isoformat(),
                "now": now.strftime("%Y-%m-%dT%H:%M"),
                "hour": now.hour,
                "weekday": now.isoweekday(),
                "channel": str(context.channel),
            }

        return Machine(context.flows, facts, self._is_final)

    def _is_final(self, action: str) -> bool:
        about = self._backend.actions.get(action)
        return about is not None and about.cannot_be_undone

    def _heard(self, steps: Iterable[Step], said: Said) -> dict[str, Json]:
        if not _says_more(said):
            return {}
        return hear((step for step in steps if not step.secret), _kept(said), self._now())

    def _heard_beside(self, step: Step, later: Iterable[Step], said: Said) -> dict[str, Json]:
        """What answers later steps. Beside a secret only what cannot be a part of it, and the
        telephone number, which a session hides wherever it stands."""
        if not step.secret:
            return self._heard([step, *later], said)
        steps = [step, *(each for each in later if each.input_type in _BESIDE_SECRETS)]
        hidden = [each for each in steps if not each.secret or each.input_type is InputType.PHONE]
        return hear(hidden, _kept(said), self._now()) if _says_more(said) else {}

    def _settle(self, context: WalkContext, machine: Machine, move: Move) -> Position:
        """Ask the back end as long as the flow wants something of it."""
        calls = 0
        while move.state is State.CALLING:
            calls += 1
            if calls > MAX_STEPS_A_MOVE:
                move = replace(move, state=State.BROKEN)
                break
            move = self._call(machine, context, move)
        return self._position(context, move)

    def _call(self, machine: Machine, context: WalkContext, move: Move) -> Move:
        call = move.call
        if call is None:
            return replace(move, state=State.BROKEN)
        values = {**machine.facts(), **texts_of(move.run)}
        try:
            arguments = {
                name: say(template, values, Channel.CHAT)
                for name, template in call.arguments.items()
            }
            answer = self._ask(context, move.run, call, arguments)
        except AiccError:
            return machine.failed(move)
        return machine.called(move, answer.outcome, answer.values)

    def _ask(
        self, context: WalkContext, run: FlowRun, call: Call, arguments: Mapping[str, str]
    ) -> BackendAnswer:
        """`ProviderError` for an answer that the action does not have, too."""
        about = self._backend.actions.get(call.action)
        if about is None:
            raise NotFoundError(f"the back end has no action {call.action}")
        key = request_key(
            context.tenant_id,
            context.session_id,
            run,
            self._flow(context, run).steps[run.step_id],
            arguments,
            cannot_be_undone=about.cannot_be_undone,
        )
        limit = Deadline(max(0.0, context.deadline.left_s - WRITING_S))
        asked = BackendCall(action=call.action, arguments=arguments, key=key)
        answer = self._backend.call(context.tenant_id, asked, limit)
        return checked(call.action, about, answer)

    def _position(self, context: WalkContext, move: Move) -> Position:
        flow = context.flows.find(move.run.flow_id, move.run.version)
        if flow is None:
            raise TypeError("a move ended in a flow that is not there")
        return Position(
            flow=flow,
            run=move.run,
            state=move.state,
            says=say_steps(move.says, move.run, context.channel),
            cards=cards_of(move.says, move.run, context.channel),
            ways=move.ways,
            queue=move.queue,
            priority=move.priority,
            recalls=move.recalls,
        )


def _told_too(flow: Flow, run: FlowRun, step: Step, read: Read) -> FlowRun:
    """The run with what the answer says of other questions."""
    if not (read.also or step.entity):
        return run
    told = with_tied(flow, {**read.also, step.id: read.value})
    told = {name: value for name, value in told.items() if name not in {step.id, *run.asked}}
    return run.having(heard={**run.heard, **told}) if told else run


def _kept(said: Said) -> Said:
    """Without registration numbers, which may not even be in a session."""
    if len(said.raw) < SHORTEST_RESIDENT_NUMBER:
        return said
    return without_residents(said)


def _still_open(flow: Flow, here: str, asked: tuple[str, ...]) -> list[Step]:
    """Questions of a scenario that come later and may be answered now."""
    return [
        step
        for step in flow.steps.values()
        if step.id != here and step.id not in asked and step.volunteered and not step.secret
    ]


def _says_more(said: Said) -> bool:
    """One word is the answer itself."""
    return len(said.plain.split(maxsplit=FEWEST_WORDS)) >= FEWEST_WORDS
