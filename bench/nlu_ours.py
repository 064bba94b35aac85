"""Our intent model does what nlpjs/classify.mjs does, in a process of its own: same file in,
same figures out, and how big it is and how long it takes to load."""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from aicc.korean.text import embedding
from aicc.korean.text.said import as_said
from aicc.understanding.intent_model import IntentModel
from aicc.understanding.intent_model_file import from_bytes, to_bytes
from aicc.understanding.training.train import train

EMBEDDING_BYTES = len((files("aicc.korean.text") / "embedding.bin").read_bytes())


def main(task: Mapping[str, Any]) -> Mapping[str, object]:
    examples: defaultdict[str, list[str]] = defaultdict(list)
    for row in task["train"]:
        examples[row["label"]].append(row["text"])
    began = time.process_time()
    data = to_bytes(train(examples))
    train_s = time.process_time() - began
    model, load_s = _loaded(data)
    learnt = [row["text"] for row in task["train"]]
    for _ in range(0, task["warm"], len(learnt)):
        for text in learnt:
            model.predict(as_said(text))
    began = time.process_time()
    labels = [model.predict(as_said(text)).top[0].name for text in task["test"]]
    test_s = time.process_time() - began
    return {
        "labels": labels,
        "train_s": train_s,
        "cpu_ms_per_text": test_s * 1000 / len(labels),
        "load_s": load_s,
        "shipped_bytes": EMBEDDING_BYTES + len(data),
    }


def _loaded(data: bytes) -> tuple[IntentModel, float]:
    """Model and embedding as a new process finds them, ready to answer."""
    embedding.load.cache_clear()
    began = time.process_time()
    model = from_bytes(data)
    model.predict(as_said(""))
    return model, time.process_time() - began


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(json.loads(Path(sys.argv[1]).read_text("utf-8")))))
