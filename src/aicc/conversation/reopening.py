"""The rules for a scenario that was left or turned down, and is gone on with after all."""

from aicc.conversation.decision import Decision, OfferResume, StartFlow
from aicc.conversation.situation import Situation
from aicc.domain.acts import ToFlow, ToReply
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.session import Choice
from aicc.korean.answers.after_all import wants_after_all

SOON = 2  # turns


def offer_to_resume(now: Situation) -> Decision | None:
    """At the first word of a new conversation, unless that word wants something else."""
    unfinished = now.opened.unfinished
    if unfinished is None or now.opened.running:
        return None
    sure = None if now.reading.said.is_silent else now.sure
    flow_id = sure.target.flow_id if sure and isinstance(sure.target, ToFlow) else ""
    is_word = sure is None or isinstance(sure.target, ToReply)
    if not is_word and flow_id != unfinished.flow_id:
        return None
    intent = sure.intent if sure and flow_id else ""
    choice = Choice(label=SentenceKey.OFFER_RESUME, intent=intent, resume=True)
    return OfferResume(run=unfinished, choice=choice)


def reopen(now: Situation) -> Decision | None:
    """No, do it after all: right behind a scenario that has ended, it is that one."""
    session = now.opened.session
    about = session.about
    if now.opened.running or session.choices or about is None or not about.flow_id:
        return None
    if about.turn < session.turns - SOON or not wants_after_all(now.reading.said):
        return None
    if about.flow_id not in now.opened.flows.current:
        return None
    return StartFlow(flow_id=about.flow_id, intent=about.intent)
