"""The examples of stances, and from them the model that is shipped."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

from aicc.domain.stance import Stance
from aicc.understanding.intent_model_file import to_bytes
from aicc.understanding.stance.reader import DIGEST
from aicc.understanding.training.train import train

EXAMPLES = Path(__file__).with_name("examples.txt")


def parse(text: str) -> Mapping[Stance, Sequence[str]]:
    """In the order of the file: a stance in brackets, and its sentences below it."""
    found: dict[Stance, list[str]] = {stance: [] for stance in Stance}
    stance = Stance.OTHER
    for line in text.splitlines():
        if line.startswith("["):
            stance = Stance(line.strip("[]"))
        elif line and not line.startswith("#"):
            found[stance].append(line)
    return found


def build() -> bytes:
    examples = parse(EXAMPLES.read_text(encoding="utf-8"))
    model = train({str(stance): sentences for stance, sentences in examples.items()})
    return made_from() + to_bytes(model)


def made_from() -> bytes:
    """A model of other examples is not current."""
    return blake2b(EXAMPLES.read_bytes(), digest_size=DIGEST).digest()
