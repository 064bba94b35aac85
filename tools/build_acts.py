"""Builds src/aicc/understanding/acts/model.bin from examples.txt beside it and the word list.

PYTHONPATH=src python tools/build_acts.py
"""

from aicc.understanding.acts.examples import EXAMPLES, digest, parse
from aicc.understanding.acts.reader import MODEL
from aicc.understanding.acts.training import train
from aicc.understanding.acts.words import WORDS, WordClasses


def main() -> None:
    text, words = (path.read_text(encoding="utf-8") for path in (EXAMPLES, WORDS))
    model = train(parse(text), WordClasses.parse(words), made_from=digest(text, words))
    MODEL.write_bytes(model.to_bytes())


if __name__ == "__main__":
    main()
