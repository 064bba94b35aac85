"""faqs.yaml, and an FAQ entry as staff give it in a file, a sheet or over HTTP."""

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

from aicc.domain.faq import PartKind
from aicc.packs.schema import FileModel, Sentence


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


Day = Annotated[str, BeforeValidator(_as_day), AfterValidator(_is_day)]
Url = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_is_web_address)]


class PartFile(FileModel):
    """What a screen shows beside the answer."""

    kind: PartKind
    text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)] = ""
    url: Url = ""
    items: tuple[Sentence, ...] = ()

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

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
    category: Sentence
    question: Sentence
    variants: tuple[Sentence, ...] = ()
    answer: Sentence
    voice: str = ""
    keywords: tuple[Sentence, ...] = ()
    priority: int = Field(default=1, ge=0, le=9)
    tags: tuple[Sentence, ...] = ()
    valid_from: Day = ""
    valid_until: Day = ""
    channels: tuple[Literal["chat", "voice"], ...] = ()
    parts: tuple[PartFile, ...] = ()

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValueError("valid_until is before valid_from")
        return self


class FaqsFile(FileModel):
    """faqs.yaml; each line of `synonyms` lists words that mean the same."""

    faqs: tuple[FaqFile, ...] = ()
    synonyms: tuple[tuple[Sentence, ...], ...] = ()
