"""How a measurement is shown: what, figure, bar."""

from dataclasses import dataclass

from rich.console import Console

out = Console(highlight=False, soft_wrap=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    what: str
    figure: float
    unit: str
    bar: float
    stretch: float
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.figure <= self.stretch:
            return "stretch"
        return "bar" if self.figure <= self.bar else "MISSED"


def show(rows: list[Row]) -> None:
    for row in rows:
        unit = f" {row.unit}" if row.unit else ""
        line = (
            f"{row.what:58} {row.figure:9.3f}{unit:5}  bar {row.bar:g}, stretch {row.stretch:g}"
            f"  {row.verdict}"
        )
        out.print(f"{line}  {row.note}".rstrip(), markup=False)
