"""The catalogue by locale. It is kept as YAML for translators and cached as plain data."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from aicc.domain.sentence import Sentence

LOCALES = ("ko", "en")


@cache
def sentences(locale: str) -> Mapping[str, Sentence]:
    from ruamel.yaml import YAML  # 0.1 of the voice Lambda's start: only when asked

    data = YAML(typ="safe", pure=True).load(Path(__file__).with_name(f"{locale}.yaml"))
    return {key: Sentence.from_plain(plain) for key, plain in data.items()}
