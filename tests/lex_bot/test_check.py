"""The checker: it takes what Lex exports, and finds each single fault."""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aicc.amazon.lex_bot.check import check_archive, check_documents
from aicc.amazon.lex_bot.from_pack import BOT_NAME
from tests.lex_bot.made import LOCALE, PACKS, Files, drop, files_of, put, table, zipped

ROOT = Path(__file__).resolve().parents[2]
FAULTS = table("faults.yaml")
AT_TOP = ("Manifest.json", ".DS_Store")
ATTEMPT = (
    "valueElicitationSetting/promptSpecification/promptAttemptsSpecification/Initial/"
    "audioAndDTMFInputSpecification"
)
ONE_OF_EACH = (
    "Manifest.json",
    f"{BOT_NAME}/Bot.json",
    f"{LOCALE}/BotLocale.json",
    f"{LOCALE}/Intents/CardLoss/Intent.json",
    f"{LOCALE}/Intents/CardLoss/Slots/CustomerNumber/Slot.json",
    f"{LOCALE}/SlotTypes/CardType/SlotType.json",
    f"{LOCALE}/CustomVocabulary/CustomVocabulary.json",
)


@pytest.mark.parametrize("pack", PACKS)
def test_what_we_export_has_no_findings(pack: str) -> None:
    assert check_archive(zipped(files_of(pack))).findings == ()


@pytest.mark.parametrize("export", table("exports.yaml"), ids=lambda export: export["name"])
def test_what_lex_exports_has_no_findings(export: dict[str, Any]) -> None:
    checked = check_archive(zipped(export["files"]))

    assert [each.shown(export["name"]) for each in checked.findings] == []


@pytest.mark.parametrize("row", FAULTS, ids=lambda row: row["fault"])
def test_a_single_fault_is_found_where_it_is(row: dict[str, Any]) -> None:
    files = with_fault(row)

    findings = check_archive(zipped(files)).findings

    where = path_of(row.get("at", row["file"]), row.get("locale", "ko_KR"))
    said = [
        each.message
        for each in findings
        if (each.rule, each.is_error) == (row["rule"], row.get("is_error", True))
        and each.place.startswith(where)
    ]
    assert said, [each.shown("") for each in findings]
    assert any(row.get("says", "") in message for message in said)


def test_every_rule_has_a_fault_and_a_place_in_the_reference() -> None:
    reference = (ROOT / "docs/reference/lex.md").read_text(encoding="utf-8")
    rules = {row["rule"] for row in FAULTS}

    assert rules - set(re.findall(r"`([a-z-]+)`", reference)) == set()
    assert rules == {
        "attempts", "built-in", "choice", "duplicate", "fallback", "folder", "json", "limit",
        "locale", "manifest", "missing", "multiple-values", "parent", "path", "pattern",
        "priority", "prompt", "reference", "regex", "timeout", "type", "unknown", "utterances",
        "values",
    }  # fmt: skip


@pytest.mark.parametrize("path", ONE_OF_EACH)
def test_a_value_of_another_type_is_refused_anywhere(path: str) -> None:
    files = files_of("banking")
    survived = []

    for place, value in places(files[path], ""):
        changed = deepcopy(files)
        put(changed[path], place, of_another_type(value))
        if not any(each.is_error for each in check_documents(changed).findings):
            survived.append(place)

    assert survived == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(st.text(max_size=9), inside),
    max_leaves=3,
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ONE_OF_EACH), st.integers(0, 200), JSON)
def test_any_value_anywhere_is_looked_at_without_an_error(path: str, at: int, value: Any) -> None:
    files = files_of("banking")
    found = [place for place, _ in places(files[path], "")]
    put(files[path], found[at % len(found)], value)

    check_documents(files)


def test_a_fault_in_one_file_does_not_hide_one_in_another() -> None:
    files = files_of("banking")
    files[f"{BOT_NAME}/Bot.json"] = "{"
    put(files[f"{LOCALE}/BotLocale.json"], "nluConfidenceThreshold", 2)

    rules = {each.rule for each in check_archive(zipped(files)).findings}

    assert {"json", "limit"} <= rules


def with_fault(row: dict[str, Any]) -> Files:
    locale = row.get("locale", "ko_KR")
    files = {path.replace("ko_KR", locale): each for path, each in files_of("banking").items()}
    path = path_of(row["file"], locale)
    document = files[path]
    if locale != "ko_KR":
        document["identifier"] = locale
    for place, value in changes(row):
        put(document, place, value)
    for place in row.get("drop", ()):
        drop(document, place)
    for place, name in row.get("rename", {}).items():
        *way, last = place.split("/")
        inside = document
        for each in way:
            inside = inside[each]
        inside[name] = inside.pop(last)
    if "text" in row:
        files[path] = row["text"]
    if row.get("remove") or "move" in row:
        del files[path]
    if "move" in row:
        files[path_of(row["move"], locale)] = document
    added: Files = row.get("add", {})
    return files | added


def changes(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for place, value in row.get("set", {}).items():
        is_long = isinstance(value, str) and value.startswith("%")
        yield place, "가" * int(value[1:]) if is_long else value
    for place, value in row.get("initial", {}).items():
        yield f"{ATTEMPT}/{place}", value
    numbers = {name: range(row.get(name, 0)) for name in ("utterances", "priorities", "phrases")}
    if numbers["utterances"]:
        yield "sampleUtterances", [{"utterance": f"분실 {at}"} for at in numbers["utterances"]]
    if numbers["priorities"]:
        many = [{"priority": at % 100, "slotName": "CardType"} for at in numbers["priorities"]]
        yield "slotPriorities", many
    if numbers["phrases"]:
        yield "customVocabularyItems", [{"phrase": f"말 {at}"} for at in numbers["phrases"]]
    if "words" in row:
        words = [{"value": f"카드 {at}"} for at in range(row["words"] - 1)]
        yield "slotTypeValues", [{"sampleValue": {"value": "카드"}, "synonyms": words}]


def path_of(file: str, locale: str) -> str:
    if file in AT_TOP:
        return file
    return (
        f"{BOT_NAME}/Bot.json" if file == "Bot.json" else f"{BOT_NAME}/BotLocales/{locale}/{file}"
    )


def places(value: Any, place: str) -> Iterator[tuple[str, Any]]:
    """Every member and entry that has a value, the first entry of a list for all."""
    if place:
        yield place, value
    inside: Iterable[tuple[str, Any]] = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list) and value:
        inside = [("0", value[0])]
    for name, each in inside:
        if each is not None:
            yield from places(each, f"{place}/{name}".lstrip("/"))


def of_another_type(value: Any) -> Any:
    return 5 if isinstance(value, str) else "5"
