"""Lex played by the embedded engine: hears, understands, asks the code hook, goes on or ends."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from aicc.amazon.phone.bot import HOOK, Bot, read_slot, slot
from aicc.amazon.phone.call import SECONDS_A_LETTER, Call
from aicc.amazon.phone.caller import Heard, Wants
from aicc.amazon.phone.contact import CHAT
from aicc.amazon.phone.lambdas import LambdaFaultError
from aicc.amazon.phone.lex.answer import HookAnswer, read_hook_answer
from aicc.amazon.phone.lex.event import DIALOG, FULFILLMENT, Utterance, hook_event, sentiment_json
from aicc.channels.interactive import options_of, title_of
from aicc.clock import KST
from aicc.domain.json import JsonMap
from aicc.understanding.services.lex_reading import FALLBACK

LONGEST_TEXT = 1024
MOST_EXCHANGES = 100  # in one block: more is a bot that never ends
MOST_TRIES = 3  # how often Lex asks for one thing
LARGEST_FIGURE = 1e6
_AUDIO_S, _START_S, _DTMF = 15.0, 4.0, 1024  # Lex's own limits, and its defaults


class NobodySpoke(Exception):
    """Silence where Lex was not in the middle of anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """`names` are the intents that the flow branches on."""

    attributes: dict[str, str] = field(default_factory=dict)
    names: Sequence[str] = ()
    chat_limit_s: float = 0.0
    alias: str = ""  # of the bot, by name or ARN; ours where there is none
    initial: str = ""  # what the flow says to Lex first, so that Lex begins


class LexPlay:
    """One ConnectParticipantWithLexBot block of a call."""

    def __init__(self, call: Call, block: Block) -> None:
        self._call = call
        self._block = block
        self._bot: Bot = call.bot
        self._talk = call.lex
        self._talk.attributes |= block.attributes
        ours = set(self._bot.intents())
        named_ours = not block.alias or self._bot.name in block.alias
        self._is_ours = not ours.isdisjoint(block.names) or (not block.names and named_ours)
        self._has_hook = self._is_ours and call.lambdas.knows(HOOK)
        self._asked: HookAnswer | None = None  # what Lex said last

    def run(self) -> str:
        """The name of the intent in which the conversation ended.

        `NobodySpoke` on silence, `LambdaFaultError` where the hook fails.
        """
        for exchange in range(MOST_EXCHANGES):
            begins = self._block.initial and not exchange
            utterance = self._begun() if begins else self._hear()
            if self._has_hook:
                answer = self._ask_hook(utterance, DIALOG)
                while answer.action == "Delegate":
                    answer = self._go_on(utterance, answer)
                if self._takes(answer):
                    return self._end()
            elif self._alone():
                return self._end()
        raise LambdaFaultError(f"{MOST_EXCHANGES} exchanges without an end")

    def _end(self) -> str:
        """The tree of paths keeps the intent; Lex itself is done with it."""
        name = self._talk.intent
        self._call.contact.lex = self._talk.path_tree()
        self._talk.close()
        return name

    # hearing

    def _begun(self) -> Utterance:
        return self._understood(Heard(text=self._block.initial))

    def _hear(self) -> Utterance:
        """The next thing said or keyed, understood; Lex asks again a few times on silence."""
        asked = 0
        while True:
            heard = self._call.listen(Wants.SPEECH, self._limit_s())
            if not heard.is_silence:
                if self._is_unknown(heard) and asked < MOST_TRIES - 1:
                    asked += 1
                    continue
                self._talk.tries = 0
                return self._understood(heard)
            self._talk.tries += 1
            if self._talk.action and self._talk.tries < MOST_TRIES and self._asked:
                self._say(self._asked)  # a retry prompt
            if not self._talk.action or self._talk.tries >= MOST_TRIES:
                self._talk.close()
                self._call.contact.lex = self._talk.path_tree()
                raise NobodySpoke

    def _understood(self, heard: Heard) -> Utterance:
        self._talk.requests += 1
        utterance = self._utterance(heard)
        if heard.order:
            self._force(heard.argument)
        elif not self._is_ours:
            self._guess(utterance)
        elif not (self._talk.intent and self._answered(utterance)):
            self._classify(utterance)
        return utterance

    def _utterance(self, heard: Heard) -> Utterance:
        if heard.keys:
            return Utterance(hearings=(self._keyed(heard.keys),), is_keys=True)
        hearings = [part.strip() for part in heard.text.split(" | ")]
        return Utterance(hearings=tuple(self._cut(each) for each in hearings if each))

    def _keyed(self, keys: str) -> str:
        """The deletion key takes back what was keyed before it, the end key ends."""
        deletes = self._setting("dtmf:deletion-character") or "*"
        ends = self._setting("dtmf:end-character") or "#"
        kept = keys.partition(ends)[0].rpartition(deletes)[2]
        return kept[: int(self._figure("dtmf:max-length", _DTMF))]

    def _cut(self, text: str) -> str:
        """Lex stops listening after its longest audio, and takes 1024 characters of text."""
        most = LONGEST_TEXT
        if self._call.contact.channel != CHAT:
            longest_s = self._figure("audio:max-length-ms", _AUDIO_S * 1000) / 1000
            most = min(most, int(min(_AUDIO_S, longest_s) / SECONDS_A_LETTER))
        if len(text) > most:
            self._call.note(f"Lex stops listening after {most} letters")
        return text[:most]

    def _limit_s(self) -> float:
        if self._call.contact.channel == CHAT:
            return self._block.chat_limit_s or 60.0
        return self._figure("audio:start-timeout-ms", _START_S * 1000) / 1000

    def _setting(self, name: str) -> str:
        return self._talk.attributes.get(f"x-amz-lex:{name}:*:*", "")

    def _figure(self, name: str, default: float) -> float:
        """A figure above zero; Lex's own for anything else."""
        try:
            figure = float(self._setting(name))
        except ValueError:
            return default
        return figure if 0 < figure < LARGEST_FIGURE else default

    # understanding

    def _classify(self, utterance: Utterance) -> None:
        meaning = self._bot.analyse(utterance.text)
        (name, score), *others = self._bot.scores(meaning)
        talk = self._talk
        talk.close()
        talk.intent, talk.score, talk.others = name, score, others
        talk.slots = self._bot.heard_slots(name, utterance.text, self._now())
        talk.sentiment = sentiment_json(meaning.sentiment)

    def _answered(self, utterance: Utterance) -> bool:
        """As an answer to the slot that was asked; what does not fit may be another intent."""
        talk = self._talk
        step = self._bot.steps_of(talk.intent).get(talk.asked_slot)
        if step is None:
            return talk.action == "ConfirmIntent"
        filled = (read_slot(step, each, self._now()) for each in utterance.hearings)
        value = next((each for each in filled if each is not None), None)
        if value is None:
            meaning = self._bot.analyse(utterance.text)
            return not meaning.in_scope
        talk.slots[talk.asked_slot] = value
        talk.score = None
        return True

    def _force(self, argument: str) -> None:
        """`/intent Name slot=value`: what Lex is to understand, whatever was said."""
        name, *pairs = argument.split() or [FALLBACK]
        self._talk.close()
        self._talk.intent, self._talk.score, self._talk.others = name, 1.0, []
        self._talk.slots = {
            key: slot(value, value) for key, _, value in (pair.partition("=") for pair in pairs)
        }

    def _guess(self, utterance: Utterance) -> None:
        """Another bot, which is not here: its intents are known by the flow's branches alone."""
        self._force(self._named().get(_letters(utterance.text), FALLBACK))

    def _is_unknown(self, heard: Heard) -> bool:
        """Said to a bot that is not here: who knows it is asked what it would understand."""
        if self._is_ours or heard.order or _letters(heard.text) in self._named():
            return False
        names = f", one of {', '.join(self._block.names)}" if self._block.names else ""
        self._call.note(f"this bot is not here: say /intent NAME{names}")
        return True

    def _named(self) -> dict[str, str]:
        return {name.lower(): name for name in self._block.names}

    # the hook

    def _ask_hook(
        self, utterance: Utterance, source: str, proposed: JsonMap | None = None
    ) -> HookAnswer:
        contact = self._call.contact
        event = hook_event(contact, self._talk, utterance, source, self._bot.name, proposed)
        answer = self._call.lambdas.invoke(HOOK, event)
        return read_hook_answer(answer, takes_ssml=contact.channel != CHAT)

    def _takes(self, answer: HookAnswer) -> bool:
        """Say and keep what the hook wants; true when the conversation with Lex has ended."""
        talk = self._talk
        talk.attributes = dict(answer.attributes)
        self._keep_intent(answer.intent)
        self._say(answer)
        self._asked = answer
        if answer.action == "Close":
            return True
        talk.action, talk.asked_slot = answer.action, answer.asked_slot
        if answer.action == "ElicitIntent":
            talk.intent = ""
        return False

    def _keep_intent(self, intent: JsonMap) -> None:
        talk, slots = self._talk, intent.get("slots")
        talk.intent = str(intent.get("name") or talk.intent)
        talk.state = str(intent.get("state") or talk.state)
        talk.confirmation = str(intent.get("confirmationState") or "None")
        if isinstance(slots, dict):
            talk.slots = dict(slots)

    def _say(self, answer: HookAnswer) -> None:
        for message in answer.messages:
            if message.is_payload:
                self._call.say(_buttons(message.content))
            elif message.is_ssml:
                self._call.say_ssml(message.content)
            else:
                self._call.say(message.content)

    def _go_on(self, utterance: Utterance, answer: HookAnswer) -> HookAnswer:
        """Delegate: Lex asks for the next slot itself, or has the intent fulfilled."""
        self._talk.attributes = dict(answer.attributes)
        self._keep_intent(answer.intent)
        empty = self._next_slot()
        if empty is None:
            self._talk.state = "ReadyForFulfillment"
            answer = self._ask_hook(utterance, FULFILLMENT)
            if answer.action == "Delegate":
                raise LambdaFaultError("Delegate, but there is nothing left for Lex to do")
            return answer
        name, question = empty
        self._call.say(question)
        return HookAnswer(
            action="ElicitSlot",
            asked_slot=name,
            intent=self._talk.intent_json(),
            attributes=dict(self._talk.attributes),
            messages=(),
        )

    def _next_slot(self) -> tuple[str, str] | None:
        steps = self._bot.steps_of(self._talk.intent)
        for name, step in steps.items():
            if self._talk.slots.get(name) is None:
                return name, step.voice or step.message
        return None

    def _alone(self) -> bool:
        """Without a hook Lex fills the slots by itself; true when it is done."""
        empty = self._next_slot() if self._is_ours else None
        if empty is None:
            self._talk.state = "ReadyForFulfillment"
            return True
        self._talk.action, self._talk.asked_slot = "ElicitSlot", empty[0]
        self._call.say(empty[1])
        return False

    def _now(self) -> datetime:
        return self._call.world.now.astimezone(KST)


def _letters(said: str) -> str:
    return said.replace(" ", "").lower()


def _buttons(payload: str) -> str:
    """An interactive message of Connect's chat in a line of text."""
    buttons = " ".join(f"[{each}]" for each in options_of(payload))
    return f"{title_of(payload)} {buttons}".strip() if buttons else payload
