"""The embedded FAQ index against Elasticsearch with nori and against rank_bm25, in one run.

Run: python -m bench.faq_peers [ENTRIES.jsonl QUERIES.jsonl]
Without files, made-up questions in ten kinds of typing slips. Files have {"text", "label"} lines.
Elasticsearch is the test suite's node, started here, or what ELASTICSEARCH_HOST names.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from elasticsearch import Elasticsearch
from rank_bm25 import BM25Okapi  # type: ignore[import-untyped]

from aicc.deadline import Deadline
from aicc.domain.faq import FaqEntry
from aicc.faqs.report.questions import Question, read_questions
from aicc.faqs.search.elasticsearch import ElasticFaqIndex
from aicc.faqs.search.elasticsearch_client import connect
from aicc.faqs.search.elasticsearch_schema import alias_of
from aicc.faqs.search.embedded import EmbeddedFaqIndex
from aicc.faqs.search.port import FaqIndex, FaqQuery
from aicc.faqs.search.wording import letters_of
from aicc.ids import new_id
from aicc.korean.text.said import as_said
from aicc.settings import Settings
from bench.faq_index import SYNONYMS, questions, slips
from bench.report import out
from tests.servers.elasticsearch_node import running_elasticsearch

ENTRIES, PER_SLIP, AMONG = 5_000, 60, 5
PATIENT_S, BUILD_S = 10.0, 600.0

Ask = Callable[[str], Sequence[str]]
"""Labels of the entries found, best first."""


def main(files: Sequence[str]) -> None:
    rows, asked = _from_files(files) if files else _made_up()
    out.print(f"{len(rows)} entries, {len(asked)} questions; times by the clock", markup=False)
    out.print(f"{'':28} recall@1   @5   p50 ms   built in s")
    with ExitStack() as stack:
        for name, build in _peers(rows, stack):
            began = time.perf_counter()
            ask = build()
            _show(name, ask, asked, time.perf_counter() - began)


def _peers(rows: Sequence[Question], stack: ExitStack) -> Iterator[tuple[str, Callable[[], Ask]]]:
    labels = [row.label for row in rows]
    yield "ours, embedded", lambda: _filled(EmbeddedFaqIndex(synonyms=SYNONYMS), rows)
    yield "rank_bm25, words", lambda: _bm25(rows, labels, str.split)
    yield "rank_bm25, 1-2-grams", lambda: _bm25(rows, labels, _grams)
    try:
        host = Settings.load().elasticsearch_host
        url = host or stack.enter_context(running_elasticsearch())
    except pytest.skip.Exception as reason:
        out.print(f"SKIPPED Elasticsearch: {reason}", markup=False, style="bold")
        return
    client = stack.enter_context(connect(url))
    prefix = f"aicc-bench-{new_id()}"
    index = ElasticFaqIndex(client, synonyms=SYNONYMS, prefix=prefix, search_s=PATIENT_S)
    stack.callback(index.drop_all)
    yield "ours, Elasticsearch", lambda: _filled(index, rows)
    plain = client.options(request_timeout=PATIENT_S)
    yield "Elasticsearch, nori alone", lambda: _nori(plain, alias_of(prefix, "bench"))


def _filled(index: FaqIndex, rows: Sequence[Question]) -> Ask:
    entries = [
        FaqEntry(id=str(number), question=row.text, answer=row.label)
        for number, row in enumerate(rows)
    ]
    index.rebuild("bench", entries, Deadline(BUILD_S))

    def ask(text: str) -> list[str]:
        hits = index.search(
            "bench", FaqQuery(said=as_said(text), limit=AMONG), Deadline(PATIENT_S)
        ).hits
        return [hit.entry.answer for hit in hits]

    return ask


def _bm25(
    rows: Sequence[Question], labels: Sequence[str], split: Callable[[str], list[str]]
) -> Ask:
    index = BM25Okapi([split(row.text) for row in rows])

    def ask(text: str) -> list[str]:
        scores = index.get_scores(split(text))
        return [labels[at] for at in np.argsort(-scores, kind="stable")[:AMONG]]

    return ask


def _nori(client: Elasticsearch, alias: str) -> Ask:
    """One `match` on the field that nori analyses, as a first attempt would do it."""

    def ask(text: str) -> list[str]:
        answer = client.search(index=alias, query={"match": {"said": text}}, size=AMONG)
        return [hit["_source"]["entry"]["answer"] for hit in answer["hits"]["hits"]]

    return ask


def _grams(text: str) -> list[str]:
    letters = letters_of(text)
    return [*letters, *map("".join, pairwise(letters))]


def _show(name: str, ask: Ask, asked: Sequence[Question], build_s: float) -> None:
    ask(asked[0].text)
    first = among = 0
    taken = []
    for each in asked:
        began = time.perf_counter()
        found = ask(each.text)
        taken.append(time.perf_counter() - began)
        first += found[:1] == [each.label]
        among += each.label in found
    share, p50 = 100 / len(asked), 1000 * sorted(taken)[len(taken) // 2]
    figures = f"{first * share:8.1f} {among * share:6.1f} {p50:7.2f} {build_s:9.2f}"
    out.print(f"{name:28} {figures}", markup=False)


def _made_up() -> tuple[list[Question], list[Question]]:
    chance = random.Random(1)
    known = questions(ENTRIES, chance)
    rows = [Question(text=each.text, label=str(number)) for number, each in enumerate(known)]
    asked = [
        Question(text=slip(known[number]), label=str(number))
        for slip in slips(chance).values()
        for number in chance.sample(range(len(known)), PER_SLIP)
    ]
    return rows, asked


def _from_files(files: Sequence[str]) -> tuple[Sequence[Question], Sequence[Question]]:
    entries, queries = map(Path, files)
    return read_questions(entries), read_questions(queries)


if __name__ == "__main__":
    main(sys.argv[1:])
