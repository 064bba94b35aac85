"""Builds src/aicc/korean/words/expressions.json from the lists that are in bracket notation.

PYTHONPATH=src python tools/build_expressions.py
"""

import json

from aicc.korean.words.brackets import IN_BRACKETS, KEPT, KeptExpressions, digest, expressions
from aicc.korean.words.lists import read_list, text_of


def main() -> None:
    kept: dict[str, KeptExpressions] = {
        name: {"made_from": digest(text_of(name)), "expressions": expressions(read_list(name))}
        for name in IN_BRACKETS
    }
    KEPT.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
