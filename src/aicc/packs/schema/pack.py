"""The files of a bot pack as people write them; unknown keys are refused, so slips show."""

from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from aicc.domain.escalation import SignalName
from aicc.domain.flow import InputType, Interrupted
from aicc.domain.handoff import EscalationPriority, EscalationReason
from aicc.errors import InvalidInputError
from aicc.model_settings import NAMED
from aicc.packs.expressions import check
from aicc.packs.patterns import compile_pattern
from aicc.packs.schema.hours import HoursFile


def _searched(pattern: str) -> str:
    """A pattern that is run on what customers say."""
    try:
        return compile_pattern(pattern).pattern
    except InvalidInputError as error:
        raise ValueError(str(error)) from error


def _expression(text: str) -> str:
    try:
        check(text)
    except InvalidInputError as error:
        raise ValueError(str(error)) from error
    return text


Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
FaqId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


Duration = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,3}[smhd]$")]
Expression = Annotated[str, AfterValidator(_expression)]


class FileModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Thresholds(FileModel):
    """From 0 to 1: below `intent` or `faq` the bot does not answer; `margin` asks which of two."""

    intent: float = Field(default=0.66, ge=0, le=1)
    faq: float = Field(default=0.55, ge=0, le=1)
    margin: float = Field(default=0.18, ge=0, le=1)


class QuickReplyFile(FileModel):
    label: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
    value: Sentence


class ReplyFile(FileModel):
    """`voice` is empty where the chat sentence can be spoken as it is; `otherwise` is said where it
    names a value of a system that does not answer."""

    chat: Sentence
    voice: str = ""
    otherwise: str = ""
    quick_replies: list[QuickReplyFile | Sentence] = []


class DangerFile(FileModel):
    """What the pack changes of the danger that every bot knows, by its kind."""

    add: dict[Name, list[Sentence]] = {}
    without: list[Sentence] = []
    say: dict[Name, ReplyFile] = {}
    offer: dict[Name, Name] = {}


class InterruptionsFile(FileModel):
    """What a scenario does after an FAQ answer, a request for a person or danger in it. After
    danger nothing goes on by itself; `wait` asks, at the next sentence, whether it shall."""

    faq: Interrupted = Interrupted.GO_ON
    handoff: Interrupted = Interrupted.GO_ON
    danger: Literal[Interrupted.WAIT, Interrupted.END] = Interrupted.END


class EscalationRulesFile(FileModel):
    """When a person is needed though nothing asked for one: what each signal weighs, what is sent
    on with which priority, and from which sum on. What is not given is as shipped."""

    threshold: float = Field(default=1.0, gt=0, le=10)
    weights: dict[SignalName, Annotated[float, Field(ge=0, le=10)]] = {}
    priorities: dict[SignalName, EscalationPriority] = {}
    misses: int = Field(default=3, ge=1, le=20)
    same_step: int = Field(default=3, ge=1, le=20)
    money_won: int = Field(default=10_000_000, ge=0)
    tiers: list[Sentence] = ["vip", "vvip", "platinum"]
    high_risk: list[Sentence] = []


def _image_address(text: str) -> str:
    """What a customer's browser loads: over https, or from the service itself."""
    at = urlsplit(text)
    is_here = text.startswith("/") and not at.netloc and "\\" not in text
    if is_here or (at.scheme == "https" and at.hostname):
        return text
    raise ValueError("must begin with https:// or be a path at the service, such as /static/a.png")


ImageAddress = Annotated[str, AfterValidator(_image_address)]
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]


class FaceFile(FileModel):
    """What the chat widget shows before anything was said. `can_do` is the greeting's buttons where
    it is left out; `questions` are entries of the FAQ, by their ids."""

    bot: ShortText | None = None
    avatar: ImageAddress | None = None
    logo: ImageAddress | None = None
    can_do: list[QuickReplyFile | ShortText] = Field(default=[], max_length=12)
    questions: list[FaqId] = Field(default=[], max_length=8)


class PackFile(FileModel):
    """pack.yaml"""

    id: Name
    name: Sentence
    description: str = ""
    locale: Literal["ko", "en"] = "ko"
    scenario_type: Name
    thresholds: Thresholds = Thresholds()
    idle_minutes: float = Field(default=15, gt=0, le=1440)
    resume_minutes: float = Field(default=30, ge=0, le=1440)
    queues: dict[Name, Sentence] = Field(default_factory=lambda: {"default": "default"})
    kits: list[Name] = Field(default_factory=list)
    callback: Name | None = None
    model: Annotated[str, StringConstraints(pattern=rf"^(?:{NAMED})?$")] = ""
    interruptions: InterruptionsFile = InterruptionsFile()
    keep: dict[Name, Duration] = {}
    identity: Literal["off", "required"] = "off"
    danger: DangerFile = DangerFile()
    hours: HoursFile | None = None
    escalation: EscalationRulesFile = EscalationRulesFile()
    face: FaceFile = FaceFile()


class EscalationFile(FileModel):
    """The intent asks for a person; `say` is a key of replies.yaml, told with {ticket}."""

    reason: EscalationReason
    priority: EscalationPriority = EscalationPriority.NORMAL
    queue: Name = "default"
    say: Name | None = None


class TargetFile(FileModel):
    """Exactly one of flow, faq, reply and escalate."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "maxProperties": 1})

    flow: Name | None = None
    faq: FaqId | None = None
    reply: Name | None = None
    escalate: EscalationFile | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        given = [self.flow, self.faq, self.reply, self.escalate]
        if sum(each is not None for each in given) != 1:
            raise ValueError("give exactly one of flow, faq, reply and escalate")
        return self


class WhenFile(FileModel):
    """What each act of the topic leads to; `aicc.domain.acts.Act` says what they mean."""

    do: TargetFile | None = None
    ask: TargetFile | None = None
    undo: TargetFile | None = None
    status: TargetFile | None = None
    trouble: TargetFile | None = None
    unwanted: TargetFile | None = None


class IntentFile(FileModel):
    """At most one of flow, reply and escalate, or `when.do`; none leaves the answer to the FAQ."""

    name: Name
    description: str = ""
    examples: list[Sentence] = Field(min_length=1)
    contrasts: list[Sentence] = Field(default=[], alias="not")
    keywords: list[Sentence] = []
    flow: Name | None = None
    reply: Name | None = None
    escalate: EscalationFile | None = None
    when: WhenFile = WhenFile()


class IntentsFile(FileModel):
    """intents.yaml; `out_of_scope` are sentences that none of the intents should take."""

    intents: list[IntentFile] = Field(min_length=1)
    out_of_scope: list[Sentence] = []


class NotHereTopicFile(FileModel):
    """What the company does not do here; the reply takes it up by its name and tells the way."""

    name: Name
    label: Sentence
    keywords: list[Sentence] = []
    names: list[Sentence] = []
    examples: list[Sentence] = Field(min_length=1)
    reply: ReplyFile


class NotHereFile(FileModel):
    """not_here.yaml"""

    topics: list[NotHereTopicFile] = []


class EntityValueFile(FileModel):
    """`attributes` are known with the value: one that has the name of another entity ties the two,
    as the department of a doctor does."""

    value: Sentence
    synonyms: list[Sentence] = []
    attributes: dict[Name, Sentence] = {}


class EntityFile(FileModel):
    """A list of values with synonyms, or a pattern."""

    name: Name
    values: list[EntityValueFile] = []
    pattern: Annotated[str, AfterValidator(_searched)] | None = None

    @model_validator(mode="after")
    def _is_something(self) -> Self:
        if not self.values and self.pattern is None:
            raise ValueError(f"entity {self.name}: give values or a pattern")
        return self


class EntitiesFile(FileModel):
    """entities.yaml"""

    entities: list[EntityFile] = []


class OptionFile(FileModel):
    value: Sentence
    synonyms: list[Sentence] = []


class OfferFile(FileModel):
    """`list` is a list that a call gives, as "free.times"; `show` is what a record is called."""

    list: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}\.[a-z][a-z0-9_]{0,63}$")]
    show: Sentence
    voice: str = ""
    detail: str = ""


class RuleFile(FileModel):
    """`pattern` is matched on the whole answer; `unit` multiplies a number said without a unit."""

    pattern: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    unit: int = Field(default=1, ge=1)


class CallFile(FileModel):
    """`arguments` are templates such as "{customer_number}"."""

    action: str
    arguments: dict[str, str] = {}


class WordingFile(FileModel):
    """`voice` is empty where the message can be spoken as it is."""

    message: Sentence
    voice: str = ""


class CardFile(FileModel):
    """`rows` are templates by their label: `{Amount: "{amount:won}"}`."""

    title: ShortText | Literal[""] = ""
    rows: dict[ShortText, Sentence] = Field(min_length=1, max_length=12)


class CaseFile(FileModel):
    """`when` is a condition such as "amount > limit.once"; the first that is true is taken."""

    when: Expression
    next_step: Name


class HandoffFile(FileModel):
    """A person is asked from the queue."""

    queue: Name
    priority: EscalationPriority = EscalationPriority.NORMAL


class StepFile(FileModel):
    """One step. `validation` is the name of a shipped rule or a rule written here.

    It asks (`input_type`), calls the back end (`call`), walks another flow (`enter`) or says its
    message; then `set` keeps values, `branches` and `choose` find the way, or else `next_step`.
    """

    id: Name
    message: str = ""
    voice: str = ""
    voice_again: str = ""
    input_type: InputType = InputType.NONE
    validation: Name | RuleFile | None = None
    options: list[OptionFile | Sentence] = []
    buttons: list[QuickReplyFile | ShortText] = []
    card: CardFile | None = None
    entity: Name | None = None
    offer: OfferFile | None = None
    labels: list[Sentence] = []
    yes: list[Sentence] = []
    no: list[Sentence] = []
    counters: list[Sentence] = []
    volunteered: bool = True
    call: CallFile | None = None
    enter: Name | None = None
    set: dict[Name, Expression] = {}
    choose: list[CaseFile] = []
    outcome: Name | Literal[""] = ""
    save_as: Name | Literal[""] = ""
    secret: bool = False
    help: Sentence | WordingFile | None = None
    why: Sentence | WordingFile | None = None
    retry_message: str | list[Sentence | WordingFile] = ""
    silence_message: str | list[Sentence | WordingFile] = ""
    max_retries: int = Field(default=2, ge=0, le=9)
    next_step: Name | None = None
    branches: dict[str, Name] = {}
    on_error: Name | None = None
    handoff: Name | HandoffFile | None = None


class FlowFile(FileModel):
    """flows/*.yaml; the first step is where it starts. `keep` says how long an answer is known
    after it was given, to this scenario and others that keep it."""

    id: Name
    name: Sentence
    description: str = ""
    keep: dict[Name, Duration] = {}
    identified_by: Name | None = None
    steps: list[StepFile] = Field(min_length=1)


class RepliesFile(FileModel):
    """replies.yaml; a key of the catalogue written here replaces the catalogue's sentence."""

    replies: dict[Name, ReplyFile]
