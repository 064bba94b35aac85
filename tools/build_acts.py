"""Builds src/aicc/understanding/acts/model.bin from examples.txt beside it and the word list.

PYTHONPATH=src python tools/build_acts.py
"""

from aicc.understanding.acts.examples import EXAMPLES, parse
from aicc.understanding.acts.reader import MODEL
from aicc.understanding.acts.training import made_from, train
from aicc.understanding.acts.words import WORDS, WordClasses


def main() -> None:
    examples = parse(EXAMPLES.read_text(encoding="utf-8"))
    words = WordClasses.parse(WORDS.read_text(encoding="utf-8"))
    MODEL.write_bytes(train(examples, words, made_of=made_from()).to_bytes())


if __name__ == "__main__":
    main()
