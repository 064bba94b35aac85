"""Builds the two files of aicc.understanding.sentiment: what is good and bad, and a caller's tone.

    PYTHONPATH=src python tools/build_sentiment.py --reviews nsmc.jsonl

Reviews are JSON lines with "text" and "label" (0 or 1). The sentences that teach the tone are our
own and lie in this repository; the half marked "held_out" is never learnt from.
"""

import argparse
import json
from pathlib import Path

from aicc.understanding import sentiment_polarity
from aicc.understanding.features import clean
from aicc.understanding.intent_model_file import to_bytes
from aicc.understanding.sentiment import TONES
from aicc.understanding.training.train import train

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "src" / "aicc" / "understanding"
OWN = ROOT / "tests" / "understanding" / "data"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviews", type=Path, required=True)
    reviews = read(parser.parse_args().reviews)
    polarity = sentiment_polarity.train(
        [clean(row["text"]) for row in reviews], [row["label"] == "1" for row in reviews]
    )
    (OUT / "sentiment_polarity.bin").write_bytes(polarity.to_bytes())
    rows = [*tone_rows(), *read(ROOT / "tools" / "sentiment_tone.jsonl")]
    tone = train(
        {kind: [row["text"] for row in rows if row["label"] == kind] for kind in TONES}, words_max=0
    )
    (OUT / "sentiment_tone.bin").write_bytes(to_bytes(tone))


def tone_rows() -> list[dict[str, str]]:
    """The tuning half, and requests: what a caller wants says nothing of how he feels."""
    tuning = [row for row in read(OWN / "contact_sentiment.jsonl") if row["part"] == "tune"]
    requests = [
        {
            "text": row["text"],
            "label": "negative" if row["label"] == "complaint" else "neutral",
        }
        for row in read(OWN / "contact_centre.jsonl")
    ]
    return tuning + requests


def read(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


if __name__ == "__main__":
    main()
