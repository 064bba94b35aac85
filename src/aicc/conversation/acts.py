"""Carrying a decision out: one small act for each, in a table."""

from collections.abc import Callable, Mapping

from aicc import logs
from aicc.conversation.policy import Action, Decision, IntentPlan
from aicc.conversation.scenario.answers import Read, Refusal
from aicc.conversation.scenario.machine import ERROR, State, missed
from aicc.conversation.scenario.render import quick_replies
from aicc.conversation.scenario.walker import FlowWalker, Ground, Stand
from aicc.conversation.under_way import TurnUnderWay, as_choices
from aicc.domain.faq import FaqEntry
from aicc.domain.flow import Flow
from aicc.domain.handoff import EscalationReason
from aicc.domain.run import FlowRun
from aicc.domain.sentence import Key
from aicc.domain.session import Choice
from aicc.domain.turn import Channel, Handoff, QuickReply, Source

log = logs.get("aicc.engine")

MOST_PAUSED = 2  # a digression from a digression; what waits longer is forgotten

KeepTicket = Callable[[TurnUnderWay, Decision], str]
Withdraw = Callable[[TurnUnderWay, str], None]
FindFaq = Callable[[TurnUnderWay, str], FaqEntry | None]
Act = Callable[[TurnUnderWay, Decision], None]

# Where a flow that cannot go on leaves the customer: the sentence that offers a person.
_DEAD_ENDS = {State.BROKEN: Key.STEP_MISSING, State.UNREACHED: Key.BACKEND_DOWN}


class Acts:
    def __init__(
        self,
        *,
        walker: FlowWalker,
        plans: Mapping[str, IntentPlan],
        keep_ticket: KeepTicket,
        withdraw: Withdraw,
        find_faq: FindFaq,
    ) -> None:
        self._walker = walker
        self._plans = plans
        self._keep_ticket = keep_ticket
        self._withdraw_ticket = withdraw
        self._find_faq = find_faq
        self._acts: Mapping[Action, Act] = {
            Action.HANDOFF: self._hand_off,
            Action.WITHDRAW: self._withdraw,
            Action.CHOSEN: self._take_choice,
            Action.REPEAT: self._repeat,
            Action.LEAVE_FLOW: self._leave_flow,
            Action.BACK: self._back,
            Action.ANSWER_STEP: self._answer_step,
            Action.CORRECT: self._correct,
            Action.RESUME_FLOW: self._resume_flow,
            Action.OFFER_RESUME: self._offer_resume,
            Action.REFUSE: self._refuse,
            Action.START_FLOW: self._start_flow,
            Action.SAY: self._say,
            Action.ANSWER_FAQ: self._answer_faq,
            Action.ASK_WHICH: self._ask_which,
            Action.OFFER_PERSON: self._offer_person,
        }

    def carry_out(self, turn: TurnUnderWay, decision: Decision) -> None:
        """Say and change what the decision wants."""
        turn.unfinished = turn.unfinished or turn.session.unfinished
        if decision.action is not Action.REPEAT:  # which leaves open what was offered
            turn.change(choices=(), unfinished=None)
        turn.change(misses=turn.session.misses + 1 if decision.is_miss else 0)
        self._acts[decision.action](turn, decision)

    def give_up(self, turn: TurnUnderWay) -> None:
        """The pack's own definition failed: nothing of it is said, and a person is offered."""
        turn.parts.clear()
        turn.rich, turn.quick_replies = (), ()
        turn.change(run=None, paused=())
        turn.ended = True
        self._offer(turn, Key.STEP_MISSING)

    def _hand_off(self, turn: TurnUnderWay, decision: Decision) -> None:
        turn.source = Source.HANDOFF
        kept = turn.session.ticket
        number = kept or self._keep_ticket(turn, decision)
        turn.change(ticket=number)
        turn.say(Key.TICKET_ALREADY if kept else Key.TICKET_KEPT, ticket=number)
        turn.handoff = Handoff(ticket=number, state="kept")
        self._remind(turn)

    def _withdraw(self, turn: TurnUnderWay, decision: Decision) -> None:
        turn.source = Source.HANDOFF
        number = turn.session.ticket or ""
        self._withdraw_ticket(turn, number)
        turn.change(ticket=None)
        turn.say(Key.TICKET_WITHDRAWN, ticket=number)
        turn.handoff = Handoff(ticket=number, state="withdrawn")
        self._remind(turn)

    def _take_choice(self, turn: TurnUnderWay, decision: Decision) -> None:
        choice = decision.choice or Choice(label="")
        if choice.person:
            reason = EscalationReason.REPEATED_MISS
            return self._hand_off(turn, Decision(action=Action.HANDOFF, reason=reason))
        if choice.resume and turn.unfinished is None:  # staff have withdrawn it since
            return self._offer(turn, Key.STEP_MISSING)
        if choice.resume:
            turn.change(run=turn.unfinished)
            return self._resume_flow(turn, decision)
        if choice.faq_id:
            return self._answer_with(turn, self._find_faq(turn, choice.faq_id))
        plan = self._plans.get(choice.intent)  # the pack may have been edited since
        flow_id = plan.flow if plan and plan.flow else ""
        return self._start_flow(turn, Decision(action=Action.START_FLOW, flow_id=flow_id))

    def _repeat(self, turn: TurnUnderWay, decision: Decision) -> None:
        turn.source = Source.REPEAT
        if not turn.session.last_said:
            return turn.say(Key.NOTHING_TO_REPEAT)
        turn.say_texts(turn.session.last_said)
        return self._offer_answers(turn)

    def _leave_flow(self, turn: TurnUnderWay, decision: Decision) -> None:
        turn.source = Source.REPLY
        turn.ended = turn.session.run is not None
        turn.change(run=None, paused=())
        turn.say(decision.key)

    def _back(self, turn: TurnUnderWay, decision: Decision) -> None:
        _, run = self._running(turn)
        stand = self._walker.back(self._ground(turn), run)
        if stand:
            return self._stand(turn, stand)
        turn.source = Source.FLOW
        turn.say(Key.BACK_AT_START)
        return self._ask_again(turn)

    def _answer_step(self, turn: TurnUnderWay, decision: Decision) -> None:
        _, run = self._running(turn)
        if not isinstance(turn.read, Read):
            raise TypeError("the policy decided on an answer that was not read")
        said = turn.incoming.said
        self._stand(turn, self._walker.answer(self._ground(turn), run, turn.read, said))

    def _correct(self, turn: TurnUnderWay, decision: Decision) -> None:
        _, run = self._running(turn)
        if turn.correction is None:
            raise TypeError("the policy decided on a correction that was not found")
        turn.note(corrects=turn.correction.step_id)
        turn.say(Key.CORRECTED)
        self._stand(turn, self._walker.correct(self._ground(turn), run, turn.correction))

    def _resume_flow(self, turn: TurnUnderWay, decision: Decision) -> None:
        flow, run = self._running(turn)
        turn.say(Key.REMINDER, flow=flow.name)
        self._stand(turn, self._walker.resume(self._ground(turn), run))

    def _offer_resume(self, turn: TurnUnderWay, decision: Decision) -> None:
        run = turn.unfinished
        flow = turn.flows.flow_of(run) if run else None
        if flow is None or decision.choice is None:
            raise TypeError("the policy offers to resume, but nothing is unfinished")
        turn.source = Source.CHOICE
        turn.say(Key.OFFER_RESUME, flow=flow.name)
        turn.change(choices=(decision.choice,), unfinished=run)

    def _refuse(self, turn: TurnUnderWay, decision: Decision) -> None:
        """Other words each time: the step's own, or ours with what else may be done."""
        flow, run = self._running(turn)
        turn.source = Source.FLOW
        turn.change(run=missed(run))
        step, silent = flow.steps[run.step_id], turn.incoming.is_silent
        own = self._walker.refusal(self._ground(turn), run, silent=silent)
        if own:
            turn.say_texts([own])
        elif isinstance(turn.read, Refusal) and not silent:
            turn.say(turn.read.key, **as_choices(option.value for option in step.options))
        else:
            turn.say(Key.SILENT_STEP)
            turn.say_texts(self._walker.question(self._ground(turn), run))
        if run.tries and not own:
            turn.say(Key.TRY_A_PERSON)
        self._offer_answers(turn)

    def _start_flow(self, turn: TurnUnderWay, decision: Decision) -> None:
        if turn.session.run:
            paused = (*turn.session.paused, turn.session.run)[-MOST_PAUSED:]
            turn.change(paused=paused, run=None)
        flow = turn.flows.current.get(decision.flow_id)
        if flow is None:  # staff have withdrawn it
            turn.note(withdrawn=decision.flow_id)
            return self._offer(turn, Key.STEP_MISSING)
        return self._stand(turn, self._walker.start(self._ground(turn), flow, turn.incoming.text))

    def _say(self, turn: TurnUnderWay, decision: Decision) -> None:
        turn.source = Source.FALLBACK if decision.is_miss else Source.REPLY
        turn.say(decision.key)
        self._remind(turn)

    def _answer_faq(self, turn: TurnUnderWay, decision: Decision) -> None:
        self._answer_with(turn, decision.hit.entry if decision.hit else None)

    def _answer_with(self, turn: TurnUnderWay, entry: FaqEntry | None) -> None:
        if entry is None:  # it was deleted after it had been offered
            return turn.say(Key.FALLBACK)
        turn.source = Source.FAQ
        turn.note(faq=entry.id)
        spoken = turn.channel is Channel.VOICE and entry.voice
        turn.say_texts([entry.voice if spoken else entry.answer])
        if turn.channel is Channel.CHAT:
            turn.rich = entry.parts
        return self._remind(turn)

    def _ask_which(self, turn: TurnUnderWay, decision: Decision) -> None:
        turn.source = Source.CHOICE
        labels = [choice.label for choice in decision.choices]
        turn.change(choices=decision.choices)
        turn.say(Key.WHICH_ONE, **as_choices(labels))
        turn.quick_replies = tuple(QuickReply(label=each, value=each) for each in labels)

    def _offer_person(self, turn: TurnUnderWay, decision: Decision) -> None:
        turn.source = Source.FALLBACK
        self._offer(turn, decision.key)

    def _offer(self, turn: TurnUnderWay, key: str) -> None:
        turn.say(key)
        turn.change(choices=(Choice(label=key, person=True),), misses=0)

    def _stand(self, turn: TurnUnderWay, stand: Stand) -> None:
        """What a move along the flow means for the session and the reply."""
        turn.source = Source.FLOW
        turn.note(flow=stand.flow.id, step=stand.run.step_id, ways=list(stand.ways))
        turn.say_texts(stand.says)
        failed = tuple(way for way in stand.ways if way.endswith(f":{ERROR}"))
        if failed:
            log.warning("backend.failed", ways=failed)
            turn.failed_calls = failed
        if stand.state is State.WAITING:
            turn.change(run=stand.run)
            return self._offer_answers(turn)
        turn.change(run=None)
        turn.ended = True
        if stand.state in _DEAD_ENDS:
            return self._offer(turn, _DEAD_ENDS[stand.state])
        if stand.state is State.HANDOFF:
            failure = EscalationReason.FLOW_FAILURE
            wanted = Decision(
                action=Action.HANDOFF,
                reason=failure,
                queue=stand.queue,
                priority=stand.priority,
            )
            self._hand_off(turn, wanted)
        return self._resume(turn)

    def _resume(self, turn: TurnUnderWay) -> None:
        """Back to the flow that waited for this one."""
        if not turn.session.paused:
            return
        *rest, run = turn.session.paused
        turn.change(run=run, paused=tuple(rest))
        turn.ended = False
        self._remind(turn)

    def _remind(self, turn: TurnUnderWay) -> None:
        """After a digression: where we were, and the question that waits."""
        if turn.session.run is None:
            return
        flow, _ = self._running(turn)
        turn.say(Key.REMINDER, flow=flow.name)
        self._ask_again(turn)

    def _ask_again(self, turn: TurnUnderWay) -> None:
        _, run = self._running(turn)
        if self._has_forgotten(turn):  # what the step enters begins anew
            source = turn.source
            self._stand(turn, self._walker.resume(self._ground(turn), run))
            turn.source = source
            return
        turn.say_texts(self._walker.question(self._ground(turn), run))
        self._offer_answers(turn)

    def _has_forgotten(self, turn: TurnUnderWay) -> bool:
        """It stands where a flow was entered whose secret answers are gone."""
        if turn.session.run is None:
            return False
        flow, run = self._running(turn)
        return not flow.steps[run.step_id].asks

    def _offer_answers(self, turn: TurnUnderWay) -> None:
        if turn.session.run is None:
            return
        flow, run = self._running(turn)
        yes_no = turn.sentence(Key.OFFER_PERSON).quick_replies
        offered = quick_replies(flow.steps[run.step_id], yes_no)
        turn.quick_replies = offered or turn.quick_replies

    def _running(self, turn: TurnUnderWay) -> tuple[Flow, FlowRun]:
        run = turn.session.run
        flow = turn.flows.flow_of(run) if run else None
        if run is None or flow is None:
            raise TypeError("the policy decided on a step, but no flow is running")
        return flow, run

    def _ground(self, turn: TurnUnderWay) -> Ground:
        return Ground(
            flows=turn.flows,
            deadline=turn.deadline,
            tenant_id=turn.incoming.tenant_id,
            channel=turn.channel,
            session_id=turn.incoming.session_id,
            turn_id=turn.id,
        )
