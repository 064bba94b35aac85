"""A Lex V2 bot as data: what a pack becomes, and what is read out of an import archive.

Only what we write or check stands here; what else a real export holds is left to `shapes`.
"""

from dataclasses import dataclass, field

FALLBACK_SIGNATURE = "AMAZON.FallbackIntent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """How one attempt at a slot waits for speech and keys; times in milliseconds."""

    takes_keys: bool = True
    start_timeout_ms: int = 5000  # as contact_flows/inbound_voice.json listens
    audio_end_timeout_ms: int = 800
    audio_max_length_ms: int = 15_000
    keys_end_timeout_ms: int = 3000
    keys_max_length: int = 513
    keys_end: str = "#"
    keys_delete: str = "*"
    text_start_timeout_ms: int = 30_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """`attempts` are by name: Initial, Retry1 …"""

    texts: tuple[str, ...]
    retries: int
    may_interrupt: bool = True
    attempts: tuple[tuple[str, Listening], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    name: str
    type: str  # of the locale, or built in: AMAZON.…; empty for a composite slot
    description: str = ""
    is_required: bool = False
    is_secret: bool = False  # hidden in conversation logs
    is_multiple: bool = False
    is_composite: bool = False
    prompt: Prompt | None = None
    utterances: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    order: int
    slot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    name: str
    description: str = ""
    display_name: str = ""
    parent: str = ""  # the built-in intent that it is
    utterances: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    priorities: tuple[Priority, ...] = ()
    calls_in_dialog: bool = True
    calls_to_fulfil: bool = True

    @property
    def is_fallback(self) -> bool:
        return self.parent == FALLBACK_SIGNATURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    value: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotType:
    """Values with synonyms, or a built-in parent narrowed by a pattern."""

    name: str
    description: str = ""
    values: tuple[Value, ...] = ()
    resolves: bool = False  # a synonym gives its value, not the word that was said
    parent: str = ""
    pattern: str = ""
    is_elsewhere: bool = False  # a grammar, or composed of other types


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    id: str
    name: str = ""
    threshold: float = 0.4
    voice: str = ""
    engine: str = ""
    intents: tuple[Intent, ...] = ()
    slot_types: tuple[SlotType, ...] = ()
    vocabulary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    name: str
    description: str = ""
    idle_s: int = 300
    is_for_children: bool = False
    locales: tuple[Locale, ...] = field(default=())
