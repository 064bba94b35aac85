"""The contact-centre sentences that several tests learn from."""

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from ruamel.yaml import YAML

DATA = Path(__file__).parent / "data"


def json_lines(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


def yaml_rows(name: str) -> Sequence[object]:
    rows: Sequence[object] = YAML(typ="safe").load((DATA / name).read_text("utf-8"))
    return rows


def contact_centre(first: int, last: int) -> dict[str, list[str]]:
    """The sentences of each intent from one place to another."""
    grouped: defaultdict[str, list[str]] = defaultdict(list)
    for row in json_lines("contact_centre.jsonl"):
        grouped[row["label"]].append(row["text"])
    return {label: texts[first:last] for label, texts in grouped.items()}
