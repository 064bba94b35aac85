"""Full understanding of a sentence: intent, entities, sentiment, signals; unique texts."""

import time

from aicc.deadline import Deadline
from bench.report import Row, show
from bench.turns import text
from chatbot_nlu import ChatbotNLU

TEXTS = 3000


def main() -> list[Row]:
    nlu, deadline = ChatbotNLU(pack="banking"), Deadline(600)
    texts = [text(number) for number in range(TEXTS + 100)]
    for each in texts[:100]:
        nlu.analyse(each, deadline)
    began = time.process_time()
    for each in texts[100:]:
        nlu.analyse(each, deadline)
    took = (time.process_time() - began) / TEXTS * 1000
    return [Row(what="full analysis of a sentence", figure=took, unit="ms", bar=0.25, stretch=0.12)]


if __name__ == "__main__":
    show(main())
