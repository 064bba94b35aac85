"""What is said before a question comes again that was not answered: why it is asked, or thanks for
the answer to a later one."""

from aicc.conversation.decision import ExplainStep, KeepForLater
from aicc.conversation.draft import Draft
from aicc.conversation.scenario.explaining import explained_by_kind
from aicc.conversation.scenario.recalling import is_said_with
from aicc.conversation.scenario.render import say_wording
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.turn import Source


def keep_for_later(draft: Draft, wanted: KeepForLater) -> None:
    draft.source = Source.FLOW
    draft.change(run=wanted.run)
    draft.say(wanted.key)


def explain(draft: Draft, asked: ExplainStep) -> None:
    """The step's own words, or the catalogue's for its kind."""
    draft.source = Source.FLOW
    run, step = asked.at.run, asked.at.flow.steps[asked.about.step_id]
    own = step.why if asked.about.asks_why else step.help
    if own and not is_said_with(own, run.lost):
        draft.say_texts([say_wording(own, run, draft.channel)])
    else:
        draft.say(explained_by_kind(step, asks_why=asked.about.asks_why))
    draft.change(run=run.having(explained=run.explained + 1))
    if run.explained:
        draft.say(SentenceKey.TRY_A_PERSON)
