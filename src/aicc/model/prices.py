"""What an answer cost, by the dated list beside this file."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from aicc.domain.model import ModelInfo, Usage

_MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """US dollars for a million tokens."""

    input: Decimal
    cached: Decimal
    output: Decimal
    window: int

    def of(self, usage: Usage) -> Decimal:
        fresh = usage.input - usage.cached
        sums = fresh * self.input + usage.cached * self.cached + usage.output * self.output
        return sums / _MILLION


def price_of(model: ModelInfo) -> Price | None:
    """None for a model that is not in the list."""
    return _prices().get(model.shown)


@cache
def _prices() -> dict[str, Price]:
    from ruamel.yaml import YAML  # only where a model of another system answers

    listed: dict[str, Any] = YAML(typ="safe").load(Path(__file__).with_name("prices.yaml"))
    return {
        name: Price(
            input=Decimal(str(each["input"])),
            cached=Decimal(str(each["cached"])),
            output=Decimal(str(each["output"])),
            window=each["window"],
        )
        for name, each in listed["models"].items()
    }
