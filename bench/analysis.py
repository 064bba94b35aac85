"""Full understanding of a sentence: intent, entities, sentiment, signals; unique texts."""

import time

from aicc.deadline import Deadline
from aicc.korean.text.said import as_said
from bench.report import Row, show
from bench.slices import Spread, by_turns
from bench.turns import text
from chatbot_nlu import ChatbotNLU

ROUNDS, TEXTS = 30, 100  # texts of a slice


def main() -> list[Row]:
    nlu, deadline = ChatbotNLU(pack="banking"), Deadline(600)

    def slice_ms(number: int) -> float:
        first = (number + 1) * TEXTS  # the slice that warms up is number -1
        texts = [text(each) for each in range(first, first + TEXTS)]
        began = time.process_time()
        for each in texts:
            nlu.analyse(as_said(each), deadline)
        return (time.process_time() - began) / TEXTS * 1000

    took = Spread.of(by_turns({"ours": slice_ms}, ROUNDS)["ours"])
    return [
        Row(
            what="full analysis of a sentence",
            figure=took.median,
            unit="ms",
            bar=0.25,
            stretch=0.12,
            note=took.half,
        )
    ]


if __name__ == "__main__":
    show(main())
