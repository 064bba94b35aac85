"""A pack compiled to one JSON file and its trained models beside it: what the phone's path loads.

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
from aicc.packs.learned import LearnedModels
from aicc.packs.pack import Pack

FORMAT = 5
MODEL_SUFFIX, ENTRIES_SUFFIX = ".model", ".entries"


def write_compiled(plain: Mapping[str, Any], models: LearnedModels, path: Path) -> None:
    """The same files and the same models give the same bytes."""
    locale = plain["pack"]["locale"]
    compiled = {
        "format": FORMAT,
        "model": sha256(models.intents).hexdigest(),
        "entries": sha256(models.entries).hexdigest(),
        "pack": plain,
        "sentences": {locale: plain_sentences(locale)},
    }
    text = json.dumps(compiled, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.with_suffix(MODEL_SUFFIX).write_bytes(models.intents)
    path.with_suffix(ENTRIES_SUFFIX).write_bytes(models.entries)
    path.write_text(text, encoding="utf-8")


def read_compiled(path: Path) -> Pack:
    again = "make it again with aicc train"
    try:
        compiled = json.loads(path.read_text(encoding="utf-8"))
        model = path.with_suffix(MODEL_SUFFIX).read_bytes()
        entries = path.with_suffix(ENTRIES_SUFFIX).read_bytes()
    except (OSError, ValueError) as error:
        raise PackError(f"{path}: not a compiled pack, or not all of it: {error}") from error
    if not isinstance(compiled, dict) or compiled.get("format") != FORMAT:
        raise PackError(f"{path}: compiled by another release: {again}")
    digests = [sha256(each).hexdigest() for each in (model, entries)]
    if [compiled["model"], compiled["entries"]] != digests:
        raise PackError(f"{path}: a model beside it belongs to another pack: {again}")
    pack = Pack.from_plain(compiled["pack"])
    catalogue = _catalogue(compiled.get("sentences", {}).get(pack.locale, {}))
    return replace(pack, trained=model, trained_entries=entries, compiled_catalogue=catalogue)


def _catalogue(plain: Mapping[str, Any]) -> Mapping[str, BotSentence]:
    """Empty when it was compiled by a release that said less: then the shipped one counts."""
    if not plain.keys() >= set(SentenceKey):
        return {}
    return {key: BotSentence.from_plain(each) for key, each in plain.items()}
