"""What the demo back end knows, and how it makes up what it does not know."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TypedDict
from zlib import crc32

from aicc.domain.action import BackendAction
from aicc.errors import ProviderError
from aicc.systems.backend.port import BackendAnswer


class Customer(TypedDict):
    accounts: dict[str, int]
    cards: list[str]
    blocked: list[str]
    once: int
    daily: int


class Order(TypedDict):
    """`days` from today to the arrival; below zero it has arrived."""

    state: str
    item: str
    price: int
    days: int
    sold_out: list[str]


class Person(TypedDict):
    """By telephone; whoever is not in the book has a number made from the telephone."""

    birth_date: str
    customer_number: str


class Book(TypedDict):
    """demo.json; JSON, because the phone's start-up does without a YAML reader.

    `outages` names arguments with which an action fails, so that every branch can be tested.
    """

    account_types: list[str]
    cards: dict[str, str]
    job_percent: dict[str, int]
    customers: dict[str, Customer]
    people: dict[str, Person]
    receivers: list[str]
    outages: dict[str, list[str]]
    items: list[str]
    orders: dict[str, Order]


Run = Callable[[str, Mapping[str, str]], BackendAnswer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    about: BackendAction
    run: Run


def action(run: Run, arguments: str, **outcomes: str) -> Action:
    """The names of arguments, and of the values of each outcome, are separated by spaces."""
    values = {outcome: frozenset(names.split()) for outcome, names in outcomes.items()}
    about = BackendAction(arguments=frozenset(arguments.split()), outcomes=values)
    return Action(about=about, run=run)


def irreversible(run: Run, arguments: str, **outcomes: str) -> Action:
    """An action that cannot be undone: a scenario asks for a yes before it."""
    asked = action(run, arguments, **outcomes)
    return replace(asked, about=replace(asked.about, cannot_be_undone=True))


@cache
def book() -> Book:
    text = files(__package__).joinpath("demo.json").read_text(encoding="utf-8")
    data: Book = json.loads(text)
    return data


def seed(*parts: str) -> int:
    """The same number for the same words in every process, unlike `hash`."""
    return crc32("|".join(parts).encode())


def receipt(*parts: str) -> str:
    """Six digits made from what was asked: asking again gives the same receipt."""
    return f"{100_000 + seed(*parts) % 900_000}"


def text_of(arguments: Mapping[str, str], name: str) -> str:
    value = arguments.get(name, "").strip()
    if not value:
        raise ProviderError(f"demo back end: argument {name} is missing")
    return value


def won_of(arguments: Mapping[str, str], name: str) -> int:
    value = text_of(arguments, name).replace(",", "")
    if not value.isdecimal():
        raise ProviderError(f"demo back end: argument {name} is not an amount")
    return int(value)


def number_of(arguments: Mapping[str, str], name: str) -> str:
    """A customer or order number; all zeros play a system that is down, for tests."""
    number = text_of(arguments, name)
    if not number.strip("0"):
        raise ProviderError("demo back end: this number plays an outage", retryable=True)
    return number


def is_unknown(number: str) -> bool:
    """Numbers that begin with 9 belong to nobody; any other has something behind it."""
    return number.startswith("9")
