"""Builds src/aicc/understanding/stance/model.bin from examples.txt beside it.

PYTHONPATH=src python tools/build_stance.py
"""

from aicc.understanding.stance.examples import build
from aicc.understanding.stance.reader import MODEL


def main() -> None:
    MODEL.write_bytes(build())


if __name__ == "__main__":
    main()
