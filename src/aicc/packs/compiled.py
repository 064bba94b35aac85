"""A pack compiled to one JSON file and its trained model beside it: what the phone's path loads.

Reading it needs neither YAML nor pydantic, and nothing is learned at the start.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from aicc.domain.bot_sentence import BotSentence, SentenceKey
from aicc.errors import PackError
from aicc.packs.catalog.sentences import plain_sentences
from aicc.packs.pack import Pack

FORMAT = 4
MODEL_SUFFIX = ".model"


def write_compiled(plain: Mapping[str, Any], model: bytes, path: Path) -> None:
    """The same files and the same model give the same bytes."""
    locale = plain["pack"]["locale"]
    compiled = {
        "format": FORMAT,
        "model": sha256(model).hexdigest(),
        "pack": plain,
        "sentences": {locale: plain_sentences(locale)},
    }
    text = json.dumps(compiled, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.with_suffix(MODEL_SUFFIX).write_bytes(model)
    path.write_text(text, encoding="utf-8")


def read_compiled(path: Path) -> Pack:
    again = "make it again with aicc train"
    try:
        compiled = json.loads(path.read_text(encoding="utf-8"))
        model = path.with_suffix(MODEL_SUFFIX).read_bytes()
    except (OSError, ValueError) as error:
        raise PackError(f"{path}: not a compiled pack: {error}") from error
    if not isinstance(compiled, dict) or compiled.get("format") != FORMAT:
        raise PackError(f"{path}: compiled by another release: {again}")
    if compiled["model"] != sha256(model).hexdigest():
        raise PackError(f"{path}: the model beside it belongs to another pack: {again}")
    pack = Pack.from_plain(compiled["pack"])
    catalogue = _catalogue(compiled.get("sentences", {}).get(pack.locale, {}))
    return replace(pack, trained=model, compiled_catalogue=catalogue)


def _catalogue(plain: Mapping[str, Any]) -> Mapping[str, BotSentence]:
    """Empty when it was compiled by a release that said less: then the shipped one counts."""
    if not plain.keys() >= set(SentenceKey):
        return {}
    return {key: BotSentence.from_plain(each) for key, each in plain.items()}
