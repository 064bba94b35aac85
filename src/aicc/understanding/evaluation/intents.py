"""How good the models are, measured on JSON lines of `text` and `label`: for `aicc eval`."""

import random
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import numpy as np

from aicc.korean.text.said import as_said
from aicc.understanding import sentiment_polarity
from aicc.understanding.evaluation import scores as evaluate_scores
from aicc.understanding.evaluation.rows import Row, read_rows
from aicc.understanding.features import clean
from aicc.understanding.intent_model import IntentModel, Prediction
from aicc.understanding.intent_model_file import from_bytes, to_bytes
from aicc.understanding.training.train import calibrated, read_by, train

Report = dict[str, float | int | None]
Progress = Callable[[str], None]
"""Called with a line that says what is being done."""

_GIVEN_UP = 0.0075  # of in-scope accuracy on the validation part, for what it finds out of scope


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentFiles:
    """Of these only `train` and `test` must be given."""

    train: Path
    test: Path
    valid: Path | None = None
    oos_train: Path | None = None
    oos_valid: Path | None = None
    oos_test: Path | None = None


def intents(
    files: IntentFiles,
    *,
    shots: int | None = None,
    seeds: int = 1,
    progress: Progress = lambda line: None,
) -> Report:
    """One run, or the mean of `seeds` runs with `shots` examples an intent each."""
    parts = {name: read_rows(getattr(files, name)) for name in IntentFiles.__slots__}
    reports: list[Report] = []
    for seed in range(seeds):
        progress(f"run {seed + 1} of {seeds}")
        reports.append(_intent_run(parts, shots=shots, seed=seed))
    return _mean(reports)


def sentiment(
    train_file: Path, test_file: Path, *, progress: Progress = lambda line: None
) -> Report:
    """Two classes, as in film reviews: label 1 is good, 0 is bad."""
    rows, tests = read_rows(train_file), read_rows(test_file)
    progress(f"learning from {len(rows)} sentences")
    cleaned = [clean(as_said(row.text)) for row in rows]
    data = sentiment_polarity.train(cleaned, [row.label == "1" for row in rows]).to_bytes()
    began = time.process_time()
    model = sentiment_polarity.Polarity.from_buffer(memoryview(data))
    load_s = time.process_time() - began
    began = time.process_time()
    leans = np.array([model.of(clean(as_said(row.text))) for row in tests])
    cpu_ms = _milliseconds_each(began, len(tests))
    right = (leans > 0) == np.array([row.label == "1" for row in tests])
    sure = 1 / (1 + np.exp(-np.abs(leans)))
    found = ["1" if lean > 0 else "0" for lean in leans]
    return {
        "accuracy": float(right.mean()),
        "macro_f1": evaluate_scores.macro_f1(found, [row.label for row in tests]),
        "ece": evaluate_scores.calibration_error(sure, right),
        "cpu_ms": cpu_ms,
        "load_s": load_s,
        "model_bytes": len(data),
    }


def _intent_run(parts: Mapping[str, Sequence[Row]], *, shots: int | None, seed: int) -> Report:
    examples = _examples(parts["train"], shots=shots, seed=seed)
    outside = [row.text for row in parts["oos_train"]]
    model = train(examples, out_of_scope=outside, seed=seed)
    model = _fitted(model, parts["valid"], parts["oos_valid"])
    threshold = _threshold(model, parts["valid"], parts["oos_valid"])
    data = to_bytes(model)
    began = time.process_time()
    loaded = from_bytes(data)
    loaded.predict(as_said(""))
    load_s = time.process_time() - began
    began = time.process_time()
    predictions = [loaded.predict(as_said(row.text)) for row in parts["test"]]
    cpu_ms = _milliseconds_each(began, len(predictions))
    strange = [loaded.predict(as_said(row.text)).in_scope_score for row in parts["oos_test"]]
    labels = [row.label for row in parts["test"]]
    scores = _scores(predictions, labels, np.array(strange), threshold)
    return scores | {"cpu_ms": cpu_ms, "load_s": load_s, "model_bytes": len(data)}


def _examples(rows: Sequence[Row], *, shots: int | None, seed: int) -> dict[str, list[str]]:
    grouped: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        grouped[row.label].append(row.text)
    if shots is None:
        return dict(grouped)
    order = random.Random(seed)  # noqa: S311 -- a draw of examples, no secret
    return {
        label: order.sample(texts, min(shots, len(texts)))
        for label, texts in sorted(grouped.items())
    }


def _fitted(model: IntentModel, valid: Sequence[Row], outside: Sequence[Row]) -> IntentModel:
    """Calibrated on the validation part when there is one, else as training left it."""
    known = [row for row in valid if row.label in model.labels]
    if not known:
        return model
    owner = [model.labels.index(row.label) for row in known]
    owner += repeat(len(model.labels), len(outside))
    texts = [row.text for row in (*known, *outside)]
    return calibrated(model, read_by(model, texts, np.array(owner, dtype=np.intp)))


def _threshold(model: IntentModel, valid: Sequence[Row], outside: Sequence[Row]) -> float:
    """The highest that gives up hardly any sentence that was understood; without a validation
    part (or sentences out of scope to find) the model's own middle."""
    if not valid or not outside:
        return 0.5
    predictions = [model.predict(as_said(row.text)) for row in valid]
    understood = np.array(
        [
            prediction.in_scope_score
            for prediction, row in zip(predictions, valid, strict=True)
            if prediction.top[0].name == row.label
        ]
    )
    return float(np.sort(understood)[int(_GIVEN_UP * len(valid))])


def _scores(
    predictions: Sequence[Prediction],
    labels: Sequence[str],
    strange: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    threshold: float,
) -> Report:
    found = [prediction.top[0].name for prediction in predictions]
    right = np.array([name == label for name, label in zip(found, labels, strict=True)])
    confidence = np.array([prediction.top[0].confidence for prediction in predictions])
    in_scope = np.array([prediction.in_scope_score for prediction in predictions])
    some = len(strange) > 0
    return {
        "accuracy": float(right.mean()),
        "macro_f1": evaluate_scores.macro_f1(found, labels),
        "oos_auroc": evaluate_scores.auroc(in_scope, strange) if some else None,
        "oos_recall": float((strange < threshold).mean()) if some else None,
        "in_scope_accuracy": float((right & (in_scope >= threshold)).mean()),
        "ece": evaluate_scores.calibration_error(confidence, right),
    }


def _mean(reports: Sequence[Report]) -> Report:
    mean: Report = {}
    for name in reports[0]:
        values = [value for report in reports if (value := report[name]) is not None]
        mean[name] = sum(values) / len(values) if values else None
    return mean


def _milliseconds_each(began: float, count: int) -> float:
    return (time.process_time() - began) * 1000 / max(1, count)
