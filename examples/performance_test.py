"""A load test: 300 texts in ten threads on one ChatbotNLU give what one thread gives."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor

from chatbot_nlu import ChatbotNLU

SAID = ("계좌 잔액 {}번 확인해 주세요", "{}만 원 이체할게요", "정말 화가 납니다 벌써 {}번째예요")
TEXTS = [SAID[number % len(SAID)].format(number) for number in range(300)]

nlu = ChatbotNLU()
nlu.comprehensive_analysis(TEXTS[0])  # the first one loads what is learned

started = time.perf_counter()
alone = [nlu.comprehensive_analysis(text) for text in TEXTS]
one_s = time.perf_counter() - started

started = time.perf_counter()
with ThreadPoolExecutor(10) as threads:
    together = list(threads.map(nlu.comprehensive_analysis, TEXTS))
ten_s = time.perf_counter() - started

if together != alone:
    sys.exit("ten threads give something else than one")
print(f"{len(TEXTS)} texts, the same results")
print(f" 1 thread:  {len(TEXTS) / one_s:6.0f} texts/s")
print(f"10 threads: {len(TEXTS) / ten_s:6.0f} texts/s")
