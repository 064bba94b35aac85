"""Fits src/aicc/conversation/weights.json: what each feature of a candidate says of its chance.

    PYTHONPATH=src python tools/fit_weights.py

The first turns of tests/dialogues and of the hospital's are read; each thing that could be said or
done is held against what the dialogue calls right, and one logistic regression a kind of candidate
is fitted to that, drawn towards weights that were set by hand where there is little to learn from.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aicc.conversation.candidates import Candidate, candidates
from aicc.conversation.opening import Opened
from aicc.deadline import Deadline
from aicc.domain.acts import ToFaq, ToFlow, ToPerson, ToReply
from aicc.domain.faq import NOT_HERE
from aicc.domain.turn import Incoming
from aicc.packs.loader import load_pack
from aicc.trials.dialogues.files import Dialogue, read_dialogues
from aicc.trials.dialogues.shown import NO_FLOW, ShownReply
from aicc.trials.dialogues.verdict import Verdict, judge
from aicc.wiring import memory_parts
from chatbot_engine import ChatEngine, engine_from

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ROOT / "src/aicc/conversation/weights.json"
DIALOGUES = ROOT / "tests/dialogues"
UNREAD = {"sixth", "seventh", "eighth"}  # and not fitted on
HOSPITAL = ROOT / "examples/hospital/dialogues.jsonl"  # several answers in a first sentence
TURN_S, STRENGTH, ROUNDS = 30.0, 2.0, 200
WORTH = {Verdict.RIGHT: 1.0, Verdict.ACCEPTABLE: 0.5}
ENTRY = (
    "score",
    "gap",
    "tag",
    "mass",
    "asks",
    "bare",
    "rival",
    "scope",
    "not_here",
    "clause",
    "number",
)
TOPIC = ("mass", "other", "number", "scope", "rival", "asks", "bare", "clause", "early", "story")
NAMES = {
    "entry": (*ENTRY, "learned", "early", "story"),
    "untaught": (*ENTRY, "early", "story"),  # of entries that no model has learned of
    "flow": (*TOPIC, "filled"),
    "reply": TOPIC,
}
BY_HAND_ENTRY = {
    "bias": -3.2, "score": 4.2, "gap": 2.0, "tag": 1.6, "mass": 2.0, "asks": 1.0, "rival": -2.0,
    "clause": -0.4, "number": -1.5, "learned": 0.2,
}  # fmt: skip
BY_HAND_TOPIC = {
    "bias": -3.2, "mass": 6.0, "scope": 1.0, "rival": -0.5, "clause": -0.4, "number": 1.0,
    "filled": 2.0,
}  # fmt: skip

ENTRIES = ("entry", "untaught")

Floats = NDArray[np.float64]
Row = tuple[str, dict[str, float], float]


def main() -> None:
    read = sorted(each for each in DIALOGUES.rglob("*.jsonl") if each.parent.name not in UNREAD)
    dialogues = read_dialogues([*read, HOSPITAL])
    rows = [row for pack in {each.pack for each in dialogues} for row in _rows(pack, dialogues)]
    of_kind = {kind: [row for row in rows if row[0] == kind] for kind in NAMES}
    of_kind["untaught"] = of_kind["entry"]
    of_kind["entry"] = [row for row in of_kind["entry"] if "learned" in row[1]]
    weights = {kind: _fitted(kind, own) for kind, own in of_kind.items()}
    WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    print(f"{WEIGHTS.name}: {len(rows)} candidates of {len(dialogues)} first turns")


def _rows(pack: str, dialogues: list[Dialogue]) -> Iterator[Row]:
    engine = engine_from(memory_parts(load_pack(pack)))
    for dialogue in dialogues:
        if dialogue.pack != pack:
            continue
        said = dialogue.turns[0].say
        incoming = Incoming(session_id=dialogue.id, user_id="fit", message_id="1", text=said)
        opened, reading = engine.read(incoming, Deadline(TURN_S))
        for each in candidates(reading, opened.house):
            kind, reply = _as_said(engine, opened, each)
            found = judge(dialogue.turns[0], reply, dialogue.kind)
            yield kind, dict(each.features), WORTH.get(found, 0.0)


def _as_said(engine: ChatEngine, opened: Opened, each: Candidate) -> tuple[str, ShownReply]:
    """What the customer would see of the candidate."""
    pack = opened.house.pack
    match each.target:
        case ToFlow(flow_id=flow_id):
            flow = pack.flows[flow_id]
            first = flow.steps[flow.first].message
            return "flow", ShownReply(text=first, flow_id=flow_id, step_id=flow.first)
        case ToFaq(faq_id=faq_id):
            entry = engine.upkeep.entry(opened, faq_id)
            shown = "" if faq_id.startswith(NOT_HERE) else faq_id
            return "entry", ShownReply(text=entry.answer if entry else "", faq_id=shown)
        case ToReply(key=key):
            return "reply", ShownReply(text=pack.sentence(key).chat, flow_id=NO_FLOW)
        case ToPerson():
            return "flow", ShownReply(text="", has_ticket=True)


def _fitted(kind: str, rows: list[Row]) -> dict[str, float]:
    names = ("bias", *NAMES[kind])
    start = BY_HAND_ENTRY if kind in ENTRIES else BY_HAND_TOPIC
    by_hand = np.array([start.get(name, 0.0) for name in names])
    seen = np.array([[1.0, *(row[1].get(name, 0.0) for name in names[1:])] for row in rows])
    found = _regression(seen, np.array([row[2] for row in rows]), by_hand)
    return {name: round(float(weight), 2) for name, weight in zip(names, found, strict=True)}


def _regression(seen: Floats, worth: Floats, by_hand: Floats) -> Floats:
    """Newton's steps, halved as long as they lead up."""
    pull = STRENGTH * np.array([0.05, *np.ones(len(by_hand) - 1)])

    def loss(weights: Floats) -> float:
        sums = np.clip(seen @ weights, -30, 30)
        drawn = 0.5 * np.sum(pull * (weights - by_hand) ** 2)
        return float(np.sum(np.logaddexp(0, sums) - worth * sums) + drawn)

    weights = by_hand.copy()
    for _ in range(ROUNDS):
        chances = 1 / (1 + np.exp(-np.clip(seen @ weights, -30, 30)))
        slope = seen.T @ (chances - worth) + pull * (weights - by_hand)
        curve = (seen.T * (chances * (1 - chances))) @ seen + np.diag(pull)
        step, share = np.linalg.solve(curve, slope), 1.0
        while share > 1e-4 and loss(weights - share * step) > loss(weights):
            share /= 2
        weights = weights - share * step
        if np.abs(share * step).max() < 1e-5:
            break
    return weights


if __name__ == "__main__":
    main()
