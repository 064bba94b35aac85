"""One customer's walk through a flow: small, versioned, written as JSON between turns."""

from collections.abc import Collection
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
    found_since_secret: tuple[str, ...]
    lost: tuple[str, ...]
    remembered: tuple[str, ...]
    taken: tuple[str, ...]
    recalls: int
    tries: int
    explained: int
    stalls: int
    turns: int
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
    found_since_secret: tuple[str, ...] = ()  # names of what calls and values gave after it
    lost: tuple[str, ...] = ()  # names of answers that were given and are not here any more
    remembered: tuple[str, ...] = ()  # names of answers of another walk that may be taken
    taken: tuple[str, ...] = ()  # and of those that were: they are not kept for longer by it
    recalls: int = 0  # times that such answers were asked for again
    tries: int = 0
    explained: int = 0  # times that the running question was explained
    stalls: int = 0  # turns at the running question that led nowhere
    turns: int = 0  # of all the walk
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
            step_id=step_id,
            heard=heard,
            tries=0,
            explained=0,
            stalls=0,
            unasked=False,
            shown={},
        )

    def answered(self, slot: str, value: Json, *, secret: bool = False) -> Self:
        """The running step's answer is kept; the run still stands on that step."""
        run = self.as_secret(slot) if secret else self
        return run.having(
            answers={**run.answers, slot: value},
            asked=run._asked_too(run.asked, run.step_id),
            answer_count=run.answer_count + 1,
            lost=_without(run.lost, (slot,)),
            remembered=_without(run.remembered, (slot,)),
            taken=_without(run.taken, (slot,)),
            tries=0,
        )

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

    def as_taken(self, slot: str) -> Self:
        """The running step's answer is one of another walk."""
        run = self.answered(slot, self.answers[slot])
        return run.having(taken=(*run.taken, slot))

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
        """What a call gave or an expression made; nobody said it."""
        found = self.found_since_secret
        if self.secrets:
            found = (*found, *(name for name in values if name not in found))
        other = [name for name in self.taken if values.get(name) != self.answers.get(name)]
        return self.having(
            answers={**self.answers, **values},
            found_since_secret=found,
            lost=_without(self.lost, values),
            taken=_without(self.taken, [name for name in other if name in values]),
        )

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
        """Back where the first secret was asked, and without all that was said and found out
        since, such as that the customer is who they say."""
        secret = {*self.secrets, *self.found_since_secret}
        if not self.lost and not set(self.secrets) & self.answers.keys():
            return self
        if not secret.issuperset(self.lost):  # the first of them may have been said before
            return self.anew()
        outer, before = self.outermost, self.answers_before_secret
        kept = set(self.known_before_secret)
        if before and not kept:  # a release wrote no names of what was known
            kept = self.answers.keys() - secret
        return type(self)(
            flow_id=outer.flow_id,
            version=outer.version,
            walk=self.walk,
            step_id=outer.asked[before] if before < len(outer.asked) else outer.step_id,
            asked=outer.asked[:before],
            answers={name: value for name, value in self.answers.items() if name in kept},
            answer_count=self.answer_count,
            recalls=self.recalls,
            turns=self.turns,
            unasked=True,
        )

    def anew(self) -> Self:
        """Back on its first question, with nothing answered."""
        outer = self.outermost
        return type(self)(
            flow_id=outer.flow_id,
            version=outer.version,
            walk=self.walk,
            step_id=outer.asked[0] if outer.asked else outer.step_id,
            answer_count=self.answer_count,
            recalls=self.recalls,
            turns=self.turns,
            unasked=True,
        )

    @property
    def outermost(self) -> "Frame | FlowRun":
        """The flow that the walk began in, and where it stands there."""
        return self.frames[0] if self.frames else self

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
            "lost": list(self.lost),
            "recalls": self.recalls,
            "remembered": list(self.remembered),
            "taken": list(self.taken),
            "explained": self.explained,
            "stalls": self.stalls,
            "turns": self.turns,
            "unasked": self.unasked,
            "shown": self.shown,
        }
        if self.secrets:  # none of them is written too: a release before wrote no such names
            data["found"] = list(self.found_since_secret)
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
            found_since_secret=_found_since_secret(data),
            lost=as_texts(data.get("lost")),
            recalls=as_count(data.get("recalls")),
            remembered=as_texts(data.get("remembered")),
            taken=as_texts(data.get("taken")),
            tries=as_count(data.get("tries")),
            explained=as_count(data.get("explained")),
            stalls=as_count(data.get("stalls")),
            turns=as_count(data.get("turns")),
            unasked=bool(data.get("unasked")),
            shown=as_map(data.get("shown")),
        )


def _found_since_secret(data: JsonMap) -> tuple[str, ...]:
    """Whatever came after the first secret, of a run that does not say which of it was found."""
    if "found" in data or not data.get("secrets"):
        return as_texts(data.get("found"))
    if "before" not in data and as_count(data.get("safe")):
        return ()
    known = {*as_texts(data.get("before")), *as_texts(data.get("secrets"))}
    return tuple(name for name in as_map(data.get("answers")) if name not in known)


def _without(names: tuple[str, ...], gone: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in gone) if names else names
