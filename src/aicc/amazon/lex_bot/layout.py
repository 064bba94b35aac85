"""Where the files of an archive stand, and what must stand beside them."""

import re
from collections.abc import Iterator, Mapping

from aicc.amazon.lex_bot.documents import MANIFEST, Documents
from aicc.amazon.lex_bot.shapes import check_shape
from aicc.domain.finding import RuleFinding
from aicc.domain.json import as_map

_ANY = "[^/]+"
_LOCALE = f"{_ANY}/BotLocales/(?P<locale>{_ANY})"
_INTENT = f"{_LOCALE}/Intents/(?P<intent>{_ANY})"

# Shape of the file -> its place; the group of the same name is what the file must be called
PLACES: Mapping[str, re.Pattern[str]] = {
    "Manifest": re.compile("[Mm]anifest[.]json"),
    "Bot": re.compile(f"(?P<own>{_ANY})/Bot[.]json"),
    "BotLocale": re.compile(f"{_ANY}/BotLocales/(?P<own>{_ANY})/BotLocale[.]json"),
    "Intent": re.compile(f"{_LOCALE}/Intents/(?P<own>{_ANY})/Intent[.]json"),
    "Slot": re.compile(f"{_INTENT}/Slots/(?P<own>{_ANY})/Slot[.]json"),
    "SlotType": re.compile(f"{_LOCALE}/SlotTypes/(?P<own>{_ANY})/SlotType[.]json"),
    "CustomVocabulary": re.compile(f"{_LOCALE}/CustomVocabulary/CustomVocabulary[.]json"),
}
_CALLS_ITSELF = {"BotLocale": "identifier"}  # all others by their name
_WHOLE_BOT = "BOT"


def check_files(files: Documents) -> Iterator[RuleFinding]:
    """Every file at its place, with what it must hold, and none missing."""
    yield from _manifest(files)
    for path, document in files.items():
        found = _place(path)
        if found is None:
            message = "no part of an export: leave it out"
            yield RuleFinding(rule="path", place=path, message=message, is_error=False)
            continue
        shape, folder = found
        yield from check_shape(shape, document, path)
        member = _CALLS_ITSELF.get(shape, "name")
        called = document.get(member)
        if folder and isinstance(called, str) and called != folder:
            message = f"{member} is {called!r}, its folder {folder!r}: they must be the same"
            yield RuleFinding(rule="folder", place=path, message=message)
    yield from _missing(files)


def _place(path: str) -> tuple[str, str] | None:
    """The shape of the file and the folder that is named after what it holds."""
    for shape, place in PLACES.items():
        found = place.fullmatch(path)
        if found:
            return shape, found.groupdict().get("own") or ""
    return None


def _manifest(files: Documents) -> Iterator[RuleFinding]:
    if any(PLACES["Manifest"].fullmatch(path) for path in files):
        return
    inside = next((path for path in files if path.lower().endswith("/manifest.json")), "")
    message = (
        f"it is in {inside}: zip what is in the folder, not the folder"
        if inside
        else f"add {MANIFEST} at the top of the archive"
    )
    yield RuleFinding(rule="manifest", place=MANIFEST, message=message)


def _missing(files: Documents) -> Iterator[RuleFinding]:
    """A folder without the file that says what it is."""
    needed = set[str]()
    for path in files:
        parts = path.split("/")
        if len(parts) > 1 and _holds_bot(files):
            needed.add(f"{parts[0]}/Bot.json")
        if len(parts) > 3 and parts[1] == "BotLocales":
            needed.add("/".join([*parts[:3], "BotLocale.json"]))
        if len(parts) > 5 and parts[3] == "Intents":
            needed.add("/".join([*parts[:5], "Intent.json"]))
    for path in sorted(needed - files.keys()):
        yield RuleFinding(rule="missing", place=path, message="add this file")
    bots = {path.split("/")[0] for path in files if "/" in path}
    if len(bots) != 1:
        message = f"{len(bots)} folders at the top: an archive holds one bot"
        yield RuleFinding(rule="folder", message=message)
    elif not any("/BotLocales/" in path for path in files):
        yield RuleFinding(
            rule="missing", message="there is no BotLocales folder: a bot needs a locale"
        )


def _holds_bot(files: Documents) -> bool:
    """The export of a locale alone has no Bot.json."""
    manifest = next(
        (each for path, each in files.items() if PLACES["Manifest"].fullmatch(path)), {}
    )
    return as_map(manifest.get("metaData")).get("resourceType") == _WHOLE_BOT
