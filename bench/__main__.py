"""Every measurement of the design that exists so far, each against its bar."""

import sys

from bench import analysis, faq, http_path, lambdas, nlu, scenario, server_turns, sizes, turns
from bench.report import out, show

PARTS = (sizes, analysis, nlu, scenario, faq, lambdas, http_path, turns, server_turns)


def main() -> int:
    missed = 0
    for part in PARTS:
        out.print(f"[{part.__name__}] {part.__doc__}", markup=False)
        rows = part.main()
        show(rows)
        missed += sum(row.verdict == "MISSED" for row in rows)
    out.print(f"{missed} bars missed" if missed else "every bar is met")
    return 0


if __name__ == "__main__":
    sys.exit(main())
