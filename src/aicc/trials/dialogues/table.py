"""How dialogues went, by kind: shares of dialogues and of turns."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from aicc.domain.json import Json
from aicc.trials.dialogues.player import JudgedDialogue
from aicc.trials.dialogues.verdict import Verdict

ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Of a hundred; `good` is right or acceptable."""

    count: int
    of: dict[Verdict, float]

    @classmethod
    def among(cls, verdicts: Sequence[Verdict]) -> Self:
        counted, total = Counter(verdicts), len(verdicts) or 1
        shares = {verdict: 100 * counted[verdict] / total for verdict in Verdict}
        return cls(count=len(verdicts), of=shares)

    @property
    def good(self) -> float:
        return self.of[Verdict.RIGHT] + self.of[Verdict.ACCEPTABLE]

    def to_json(self) -> dict[str, Json]:
        return {"count": self.count, **{str(each): round(self.of[each], 2) for each in Verdict}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`lazy`: the share of turns whose reply gives nothing."""

    kind: str
    dialogues: Shares
    turns: Shares
    lazy: float

    @classmethod
    def over(cls, kind: str, judged: Sequence[JudgedDialogue]) -> Self:
        turns = [turn for dialogue in judged for turn in dialogue.turns]
        return cls(
            kind=kind,
            dialogues=Shares.among([dialogue.verdict for dialogue in judged]),
            turns=Shares.among([turn.verdict for turn in turns]),
            lazy=100 * sum(turn.reply.is_lazy for turn in turns) / (len(turns) or 1),
        )

    def to_json(self) -> dict[str, Json]:
        return {
            "kind": self.kind,
            "dialogues": self.dialogues.to_json(),
            "turns": self.turns.to_json(),
            "lazy": round(self.lazy, 2),
        }


def rows(judged: Sequence[JudgedDialogue]) -> Iterator[Row]:
    """A row for each kind, and one for all of them."""
    for kind in sorted({dialogue.kind for dialogue in judged}):
        yield Row.over(kind, [dialogue for dialogue in judged if dialogue.kind == kind])
    yield Row.over(ALL, judged)
