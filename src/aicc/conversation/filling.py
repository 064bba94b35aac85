"""Answers and replies with values of the company's systems in them, asked when they are said."""

from collections.abc import Mapping

from aicc.clock import KST, Clock
from aicc.conversation.draft import Draft
from aicc.conversation.naming import answer_on
from aicc.conversation.scenario.render import say
from aicc.conversation.scenario.walker import WRITING_S
from aicc.deadline import Deadline
from aicc.domain.action import BackendAction
from aicc.domain.faq import FaqEntry
from aicc.domain.filled_text import can_be_asked, fields_to_ask
from aicc.domain.json import Json
from aicc.errors import AiccError, InvalidInputError
from aicc.systems.backend.checking import checked
from aicc.systems.backend.port import Backend, BackendCall


class Filling:
    """Each action is asked once for a text. Where one does not answer, or has another outcome than
    the one with the value, `otherwise` is said."""

    def __init__(self, backend: Backend, clock: Clock) -> None:
        self._backend = backend
        self._clock = clock

    def answer(self, draft: Draft, entry: FaqEntry) -> bool:
        """Says the entry; false where its values are not to be had and it says nothing instead."""
        text = answer_on(entry, draft.channel)
        return self._say(draft, text, entry.otherwise, f"faq/{entry.id}", as_it_is=True)

    def reply(self, draft: Draft, key: str) -> bool:
        """The same for a sentence of the pack."""
        sentence = draft.sentence(key)
        text = sentence.on(draft.channel)
        if not fields_to_ask(text, self._backend.actions):
            draft.say(key)
            return True
        is_said = self._say(draft, text, sentence.otherwise, f"reply/{key}", as_it_is=False)
        if sentence.quick_replies:
            draft.quick_replies = sentence.quick_replies
        return is_said

    def _say(self, draft: Draft, text: str, otherwise: str, what: str, *, as_it_is: bool) -> bool:
        fields = fields_to_ask(text, self._backend.actions)
        values: dict[str, Json] = {}
        for action in dict.fromkeys(field.action for field in fields):
            answer = self._ask(draft, action)
            if answer is None:
                draft.failed_calls = (*draft.failed_calls, f"{what}:{action}")
            values |= {f"{action}.{name}": value for name, value in (answer or {}).items()}
        if any(field.name not in values for field in fields):
            draft.say_texts([otherwise])
            return bool(otherwise)
        if not as_it_is:
            draft.say_texts([say(text, values, draft.channel)])
            return True
        for field in fields:
            text = text.replace(field.written, say(field.written, values, draft.channel), 1)
        draft.say_texts([text])
        return True

    def _ask(self, draft: Draft, action: str) -> Mapping[str, Json] | None:
        about, deadline = self._backend.actions[action], draft.opened.deadline
        if not can_be_asked(about):
            raise InvalidInputError(f"{action} cannot be asked by an answer")
        call = BackendCall(action=action, arguments=self._given(about, draft))
        limit = Deadline(max(0.0, deadline.left_s - WRITING_S))
        try:
            answer = self._backend.call(draft.opened.incoming.tenant_id, call, limit)
            return checked(action, about, answer).values
        except AiccError:
            return None

    def _given(self, about: BackendAction, draft: Draft) -> dict[str, str]:
        now = self._clock().astimezone(KST)
        given = {
            "today": now.date().isoformat(),
            "now": now.strftime("%Y-%m-%dT%H:%M"),
            "channel": str(draft.channel),
        }
        return {name: value for name, value in given.items() if name in about.arguments}
