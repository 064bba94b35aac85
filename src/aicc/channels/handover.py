"""What the human agent is told before the call: why it comes, and what was said and done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from aicc.channels.voice_text import spoken, whole_sentences
from aicc.conversation.record import reply_in
from aicc.conversation.scenario.render import say
from aicc.domain.bot_sentence import BotSentence, SentenceKey
from aicc.domain.handoff import EscalationReason, Ticket
from aicc.domain.turn import Channel, TurnRecord

LONGEST_SUMMARY = 300  # characters: a whisper of some forty seconds

SentenceOf = Callable[[SentenceKey], BotSentence]

_REASONS: Mapping[EscalationReason, SentenceKey] = {
    EscalationReason.USER_REQUEST: SentenceKey.REASON_USER_REQUEST,
    EscalationReason.COMPLEX_INQUIRY: SentenceKey.REASON_COMPLEX_INQUIRY,
    EscalationReason.REPEATED_MISS: SentenceKey.REASON_REPEATED_MISS,
    EscalationReason.NEGATIVE_SENTIMENT: SentenceKey.REASON_NEGATIVE_SENTIMENT,
    EscalationReason.EMERGENCY: SentenceKey.REASON_EMERGENCY,
    EscalationReason.HIGH_RISK: SentenceKey.REASON_HIGH_RISK,
    EscalationReason.VIP: SentenceKey.REASON_VIP,
    EscalationReason.TECHNICAL_ERROR: SentenceKey.REASON_TECHNICAL_ERROR,
    EscalationReason.FLOW_FAILURE: SentenceKey.REASON_FLOW_FAILURE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """Both are for the ear and carry no personal number: ticket and history are masked."""

    queue: str = ""
    reason: str = ""
    summary: str = ""


def handover(
    ticket: Ticket | None,
    turns: Sequence[TurnRecord],
    sentence: SentenceOf,
    flow_names: Mapping[str, str],
) -> Handover:
    """`turns` are the last ones of the session, newest last.

    Without the ticket, which another container may have kept, history alone tells what was said.
    """
    request = ticket.request if ticket else None
    said = request.description if request else turns[-1].user_input if turns else ""
    flow = next((found for found in map(_flow_of, reversed(turns)) if found in flow_names), "")
    parts = [(SentenceKey.HANDOFF_SAID, {"said": said})] if said else []
    if flow:
        parts.append((SentenceKey.HANDOFF_FLOW, {"flow": flow_names[flow]}))
    summary = " ".join(say(sentence(key).chat, values, Channel.VOICE) for key, values in parts)
    return Handover(
        queue=request.queue if request else "",
        reason=spoken(sentence(_REASONS[request.reason]).chat) if request else "",
        # the flow ends the sentence
        summary=whole_sentences(spoken(summary), LONGEST_SUMMARY).rstrip("."),
    )


def _flow_of(turn: TurnRecord) -> str:
    """The scenario that the turn was in."""
    return reply_in(turn).facts.flow_id
