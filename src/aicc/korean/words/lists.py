"""Reading the word lists of this folder: a linguist changes a line, not code.

A list is text, "name: word | word"; what stands behind # is a comment. One name may stand on
several lines. `read_list("loanwords")["카드"] == ("card",)`
"""

from functools import cache
from pathlib import Path


def text_of(name: str) -> str:
    # importlib.resources would load zipfile, for 5 ms of the voice path's start
    return Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8")


@cache
def read_list(name: str) -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {}
    for line in text_of(name).splitlines():
        key, _, listed = line.partition("#")[0].partition(":")
        if listed.strip():
            found = tuple(word.strip() for word in listed.split("|") if word.strip())
            words[key.strip()] = (*words.get(key.strip(), ()), *found)
    return words


@cache
def read_words(name: str) -> tuple[str, ...]:
    """A list without names: the words of all its lines. `read_words("everyday")[0] == "언제"`"""
    lines = text_of(name).splitlines()
    return tuple(word for line in lines for word in line.partition("#")[0].split())
