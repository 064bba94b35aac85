"""Carrying a decision out: what is said, and how the session goes on."""

from typing import assert_never

from aicc import logs
from aicc.conversation.answers import Answers
from aicc.conversation.asked_back import explain, keep_for_later
from aicc.conversation.asking import (
    ask_which,
    give_up,
    offer_against,
    offer_beside,
    offer_callback,
    offer_later,
    offer_person,
    offer_resume,
    say_refusal,
    tell_of_other_ways,
)
from aicc.conversation.between import set_aside
from aicc.conversation.decision import (
    AnswerFaq,
    AnswerStep,
    AskToStop,
    AskWhich,
    BrowseOffers,
    CorrectAnswer,
    Decided,
    ExplainStep,
    FollowDesk,
    GoBack,
    HandOff,
    KeepForLater,
    LeaveFlow,
    OfferCallback,
    OfferPerson,
    OfferResume,
    PassOn,
    RefuseAnswer,
    Repeat,
    ResumeFlow,
    Say,
    StartFlow,
    TakeChoice,
    Warn,
    Withdraw,
)
from aicc.conversation.draft import Draft
from aicc.conversation.feelings import answer_feeling
from aicc.conversation.filling import Filling
from aicc.conversation.opening import Opened, Running
from aicc.conversation.parting import ask_for_more
from aicc.conversation.reading import Reading
from aicc.conversation.remembering import keeps, remember
from aicc.conversation.scenario.hearing import told_at_once
from aicc.conversation.scenario.lasting import known_to
from aicc.conversation.scenario.machine import DEAD_ENDS, ERROR, State, missed
from aicc.conversation.scenario.recalling import is_said_with
from aicc.conversation.scenario.walker import FlowWalker, Position
from aicc.conversation.showing import browse, show_answers
from aicc.conversation.standstill import count_turn
from aicc.conversation.stopping import ask_to_stop, asks_after_aside, is_let_go
from aicc.conversation.telling import cut_short, note_told, repeat, tell_more
from aicc.conversation.tickets import Tickets
from aicc.conversation.warning import warn
from aicc.conversation.way_out import is_stuck
from aicc.conversation.with_person import say_what_next, tell_news
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.danger import Danger
from aicc.domain.faq import NOT_HERE, FaqEntry
from aicc.domain.flow import Interrupted
from aicc.domain.handoff import EscalationReason
from aicc.domain.said import SILENCE
from aicc.domain.session import Choice
from aicc.domain.turn import Channel, Source
from aicc.errors import InvalidInputError
from aicc.metrics import Metrics

log = logs.get("aicc.engine")

_ANSWERING = (AnswerStep, CorrectAnswer, RefuseAnswer, ResumeFlow, OfferPerson)
_INNERMOST = (SentenceKey.CANCELLED, SentenceKey.STOPPED)  # sentences for leaving one scenario
MOST_PAUSED = 2  # a digression from a digression; what waits longer is forgotten


class Acts:
    def __init__(
        self,
        *,
        walker: FlowWalker,
        tickets: Tickets,
        answers: Answers,
        filling: Filling,
        metrics: Metrics,
    ) -> None:
        self._walker = walker
        self._tickets = tickets
        self._answers = answers
        self._filling = filling
        self._metrics = metrics

    def carry_out(self, opened: Opened, reading: Reading, decided: Decided) -> Draft:
        """A sentence or flow of the pack that cannot be said must not reach the customer."""
        decision, session = decided.decision, opened.session
        draft = Draft(
            opened=opened,
            session=session,
            hides_input=reading.secrecy.hides(answers=isinstance(decision, _ANSWERING)),
            unfinished=opened.unfinished or session.unfinished,
        )
        if not isinstance(decision, Repeat):  # which leaves open what was offered
            draft.change(choices=(), unfinished=None)
        misses = session.misses + 1 if decided.is_miss else 0
        draft.change(misses=misses, after_person=opened.desk.has_left)
        tell_news(draft)
        try:
            self._act(draft, reading, decided)
        except InvalidInputError as error:
            log.error("pack.broken", flow=draft.flow_id, error=str(error))  # noqa: TRY400 - the message names the place; the trace does not
            self._metrics.count("PackBroken")
            draft.broken = str(error)
            give_up(draft)
        if isinstance(decision, PassOn | FollowDesk):
            return draft
        answer_feeling(draft, reading.meaning.signals, decision)
        ask_for_more(draft, decision)
        note_told(draft)
        draft.change(about=remember(draft, reading, decided))
        count_turn(draft, reading, decision)
        return draft

    def _act(self, draft: Draft, reading: Reading, decided: Decided) -> None:  # noqa: C901 - one line a decision
        decision = decided.decision
        match decision:
            case HandOff():
                self._hand_off(draft, decision, decided.rule)
            case Withdraw(ticket=ticket):
                self._withdraw(draft, ticket)
            case PassOn(may_leave=may_leave):
                self._tickets.pass_on(draft, may_leave=may_leave)
            case FollowDesk():
                self._follow_desk(draft)
            case TakeChoice(choice=choice):
                self._take_choice(draft, choice, decided.rule)
            case Repeat():
                self._repeat(draft)
            case LeaveFlow(key=key):
                self._leave_flow(draft, key)
            case GoBack(at=at):
                self._back(draft, at)
            case AnswerStep(at=at, read=read):
                context = draft.walk_context
                if read.counted_as:
                    draft.say(read.counted_as, amount=read.value)
                self._arrive(draft, self._walker.answer(context, at.run, read, reading.said))
            case CorrectAnswer(at=at, correction=correction):
                draft.corrects = correction.step_id
                draft.say(SentenceKey.CORRECTED)
                self._arrive(draft, self._walker.correct(draft.walk_context, at.run, correction))
            case ResumeFlow(at=at):
                self._resume_flow(draft, at)
            case OfferResume():
                offer_resume(draft, decision)
            case RefuseAnswer(at=at):
                self._refuse(draft, reading, at)
            case KeepForLater(at=at):
                keep_for_later(draft, decision)
                self._ask_again(draft, at)
            case ExplainStep(at=at):
                explain(draft, decision)
                self._ask_again(draft, at)
            case BrowseOffers():
                browse(draft, decision)
            case AskToStop(at=at):
                ask_to_stop(draft, at)
            case StartFlow():
                self._start_flow(draft, decision)
            case Warn(danger=danger):
                self._warn(draft, danger, decided.rule)
            case Say():
                draft.source = Source.FALLBACK if decision.is_miss else Source.REPLY
                self._reply(draft, decision.key, ends=decision.ends)
            case AnswerFaq():
                self._answer_faq(draft, decision)
            case AskWhich():
                ask_which(draft, decision)
            case OfferPerson(key=key, subject=subject):
                draft.source = Source.FALLBACK
                offer_person(draft, key, subject)
            case OfferCallback(flow_id=flow_id):
                offer_callback(draft, flow_id)
            case _:
                assert_never(decision)

    def _hand_off(self, draft: Draft, wanted: HandOff, rule: str) -> None:
        self._tickets.hand_off(draft, wanted, rule)
        self._after(draft, draft.opened.house.pack.interruptions.handoff)

    def _withdraw(self, draft: Draft, ticket: str) -> None:
        self._tickets.take_back(draft, ticket)
        self._remind(draft)

    def _take_choice(self, draft: Draft, choice: Choice, rule: str) -> None:
        if choice.stop and choice.flow_id:  # instead of a scenario that led nowhere
            draft.change(run=None)
        elif choice.stop:
            return self._leave_flow(draft, SentenceKey.STOPPED)
        if choice.person:
            return self._hand_off(draft, HandOff(reason=EscalationReason.REPEATED_MISS), rule)
        if choice.resume:
            draft.change(run=draft.unfinished)
            at = draft.running
            if at is None:  # staff have withdrawn it since
                return offer_person(draft, SentenceKey.STEP_MISSING)
            return self._resume_flow(draft, at)
        if choice.more:
            return None if tell_more(draft, choice) else self._go_on(draft)
        if choice.faq_id:
            return self._answer_with(draft, self._answers.find(draft.opened, choice.faq_id))
        if choice.reply:
            draft.source = Source.REPLY
            return self._reply(draft, choice.reply)
        plan = draft.opened.house.plans.get(choice.intent)  # the pack may have been edited since
        flow_id = choice.flow_id or (plan.flow if plan and plan.flow else "")
        about = draft.session.about
        number = about.number if about else ""
        return self._start_flow(draft, StartFlow(flow_id=flow_id, number=number))

    def _repeat(self, draft: Draft) -> None:
        draft.source = Source.REPEAT
        repeat(draft, self._walker)
        return show_answers(draft, aloud=False)

    def _leave_flow(self, draft: Draft, key: str) -> None:
        """The innermost scenario; one that waited for it goes on."""
        draft.source = Source.REPLY
        at = draft.running
        draft.ended = draft.session.run is not None
        draft.change(run=None, paused=draft.session.paused if key in _INNERMOST else (), later=None)
        draft.say(key, flow=at.flow.name if at else "")
        self._resume(draft)

    def _back(self, draft: Draft, at: Running) -> None:
        before = self._walker.back(draft.walk_context, at.run)
        if before:
            return self._arrive(draft, before)
        draft.source = Source.FLOW
        draft.say(SentenceKey.BACK_AT_START)
        return self._ask_again(draft, at)

    def _resume_flow(self, draft: Draft, at: Running) -> None:
        draft.say(SentenceKey.REMINDER, flow=at.flow.name)
        self._arrive(draft, self._walker.resume(draft.walk_context, at.run))

    def _refuse(self, draft: Draft, reading: Reading, at: Running) -> None:
        """Other words each time: the step's own, or ours with what else may be done."""
        draft.source = Source.FLOW
        draft.change(run=missed(at.run))
        own = self._walker.refusal(draft.walk_context, at.run, silent=reading.said.is_silent)
        if not say_refusal(draft, reading, at, own):
            self._ask_again(draft, at)
        if at.run.tries and not own:
            tell_of_other_ways(draft, at)
        show_answers(draft)

    def _start_flow(self, draft: Draft, wanted: StartFlow) -> None:
        session = draft.session
        if session.run:
            draft.change(paused=(*session.paused, session.run)[-MOST_PAUSED:], run=None)
        flow = draft.opened.flows.current.get(wanted.flow_id)
        if flow is None:  # staff have withdrawn it
            draft.withdrawn_flow = wanted.flow_id
            return offer_person(draft, SentenceKey.STEP_MISSING)
        if wanted.later:
            draft.say(SentenceKey.LATER, wish=wanted.later.label)
            draft.change(later=wanted.later)
        said = draft.opened.said if draft.opened.incoming.text else SILENCE
        told = told_at_once(flow, wanted.number, said)
        kept = known_to(draft.session.kept, keeps(draft, flow))
        start = self._walker.start(draft.walk_context, flow, said, told, kept)
        draft.hides_input |= any(flow.steps[each].secret for each in told)
        draft.remembered = tuple(each.name for each in kept if each.name in start.run.taken)
        return self._arrive(draft, start)

    def _warn(self, draft: Draft, danger: Danger, rule: str) -> None:
        """Whoever talks with the customer already hears of it; else a person is asked for."""
        waiting = draft.session.run
        urgent = warn(draft, danger)
        if not self._tickets.pass_on(draft):
            self._hand_off(draft, urgent, rule)
            offer_against(draft, danger.kind)
        if draft.opened.house.pack.interruptions.danger is Interrupted.WAIT:
            draft.change(unfinished=waiting)

    def _follow_desk(self, draft: Draft) -> None:
        """The bot is there again, where it was; or a person is."""
        draft.source = Source.HANDOFF
        if draft.opened.desk.holder is None:
            self._remind(draft)
            say_what_next(draft)

    def _answer_faq(self, draft: Draft, wanted: AnswerFaq) -> None:
        entry = self._answers.find(draft.opened, wanted.faq_id)
        also = self._answers.find(draft.opened, wanted.also) if wanted.also else None
        if also and entry and self._filling.answer(draft, entry):
            return self._answer_with(draft, also)
        self._answer_with(draft, entry)
        return offer_beside(draft, wanted)

    def _answer_with(self, draft: Draft, entry: FaqEntry | None) -> None:
        if entry is None:  # it was deleted after it had been offered
            return draft.say(SentenceKey.FALLBACK)
        is_not_here = NOT_HERE in entry.tags
        draft.source = Source.REPLY if is_not_here else Source.FAQ
        draft.answered_by = None if is_not_here else entry
        first = len(draft.parts)
        if not self._filling.answer(draft, entry):
            return offer_person(draft, SentenceKey.BACKEND_DOWN)
        if draft.channel is Channel.CHAT:
            draft.rich = entry.parts
        return None if cut_short(draft, first) else self._go_on(draft)

    def _reply(self, draft: Draft, key: str, *, ends: bool = False) -> None:
        if not self._filling.reply(draft, key):
            return offer_person(draft, SentenceKey.BACKEND_DOWN)
        draft.goodbye = ends
        return None if ends else self._remind(draft)

    def _arrive(self, draft: Draft, position: Position) -> None:
        """What a move along the flow means for the session and the reply."""
        draft.source = Source.FLOW
        draft.flow_id, draft.step_id = position.flow.id, position.run.step_id
        draft.ways = position.ways
        if position.recalls:
            draft.say(SentenceKey.SECRETS_LOST)
        draft.show(position)
        failed = tuple(way for way in position.ways if way.endswith(f":{ERROR}"))
        if failed:
            log.warning("backend.failed", ways=failed)
            draft.failed_calls = failed
        keep = keeps(draft, *draft.opened.flows.begun_in(position.run))
        draft.change(kept=self._walker.kept_after(position.run, draft.session.kept, keep))
        if position.state is State.WAITING:
            draft.change(run=position.run)
            return show_answers(draft)
        draft.change(run=None)
        draft.ended, draft.ended_flow = True, position.run.flow_id
        self._tickets.keep_due(draft, position)
        if position.state in DEAD_ENDS:
            return offer_person(draft, DEAD_ENDS[position.state])
        if position.state is State.HANDOFF:
            failure = EscalationReason.FLOW_FAILURE
            wanted = HandOff(reason=failure, queue=position.queue, priority=position.priority)
            self._hand_off(draft, wanted, "")
        return self._resume(draft)

    def _resume(self, draft: Draft) -> None:
        """Back to the flow that waited for this one, or on to a second wish of the customer's."""
        if not draft.session.paused:
            return offer_later(draft)
        *rest, run = draft.session.paused
        draft.change(run=run, paused=tuple(rest))
        draft.ended = False
        return self._remind(draft)

    def _go_on(self, draft: Draft) -> None:
        """After an answer in between; who only ever asks something else is asked whether to stop,
        and then let go."""
        at, source = draft.running, draft.source
        if at is None or not is_stuck(at.run, at.step):
            return self._after(draft, draft.opened.house.pack.interruptions.faq)
        if is_let_go(draft.opened.session, at):
            self._leave_flow(draft, SentenceKey.LEFT_OFF)
            draft.source = source
        elif not asks_after_aside(draft, at, is_stuck=True):
            self._remind(draft)
        return None

    def _after(self, draft: Draft, policy: Interrupted) -> None:
        at = draft.running
        if at and policy is not Interrupted.GO_ON:
            return set_aside(draft, at, policy)
        return self._remind(draft)

    def _remind(self, draft: Draft) -> None:
        """After a digression: where we were, and the question that waits."""
        at = draft.running
        if at and not asks_after_aside(draft, at):
            draft.say(SentenceKey.REMINDER, flow=at.flow.name)
            self._ask_again(draft, at)

    def _ask_again(self, draft: Draft, at: Running) -> None:
        is_entered = not at.step.asks  # a flow whose secret answers are gone, which begins anew
        if is_entered or is_said_with(at.step, at.run.lost):
            source = draft.source
            self._arrive(draft, self._walker.resume(draft.walk_context, at.run))
            draft.source = source
            return
        draft.say_texts(self._walker.question(draft.walk_context, at.run, again=True))
        show_answers(draft)
