"""faqs.yaml, and an FAQ entry as staff give it in a file, a sheet or over HTTP."""

import re
import unicodedata
from datetime import date
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    model_validator,
)

from aicc.domain.faq import FaqEntry, PartKind
from aicc.packs.schema.pack import FaqId, FileModel, Sentence


def _as_day(value: object) -> object:
    """YAML and spreadsheets give a day as a date."""
    return value.isoformat()[:10] if isinstance(value, date) else value


def _is_day(text: str) -> str:
    if not text:
        return text
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"{text!r} is no day such as 2026-03-31") from None


def _is_web_address(text: str) -> str:
    """What a customer's browser opens: never a script, never a file."""
    if text and not (urlsplit(text).scheme in {"http", "https"} and urlsplit(text).hostname):
        raise ValueError("must begin with https:// or http://")
    return text


def _cleaned(value: object) -> object:
    """As Korean is stored everywhere; signs that no file can hold are dropped."""
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    return _CONTROL.sub("", text)


def _on_one_line(value: object) -> object:
    return " ".join(value.splitlines()) if isinstance(value, str) else value


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
Stripped = StringConstraints(strip_whitespace=True, max_length=2000)
Text = Annotated[Sentence, BeforeValidator(_cleaned)]
Line = Annotated[Text, BeforeValidator(_on_one_line)]
MaybeText = Annotated[str, Stripped, BeforeValidator(_cleaned)]
MaybeLine = Annotated[MaybeText, BeforeValidator(_on_one_line)]
Day = Annotated[str, BeforeValidator(_as_day), AfterValidator(_is_day)]
Url = Annotated[str, Stripped, AfterValidator(_is_web_address)]


def _is_for_entries(kind: PartKind) -> PartKind:
    if kind not in _NEEDED:
        raise ValueError(f"an entry shows no {kind}: they are for what a scenario offers")
    return kind


class PartFile(FileModel):
    """What a screen shows beside the answer."""

    kind: Annotated[PartKind, AfterValidator(_is_for_entries)]
    text: MaybeLine = ""
    url: Url = ""
    items: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        needed = _NEEDED[self.kind]
        if not getattr(self, needed):
            raise ValueError(f"{self.kind}: {needed} is missing")
        return self


_NEEDED = {
    PartKind.TEXT: "text",
    PartKind.LIST: "items",
    PartKind.LINK: "url",
    PartKind.IMAGE: "url",
    PartKind.BUTTONS: "items",
}


class FaqFile(FileModel):
    """Days are the first and the last on which the entry is given; no channels means all."""

    id: FaqId
    category: Line
    question: Line
    variants: tuple[Line, ...] = ()
    answer: Text
    voice: MaybeText = ""
    otherwise: MaybeText = ""
    keywords: tuple[Line, ...] = ()
    priority: int = Field(default=1, ge=0, le=9)
    tags: tuple[Line, ...] = ()
    valid_from: Day = ""
    valid_until: Day = ""
    channels: tuple[Literal["chat", "voice"], ...] = ()
    parts: tuple[PartFile, ...] = ()

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValueError("valid_until is before valid_from")
        return self

    def entry(self) -> FaqEntry:
        return FaqEntry.from_plain(self.model_dump(mode="json"))


class FaqsFile(FileModel):
    """faqs.yaml; each line of `synonyms` lists words that mean the same."""

    faqs: tuple[FaqFile, ...] = ()
    synonyms: tuple[tuple[Line, ...], ...] = ()
