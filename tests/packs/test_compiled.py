"""A compiled pack brings our own sentences with it."""

import json
from pathlib import Path

import pytest

from aicc.domain.bot_sentence import SentenceKey
from aicc.packs.catalog.sentences import sentences
from aicc.packs.compiled import read_compiled, write_compiled
from aicc.packs.files import read_folder
from aicc.packs.learned import LearnedModels
from aicc.packs.loader import find_pack


@pytest.fixture
def compiled(tmp_path: Path) -> Path:
    path = tmp_path / "general.json"
    write_compiled(read_folder(find_pack("general")), LearnedModels(), path)
    return path


def test_the_catalogue_comes_with_the_pack(compiled: Path) -> None:
    pack = read_compiled(compiled)

    assert pack.compiled_catalogue == sentences(pack.locale)


def test_a_sentence_is_the_packs_own_or_else_the_catalogues(compiled: Path) -> None:
    pack = read_compiled(compiled)

    assert pack.sentence(SentenceKey.GREETING) == pack.replies[SentenceKey.GREETING]
    assert pack.sentence(SentenceKey.TEMPLATE) == sentences(pack.locale)[SentenceKey.TEMPLATE]


def test_a_catalogue_of_a_release_that_said_less_is_not_taken(compiled: Path) -> None:
    data = json.loads(compiled.read_text(encoding="utf-8"))
    del data["sentences"]["ko"][SentenceKey.FILLER]
    compiled.write_text(json.dumps(data), encoding="utf-8")

    pack = read_compiled(compiled)

    assert pack.sentence(SentenceKey.FILLER) == sentences("ko")[SentenceKey.FILLER]
