"""What is said before a question comes again that was not answered: why it is asked, or thanks for
the answer to a later one."""

from aicc.conversation.decision import ExplainStep, KeepForLater
from aicc.conversation.draft import Draft
from aicc.conversation.scenario.explaining import explained_by_kind
from aicc.conversation.scenario.recalling import is_said_with
from aicc.conversation.scenario.render import say_wording
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.flow import Wording
from aicc.domain.turn import Source


def keep_for_later(draft: Draft, wanted: KeepForLater) -> None:
    draft.source = Source.FLOW
    draft.change(run=wanted.run)
    draft.say(wanted.key)


def explain(draft: Draft, asked: ExplainStep) -> None:
    """The step's own words, or the catalogue's for its kind."""
    draft.source = Source.FLOW
    if asked.about.is_done is not None:
        return _tell_if_done(draft, asked, is_done=asked.about.is_done)
    run, step = asked.at.run, asked.at.flow.steps[asked.about.step_id]
    own = step.why if asked.about.asks_why else step.help
    if asked.about.in_question and not own:
        return None
    if own and not is_said_with(own, run.lost):
        draft.say_texts([say_wording(own, run, draft.channel)])
    else:
        draft.say(explained_by_kind(step, asks_why=asked.about.asks_why))
    draft.change(run=run.having(explained=run.explained + 1))
    if run.explained or asked.about.has_none:
        draft.say(SentenceKey.TRY_A_PERSON)
    return None


def _tell_if_done(draft: Draft, asked: ExplainStep, *, is_done: bool) -> None:
    """What was done in the words in which it was told; else that the question waits for it."""
    if not is_done:
        outer = asked.at.run.outermost
        flow = draft.opened.flows.find(outer.flow_id, outer.version) or asked.at.flow
        return draft.say(SentenceKey.NOT_DONE_YET, flow=flow.name)
    deed = asked.at.flow.steps[asked.about.step_id]
    told = Wording(message=deed.message, voice=deed.voice)
    return draft.say_texts([say_wording(told, asked.at.run, draft.channel)])
