"""What staff want to know of a turn: which entry was the answer, or that there was none.

The turn is durable already: what cannot be noted is logged and does not fail it.
"""

import re
from datetime import datetime

from aicc import logs
from aicc.conversation.under_way import TurnUnderWay
from aicc.domain.turn import Source
from aicc.errors import StoreError
from aicc.korean.text.normalise import normalise
from aicc.redact import mask
from aicc.stores.feedback.port import FeedbackStore

_LONGEST = 300
_LETTERS = re.compile(r"[^\W\d_]")
_FEWEST_LETTERS = 2  # less is no question

log = logs.get("aicc.engine")


def note(turn: TurnUnderWay, feedback: FeedbackStore, now: datetime) -> None:
    tenant_id, faq_id = turn.incoming.tenant_id, turn.trace.get("faq")
    try:
        if turn.source is Source.FAQ and faq_id:
            feedback.count_answer(tenant_id, str(faq_id), now, turn.deadline)
        elif turn.source is Source.FALLBACK and not turn.hides_input:
            text = mask(normalise(turn.incoming.text))[:_LONGEST]
            if len(_LETTERS.findall(text)) >= _FEWEST_LETTERS:
                feedback.keep_unanswered(tenant_id, text, now, turn.deadline)
    except StoreError as error:
        log.warning("feedback.not_kept", error=str(error))
