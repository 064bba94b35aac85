"""A made-up customer: what they say next, by chance, seeing where the conversation stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from aicc.conversation.scenario.answers import LONGEST_ANSWER
from aicc.conversation.scenario.offers import asked_now
from aicc.domain.flow import Flow, Step
from aicc.domain.run import FlowRun
from aicc.domain.session import Session
from aicc.domain.turn import Channel, QuickReply
from aicc.packs.pack import Pack
from aicc.trials.fuzz.answers import DAYS_OF_LIFE, Answers, takes, wrong_answer
from aicc.trials.fuzz.slips import slipped
from aicc.trials.fuzz.words import words

_SHORT_PAUSE_S = (2, 20)
_IS_LONG_PAUSE = 0.02
_CHANGES_CHANNEL = 0.02
_VOLUNTEERS = 0.15
_SLIPS = 0.15
_REPEATS_OF_FILLER = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing that a customer does; `is_right` when the waiting step takes it as its answer."""

    kind: str
    text: str = ""
    keys: str = ""
    channel: Channel = Channel.CHAT
    pause_s: float = 0.0
    is_right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a customer sees: the waiting step, and what may be pressed."""

    now: datetime
    flow: Flow | None = None
    run: FlowRun | None = None
    offered: tuple[QuickReply, ...] = ()

    @property
    def step(self) -> Step | None:
        """With its options of now; on the phone fewer of them have a place than on a screen."""
        step = self.flow.steps.get(self.run.step_id) if self.flow and self.run else None
        if step is None or self.flow is None or self.run is None:
            return None
        return asked_now(self.flow, step, self.run, Channel.VOICE)


def scene(
    pack: Pack, session: Session | None, offered: tuple[QuickReply, ...], now: datetime
) -> Scene:
    run = session.run if session else None
    flow = pack.flows.get(run.flow_id) if run else None
    return Scene(now=now, flow=flow, run=run, offered=offered)


class Customer:
    """One that `is_good` only ever answers what is asked."""

    def __init__(
        self, pack: Pack, answers: Answers, chance: Random, *, is_good: bool = False
    ) -> None:
        self._pack = pack
        self._answers = answers
        self._chance = chance
        self._is_good = is_good
        self._channel = chance.choice(list(Channel))
        self._started = [intent for intent in pack.intents.values() if intent.flow in pack.flows]

    def next(self, here: Scene) -> Said:
        if not self._is_good and self._chance.random() < _CHANGES_CHANNEL:
            self._channel = self._chance.choice(list(Channel))
        step = here.step
        kind = self._kind(step)
        said = self._say(kind, here)
        pause_s = self._pause()
        takes_it = step is not None and takes(step, said.text or said.keys, here.now)
        return replace(
            said,
            channel=self._channel,
            pause_s=pause_s,
            is_right=takes_it and pause_s < self._pack.idle_s and said.kind in {"right", "keys"},
        )

    def _kind(self, step: Step | None) -> str:
        if self._is_good:
            return "right" if step else "start"
        table = _IN_A_SCENARIO if step else _BETWEEN
        return self._chance.choices(list(table), list(table.values()))[0]

    def _pause(self) -> float:
        if not self._is_good and self._chance.random() < _IS_LONG_PAUSE:
            return self._pack.idle_s + 60
        return self._chance.randint(*_SHORT_PAUSE_S)

    def _say(self, kind: str, here: Scene) -> Said:
        say = _MOVES.get(kind)
        if say is None:  # a group of phrases
            return Said(kind=kind, text=words().one(kind, self._chance))
        return say(self, here) or Said(kind="unsure", text=words().one("unsure", self._chance))

    def _right_answer(self, step: Step, here: Scene) -> str | None:
        return self._answers.right(step, self._chance, here.now)

    def _start(self, here: Scene) -> Said:
        """What starts a scenario; sometimes with answers to what it will ask."""
        intent = self._chance.choice(self._started)
        text = self._chance.choice((*intent.examples, *intent.keywords))
        if self._is_good:
            return Said(kind="start", text=text)
        if self._chance.random() < _VOLUNTEERS:
            steps = self._pack.flows[intent.flow or ""].steps.values()
            asked = [step for step in steps if step.asks and not step.secret]
            some = self._chance.sample(asked, min(len(asked), 3))
            answers = [self._right_answer(step, here) for step in some]
            text = " ".join([text, *filter(None, answers)])
        if self._chance.random() < _SLIPS:
            text = slipped(text, self._chance)
        return Said(kind="start", text=text)

    def _right(self, here: Scene) -> Said | None:
        text = self._right_answer(here.step, here) if here.step else None
        return Said(kind="right", text=text) if text else None

    def _keys(self, here: Scene) -> Said | None:
        keys = self._answers.keys(here.step, self._chance, here.now) if here.step else None
        return Said(kind="keys", keys=keys) if keys else None

    def _any_keys(self, here: Scene) -> Said:
        count = self._chance.randint(1, 12)
        return Said(kind="any_keys", keys="".join(self._chance.choices("0123456789*#", k=count)))

    def _slip(self, here: Scene) -> Said | None:
        said = self._right(here)
        return Said(kind="slip", text=slipped(said.text, self._chance)) if said else None

    def _dressed(self, here: Scene) -> Said | None:
        said = self._right(here)
        if said is None:
            return None
        before, after = words().one("before", self._chance), words().one("after", self._chance)
        return Said(kind="dressed", text=self._chance.choice((before, "")) + said.text + after)

    def _several(self, here: Scene) -> Said | None:
        """The answer, and answers to other steps of the same scenario."""
        if here.flow is None or here.step is None:
            return None
        asked = [step for step in here.flow.steps.values() if step.asks and not step.secret]
        some = [here.step, *self._chance.sample(asked, min(len(asked), 2))]
        answers = [self._right_answer(step, here) for step in some]
        return Said(kind="several", text=" ".join(filter(None, answers)))

    def _wrong(self, here: Scene) -> Said | None:
        if here.step is None:
            return None
        return Said(kind="wrong", text=wrong_answer(here.step, self._chance, here.now))

    def _correction(self, here: Scene) -> Said | None:
        """Another answer to a question that was answered before."""
        if here.flow is None or here.run is None or not here.run.asked:
            return None
        step = here.flow.steps.get(self._chance.choice(here.run.asked))
        answer = self._right_answer(step, here) if step and step.asks else None
        if step is None or answer is None:
            return None
        old = "" if step.secret else str(here.run.answers.get(step.slot, ""))
        text = words().one("corrections", self._chance, answer=answer, old=old)
        return Said(kind="correction", text=text)

    def _secret_again(self, here: Scene) -> Said | None:
        """A secret answer once more, where something else is asked."""
        run, step = here.run, here.step
        if run is None or step is None or step.secret or not run.secrets:
            return None
        kept = run.answers.get(self._chance.choice(run.secrets))
        value = str(kept) if isinstance(kept, str | int) else ""
        is_answer = takes(step, value, here.now)  # an amount may be the same number
        return Said(kind="secret_again", text=value) if value and not is_answer else None

    def _wish(self, here: Scene) -> Said:
        label = words().one("labels", self._chance)
        if here.flow:
            named = [each for step in here.flow.steps.values() for each in step.labels]
            label = self._chance.choice((*named, label))
        return Said(kind="wish", text=words().one("wishes", self._chance, label=label))

    def _question(self, here: Scene) -> Said | None:
        if not self._pack.faqs:
            return None
        entry = self._chance.choice(self._pack.faqs)
        return Said(kind="question", text=self._chance.choice((entry.question, *entry.variants)))

    def _other_wish(self, here: Scene) -> Said:
        """What any of the intents is for, and what none is."""
        intent = self._chance.choice(list(self._pack.intents.values()))
        others = self._pack.out_of_scope or intent.examples
        group = intent.examples if self._chance.random() < 0.8 else others
        return Said(kind="other_wish", text=self._chance.choice(group))

    def _press(self, here: Scene) -> Said | None:
        if not here.offered:
            return None
        return Said(kind="press", text=self._chance.choice(here.offered).value)

    def _silence(self, here: Scene) -> Said:
        return Said(kind="silence")

    def _long(self, here: Scene) -> Said | None:
        """Far more than anybody types, with an answer at the beginning or at the end."""
        filler = words().one("filler", self._chance) * self._chance.randint(1, _REPEATS_OF_FILLER)
        said = self._right(here) or Said(kind="long")
        pieces = [said.text, filler[: 3 * LONGEST_ANSWER]]
        self._chance.shuffle(pieces)
        return Said(kind="long", text=" ".join(pieces))

    def _resident(self, here: Scene) -> Said:
        born = here.now - timedelta(days=self._chance.randint(*DAYS_OF_LIFE))
        number = f"{born:%y%m%d}-{self._chance.randint(1, 4)}{self._chance.randrange(10**6):06}"
        number = self._chance.choice((number, number.replace("-", "")))
        return Said(kind="residents", text=words().one("residents", self._chance, number=number))


_MOVES: Mapping[str, Callable[[Customer, Scene], Said | None]] = {
    "start": Customer._start,
    "right": Customer._right,
    "keys": Customer._keys,
    "any_keys": Customer._any_keys,
    "slip": Customer._slip,
    "dressed": Customer._dressed,
    "several": Customer._several,
    "wrong": Customer._wrong,
    "correction": Customer._correction,
    "secret_again": Customer._secret_again,
    "wish": Customer._wish,
    "question": Customer._question,
    "other_wish": Customer._other_wish,
    "press": Customer._press,
    "silence": Customer._silence,
    "long": Customer._long,
    "residents": Customer._resident,
}
# How often each is done in a hundred or so; what is no move is a group of phrases.
_IN_A_SCENARIO = {
    "right": 46, "keys": 6, "dressed": 4, "slip": 4, "several": 3, "press": 4, "wrong": 5,
    "correction": 6, "secret_again": 1, "wish": 2, "silence": 3, "question": 3, "other_wish": 2,
    "person": 1,
    "back": 2, "repeat": 1, "cancel": 1, "start_over": 1, "help": 1, "yes": 1, "no": 1,
    "unsure": 1, "garbage": 2, "any_keys": 1, "long": 1, "insults": 1, "residents": 1,
}  # fmt: skip
_BETWEEN = {
    "start": 70, "question": 4, "other_wish": 4, "person": 2, "press": 6, "yes": 1, "no": 1,
    "silence": 2, "garbage": 2, "any_keys": 1, "back": 1, "repeat": 1, "cancel": 1, "help": 1,
    "long": 1, "residents": 1, "insults": 1,
}  # fmt: skip
