"""One customer's walk through a flow: small, versioned, written as JSON between turns."""

from dataclasses import dataclass, field
from typing import Self, TypedDict, Unpack

from aicc.domain.json import Json, JsonMap, as_count, as_map, as_maps, as_texts

MOST_ASKED = 100  # questions that can be gone back to; who goes in circles answers many more


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where a flow that entered another one goes on."""

    flow_id: str
    step_id: str
    version: str = ""
    asked: tuple[str, ...] = ()
    heard: JsonMap = field(default_factory=dict)

    def to_json(self) -> JsonMap:
        return {
            "flow": self.flow_id,
            "step": self.step_id,
            "version": self.version,
            "asked": list(self.asked),
            **({"heard": self.heard} if self.heard else {}),
        }

    @classmethod
    def from_json(cls, data: JsonMap) -> Self:
        return cls(
            flow_id=str(data["flow"]),
            step_id=str(data["step"]),
            version=str(data.get("version", "")),
            asked=as_texts(data.get("asked")),
            heard=as_map(data.get("heard")),
        )


class RunFields(TypedDict, total=False):
    """The fields of a `FlowRun`, as `having` takes them."""

    flow_id: str
    step_id: str
    version: str
    walk: str
    answers: JsonMap
    asked: tuple[str, ...]
    frames: tuple[Frame, ...]
    heard: JsonMap
    answer_count: int
    secrets: tuple[str, ...]
    answers_before_secret: int
    known_before_secret: tuple[str, ...]
    tries: int
    explained: int
    unasked: bool
    shown: JsonMap


@dataclass(frozen=True, kw_only=True)  # without slots, which would make copies slow
class FlowRun:
    """Position in a flow. Every move returns a new run, so a refused answer needs no undo."""

    flow_id: str
    step_id: str
    version: str = ""
    walk: str = ""  # tells this walk from another one of the same conversation
    answers: JsonMap = field(default_factory=dict)
    asked: tuple[str, ...] = ()  # steps of this flow answered so far, for going back
    frames: tuple[Frame, ...] = ()  # flows that wait for this one to end, outermost first
    heard: JsonMap = field(default_factory=dict)  # by step of this flow: said before it was asked
    answer_count: int = 0  # in all the walk, answers that were taken back among them
    secrets: tuple[str, ...] = ()  # names of the answers that nobody may read
    answers_before_secret: int = 0  # in the outermost flow, before the first secret
    known_before_secret: tuple[str, ...] = ()  # names of what was known before the first one
    tries: int = 0
    explained: int = 0  # times that the running question was explained
    unasked: bool = False  # the customer has not heard this step's question
    shown: JsonMap = field(
        default_factory=dict
    )  # of a list that is offered: {"from": 3, "only": []}

    def having(self, **fields: Unpack[RunFields]) -> Self:
        """A copy with these fields; `replace` takes six times as long, and a step copies often."""
        if not fields.keys() <= self.__dict__.keys():
            raise TypeError(f"a run has no {', '.join(fields.keys() - self.__dict__.keys())}")
        copy = object.__new__(type(self))
        copy.__dict__.update(self.__dict__)
        copy.__dict__.update(fields)
        return copy

    def at(self, step_id: str) -> Self:
        """On another step of the same flow; what was heard for it is used up."""
        heard = self.heard
        if step_id in heard:
            heard = {name: value for name, value in heard.items() if name != step_id}
        return self.having(
            step_id=step_id, heard=heard, tries=0, explained=0, unasked=False, shown={}
        )

    def answered(self, slot: str, value: Json, *, secret: bool = False) -> Self:
        """The running step's answer is kept; the run still stands on that step."""
        run = self.as_secret(slot) if secret else self
        asked = run._asked_too(run.asked, run.step_id)
        answers = {**run.answers, slot: value}
        return run.having(answers=answers, asked=asked, answer_count=run.answer_count + 1, tries=0)

    def as_secret(self, slot: str) -> Self:
        """After a correction the way to the first secret may be shorter than it was."""
        outermost = self.frames[0].asked if self.frames else self.asked
        if not self.secrets:
            return self.having(
                secrets=(slot,),
                answers_before_secret=len(outermost),
                known_before_secret=tuple(self.answers),
            )
        secrets = self.secrets if slot in self.secrets else (*self.secrets, slot)
        return self.having(
            secrets=secrets, answers_before_secret=min(self.answers_before_secret, len(outermost))
        )

    def back_to(self, asked: tuple[str, ...], step_id: str) -> Self:
        """On an earlier question, with those of this flow that were answered before it."""
        before = self.answers_before_secret
        before = before if self.frames else min(before, len(asked))
        return self.having(
            step_id=step_id, asked=asked, answers_before_secret=before, tries=0, shown={}
        )

    def is_secret(self, name: str) -> bool:
        """A name as texts use it, such as "person.customer_number"."""
        return name.partition(".")[0] in self.secrets

    def keep(self, values: JsonMap) -> Self:
        return self.having(answers={**self.answers, **values})

    def enter(self, flow_id: str, version: str, first: str) -> Self:
        frame = Frame(
            flow_id=self.flow_id,
            step_id=self.step_id,
            version=self.version,
            asked=self.asked,
            heard=self.heard,
        )
        return self.having(
            flow_id=flow_id,
            step_id=first,
            version=version,
            asked=(),
            frames=(*self.frames, frame),
            heard={},
        )

    def leave(self) -> Self:
        """Back to the flow that entered this one; whatever was asked counts as one question."""
        *outer, frame = self.frames
        asked = self._asked_too(frame.asked, frame.step_id) if self.asked else frame.asked
        return self.having(
            flow_id=frame.flow_id,
            step_id=frame.step_id,
            version=frame.version,
            asked=asked,
            frames=tuple(outer),
            heard=frame.heard,
        )

    def _asked_too(self, asked: tuple[str, ...], step_id: str) -> tuple[str, ...]:
        """The oldest are forgotten, but for those up to the first secret."""
        kept = self.answers_before_secret + 1
        return (*asked[:kept], *(*asked[kept:], step_id)[-MOST_ASKED:])

    def without_secrets(self) -> Self:
        """The run as it may be written down: back where the first secret was asked, and without
        all that was found out since, such as that the customer is who they say."""
        lost = set(self.secrets) & self.answers.keys()
        if not lost:
            return self
        # A release wrote no names of what was known: then nothing more is known to be lost
        if self.known_before_secret or not self.answers_before_secret:
            lost |= self.answers.keys() - set(self.known_before_secret)
        flow_id, version, asked, step_id = self.flow_id, self.version, self.asked, self.step_id
        if self.frames:
            outer = self.frames[0]
            flow_id, version, asked, step_id = (
                outer.flow_id,
                outer.version,
                outer.asked,
                outer.step_id,
            )
        before = self.answers_before_secret
        kept = {slot: value for slot, value in self.answers.items() if slot not in lost}
        return type(self)(
            flow_id=flow_id,
            version=version,
            walk=self.walk,
            step_id=asked[before] if before < len(asked) else step_id,
            asked=asked[:before],
            answers=kept,
            answer_count=self.answer_count,
            unasked=True,
        )

    def anew(self) -> Self:
        """Back on its first question, with nothing answered."""
        outer = self.frames[0] if self.frames else self
        return type(self)(
            flow_id=outer.flow_id,
            version=outer.version,
            walk=self.walk,
            step_id=outer.asked[0] if outer.asked else outer.step_id,
            answer_count=self.answer_count,
            unasked=True,
        )

    @property
    def flow_ids(self) -> frozenset[str]:
        """The flow it is in, and those that wait for it to end."""
        return frozenset({self.flow_id, *(frame.flow_id for frame in self.frames)})

    def to_json(self) -> JsonMap:
        """Only what differs from a run that has just begun."""
        data: dict[str, Json] = {"flow": self.flow_id, "step": self.step_id}
        data |= {"answers": self.answers, "asked": list(self.asked), "tries": self.tries}
        rest: dict[str, Json] = {
            "version": self.version,
            "walk": self.walk,
            "frames": [frame.to_json() for frame in self.frames],
            "heard": self.heard,
            "given": self.answer_count,
            "secrets": list(self.secrets),
            "safe": self.answers_before_secret,
            "before": list(self.known_before_secret),
            "explained": self.explained,
            "unasked": self.unasked,
            "shown": self.shown,
        }
        return data | {name: value for name, value in rest.items() if value}

    @classmethod
    def from_json(cls, data: JsonMap) -> Self:
        return cls(
            flow_id=str(data["flow"]),
            step_id=str(data["step"]),
            version=str(data.get("version", "")),
            walk=str(data.get("walk", "")),
            answers=as_map(data.get("answers")),
            asked=as_texts(data.get("asked")),
            frames=tuple(Frame.from_json(each) for each in as_maps(data.get("frames"))),
            heard=as_map(data.get("heard")),
            answer_count=as_count(data.get("given")),
            secrets=as_texts(data.get("secrets")),
            answers_before_secret=as_count(data.get("safe")),
            known_before_secret=as_texts(data.get("before")),
            tries=as_count(data.get("tries")),
            explained=as_count(data.get("explained")),
            unasked=bool(data.get("unasked")),
            shown=as_map(data.get("shown")),
        )
