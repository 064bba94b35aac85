"""One sentence read for its stance: a small learned model, asked where no rule has read it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aicc.domain.said import Said
from aicc.domain.stance import Stance
from aicc.understanding.intent_model import IntentModel
from aicc.understanding.intent_model_file import from_bytes

MODEL = Path(__file__).with_name("model.bin")
DIGEST = 12  # bytes before the model: of the examples that it was made from
LONGEST = 80  # letters: a longer sentence tells more than how somebody stands


@dataclass(frozen=True, slots=True)
class StanceReading:
    stance: Stance = Stance.OTHER
    chance: float = 0.0


def stance_of(said: Said) -> StanceReading:
    if not said.plain or len(said.plain) > LONGEST:
        return StanceReading()
    best = _model().predict(said).top[0]
    return StanceReading(Stance(best.name), best.confidence)


@cache
def _model() -> IntentModel:
    """The one that is shipped."""
    return from_bytes(MODEL.read_bytes()[DIGEST:])
