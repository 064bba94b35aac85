"""Which question of a scenario a customer asks about, and what a catalogue says of its kind."""

from dataclasses import dataclass

from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.flow import Flow, InputType, Step
from aicc.domain.run import FlowRun
from aicc.domain.said import Said
from aicc.korean.answers.corrections import LABELS
from aicc.korean.answers.step_questions import (
    StepQuestion,
    asks_price,
    asks_when,
    is_asking_word,
    kind_named_in,
    nouns_said,
    question_within,
    read_words,
    step_question,
    tells_price,
    tells_when,
    unable,
)

_WON = ":won"  # of a text that says an amount
_HAD = frozenset({InputType.DIGITS, InputType.PHONE, InputType.NAME, InputType.DATE})
_KIND_OF_VALIDATION = {"customer_number": "customer_number", "birth_date": "birth_date"}
_KIND_OF_INPUT = {
    InputType.PHONE: "phone",
    InputType.NAME: "name",
    InputType.AMOUNT: "amount",
}
_HELP = {
    "customer_number": SentenceKey.HELP_CUSTOMER_NUMBER,
    "order_number": SentenceKey.HELP_ORDER_NUMBER,
    "booking_number": SentenceKey.HELP_BOOKING_NUMBER,
    "code": SentenceKey.HELP_CODE,
    "account_number": SentenceKey.HELP_ACCOUNT_NUMBER,
    "phone": SentenceKey.HELP_PHONE,
    "birth_date": SentenceKey.HELP_BIRTH_DATE,
    "name": SentenceKey.HELP_NAME,
    "amount": SentenceKey.HELP_AMOUNT,
}
_WHY = {
    "customer_number": SentenceKey.WHY_CUSTOMER_NUMBER,
    "order_number": SentenceKey.WHY_ORDER_NUMBER,
    "booking_number": SentenceKey.WHY_BOOKING_NUMBER,
    "code": SentenceKey.WHY_CODE,
    "account_number": SentenceKey.WHY_ACCOUNT_NUMBER,
    "phone": SentenceKey.WHY_PHONE,
    "birth_date": SentenceKey.WHY_BIRTH_DATE,
    "name": SentenceKey.WHY_NAME,
    "amount": SentenceKey.WHY_AMOUNT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBack:
    """`step_id` is the question that was asked about, mostly the running one. `is_done` where it
    was asked whether the business is done; `has_none`: what is asked for is not there;
    `in_question`: the question itself says it."""

    step_id: str
    asks_why: bool
    is_done: bool | None = None
    has_none: bool = False
    in_question: bool = False


def asked_back(flow: Flow, run: FlowRun, said: Said) -> AskedBack | None:
    """The running question first; another one of the scenario only by its name."""
    here = flow.steps[run.step_id]
    bare = step_question(said)
    if bare:
        return _asked(here, bare) if _fits(here, bare) else None
    for step in (here, *flow.steps.values()):
        names = _names(step, said) if step.asks else set()
        names = {name for name in names if name not in flow.name}  # it is about the whole
        asked = step_question(said, names) if names else None
        if asked and _fits(step, asked) and _has_words(step, asked):
            return _asked(step, asked)
    within = question_within(said) or unable(said)
    return _asked(here, within) if within and _fits(here, within) else None


def explained_in(step: Step, said: Said) -> AskedBack | None:
    """The step's own help, or its why, holds a noun of the question, or the price that is asked
    for: before tax or after?"""
    nouns = nouns_said(said)
    for wording, asks_why in ((step.help, False), (step.why, True)):
        if wording and any(noun in wording.message for noun in nouns):
            return AskedBack(step_id=step.id, asks_why=asks_why)
    return AskedBack(step_id=step.id, asks_why=False) if _helps_with_price(step, said) else None


def priced_in(step: Step, said: Said) -> AskedBack | None:
    """How much is it, when will it be, of what the running question or its help says: that comes,
    and nothing that holds elsewhere."""
    if step.input_type is not InputType.CONFIRM:
        return None
    nouns = [noun for noun in nouns_said(said) if not is_asking_word(noun)]
    is_named = any(noun in step.message for noun in nouns)
    if is_named and _helps_with_price(step, said):
        return AskedBack(step_id=step.id, asks_why=False)
    is_priced = _WON in step.message and asks_price(said)
    if not is_priced and not (asks_when(said) and tells_when(step.message)):
        return None
    is_named = is_named or not nouns
    return AskedBack(step_id=step.id, asks_why=True, in_question=True) if is_named else None


def _helps_with_price(step: Step, said: Said) -> bool:
    return step.help is not None and asks_price(said) and tells_price(step.help.message)


def _asked(step: Step, asked: StepQuestion) -> AskedBack:
    has_none = asked is StepQuestion.HAVE_NONE
    return AskedBack(step_id=step.id, asks_why=asked in _WHYS, has_none=has_none)


def _has_words(step: Step, asked: StepQuestion) -> bool:
    """Something is known of what was named; else the FAQ may know more."""
    own = step.why if asked in _WHYS else step.help
    return own is not None or bool(kind_of(step))


def explained_by_kind(step: Step, *, asks_why: bool) -> SentenceKey:
    """The catalogue's words for a step that has none of its own."""
    kind = kind_of(step)
    if asks_why:
        return _WHY.get(kind, SentenceKey.WHY_STEP)
    return _HELP.get(kind, SentenceKey.HELP_STEP)


def kind_of(step: Step) -> str:
    validation = step.validation.name if step.validation else ""
    if validation in _KIND_OF_VALIDATION:
        return _KIND_OF_VALIDATION[validation]
    if step.validation and step.validation.unit > 1:
        return "amount"
    if step.input_type is InputType.DIGITS:
        return kind_named_in(" ".join((*step.labels, step.message)))
    return _KIND_OF_INPUT.get(step.input_type, "")


_WHYS = frozenset({StepQuestion.WHY, StepQuestion.WHY_SO})


def _fits(step: Step, asked: StepQuestion) -> bool:
    match asked:
        case StepQuestion.WHY_SO:
            return step.why is not None
        case StepQuestion.HAVE_NONE:
            return step.input_type in _HAD
        case StepQuestion.DONT_KNOW | StepQuestion.WHY:
            return True


def _names(step: Step, said: Said) -> set[str]:
    """Words of the sentence by which the step may be meant."""
    kind = kind_of(step)
    given = {*step.labels, *LABELS.get(step.input_type, ()), *(read_words(kind) if kind else ())}
    packed = said.plain.replace(" ", "")
    named = {name for name in given if name.replace(" ", "") in packed}
    question = step.message.replace(" ", "")
    return named | {noun for noun in nouns_said(said) if noun in question}
