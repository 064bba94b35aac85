"""What a labelled sentence should lead to: a name in a file, made into something to compare."""

from dataclasses import dataclass
from enum import StrEnum

from aicc.domain.acts import Act, ToReply
from aicc.errors import InvalidInputError
from aicc.packs.lint.finding import did_you_mean
from aicc.packs.pack import Pack


class LabelKind(StrEnum):
    FLOW = "flow"
    FAQ = "faq"
    REPLY = "reply"
    NOT_HERE = "not_here"
    PERSON = "person"
    DANGER = "danger"
    NONE = "none"  # nothing that is done here is meant


_ALONE = {LabelKind.PERSON, LabelKind.DANGER, LabelKind.NONE}  # need no name


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    kind: LabelKind
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.name}" if self.name else str(self.kind)


class Labels:
    """All that sentences may be labelled with: a flow, an FAQ entry, a reply or the intent that
    says it, a topic that is not done here; `kind:name` where a name stands for several."""

    def __init__(self, pack: Pack, faq_ids: frozenset[str]) -> None:
        """`pack` and the ids of its entries as customers have them."""
        says = {
            name: target.key
            for name, intent in pack.intents.items()
            if isinstance(target := intent.when.get(Act.DO), ToReply)
        }
        replies = {key: key for key in (*pack.replies, *pack.catalogue)}
        self._names = {
            LabelKind.FLOW: {each: each for each in pack.flows},
            LabelKind.FAQ: {each: each for each in faq_ids},
            LabelKind.NOT_HERE: {each.name: each.name for each in pack.not_here},
            LabelKind.REPLY: {**replies, **says},
        }

    def find(self, text: str) -> Label:
        """`InvalidInputError` for a name that nothing has."""
        if text in _ALONE:
            return Label(kind=LabelKind(text))
        kind, colon, name = text.partition(":")
        kinds = [each for each in self._names if each == kind] if colon else list(self._names)
        wanted = name if colon else text
        for each in kinds:
            if wanted in self._names[each]:
                return Label(kind=each, name=self._names[each][wanted])
        known = {name for names in self._names.values() for name in names}
        raise InvalidInputError(f"nothing is called {text!r}{did_you_mean(wanted, known)}")
