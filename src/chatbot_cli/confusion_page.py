"""A confusion matrix as one HTML page without scripts: rows meant, columns guessed."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

STYLE = """
body { font: 14px system-ui, sans-serif; margin: 2rem; color: #1c2430; background: #fff }
table { border-collapse: collapse }
td { width: 2.2rem; height: 2.2rem; text-align: center; border: 1px solid #e6e9ef }
th { font-weight: 500; padding: 0 .5rem; text-align: right; white-space: nowrap }
thead th { height: 9rem; vertical-align: bottom; padding: 0 }
thead th span { writing-mode: vertical-rl; transform: rotate(180deg) }
"""


def confusion_page(title: str, names: Sequence[str], result: Mapping[str, Any]) -> str:
    head = "".join(f"<th scope='col'><span>{escape(name)}</span></th>" for name in names)
    rows = "".join(
        f"<tr><th scope='row'>{escape(name)}</th>{_cells(at, counts)}</tr>"
        for at, (name, counts) in enumerate(zip(names, result["matrix"], strict=True))
    )
    return (
        f"<!doctype html><meta charset='utf-8'><title>{escape(title)}</title>"
        f"<style>{STYLE}</style><h1>{escape(title)}</h1>"
        f"<p>accuracy {result['accuracy']:.1%}, macro-F1 {result['macro_f1']:.1%}; "
        "rows: what was meant, columns: what was understood</p>"
        f"<table><thead><tr><th></th>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _cells(row: int, counts: Sequence[int]) -> str:
    """Right ones green, wrong ones red, by their share of the row."""
    total = sum(counts) or 1
    cells = []
    for column, count in enumerate(counts):
        colour = "46 160 67" if column == row else "207 34 46"
        shade = f" style='background: rgb({colour} / {count / total:.2f})'" if count else ""
        cells.append(f"<td{shade}>{count or ''}</td>")
    return "".join(cells)
