"""The catalogue by locale. It is kept as YAML for translators and cached as plain data.

A compiled pack carries it in plain form, so that the phone's path reads no YAML.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from aicc.domain.bot_sentence import BotSentence

LOCALES = ("ko", "en")


@cache
def sentences(locale: str) -> Mapping[str, BotSentence]:
    return {key: BotSentence.from_plain(plain) for key, plain in plain_sentences(locale).items()}


def plain_sentences(locale: str) -> Mapping[str, Any]:
    from aicc.packs.yaml_reading import read_yaml  # 0.1 of the voice Lambda's start: when asked

    return dict(read_yaml(Path(__file__).with_name(f"{locale}.yaml")))
