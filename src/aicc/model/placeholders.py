"""Numbered stand-ins for what is personal: they leave, and the values stay here."""

import re
from collections.abc import Iterator, Mapping

from aicc.domain.json import Json
from aicc.korean.personal.passwords import without_passwords
from aicc.korean.text.said import as_said
from aicc.redact import PersonalSpan, find, mask

OPENS, CLOSES = "〔", "〕"
_LONGEST = 24  # characters of a stand-in
_ROUNDS = 8  # a stand-in changes what its neighbours look like, as a mask does
_STAND_IN = re.compile(rf"{OPENS}[a-z]+\d+{CLOSES}")


class Placeholders:
    """Of one request. The same value has the same stand-in, such as 〔phone1〕. They are kept
    nowhere and written nowhere."""

    def __init__(self) -> None:
        self._by_value: dict[str, str] = {}
        self._values: dict[str, str] = {}
        self._counts: dict[str, int] = {}

    def hide(self, text: str) -> str:
        for _ in range(_ROUNDS):
            spans = find(as_said(text))
            if not spans:
                return without_passwords(text)
            text = "".join(self._hidden(text, spans))
        return mask(text)

    def hide_in(self, value: Json) -> Json:
        """The strings of JSON, not its keys."""
        if isinstance(value, str):
            return self.hide(value)
        if isinstance(value, Mapping):
            return {key: self.hide_in(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [self.hide_in(each) for each in value]
        return value

    def put_back(self, text: str) -> str:
        """A stand-in that we did not give stays as it is."""
        return _STAND_IN.sub(lambda found: self._values.get(found[0], found[0]), text)

    def put_back_in(self, value: Json) -> Json:
        if isinstance(value, str):
            return self.put_back(value)
        if isinstance(value, Mapping):
            return {key: self.put_back_in(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [self.put_back_in(each) for each in value]
        return value

    def _hidden(self, text: str, spans: tuple[PersonalSpan, ...]) -> Iterator[str]:
        at = 0
        for span in spans:
            yield text[at : span.start]
            yield self._stand_in(str(span.kind), text[span.start : span.end])
            at = span.end
        yield text[at:]

    def _stand_in(self, kind: str, value: str) -> str:
        value = self.put_back(value)  # a later round may take in what an earlier one hid
        if value not in self._by_value:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            name = f"{OPENS}{kind}{self._counts[kind]}{CLOSES}"
            self._by_value[value], self._values[name] = name, value
        return self._by_value[value]


def parts_to_show(held: str) -> tuple[str, str]:
    """What may be shown now, and what may yet become a stand-in."""
    at = held.rfind(OPENS)
    if at < 0 or CLOSES in held[at:] or len(held) - at > _LONGEST:
        return held, ""
    return held[:at], held[at:]
