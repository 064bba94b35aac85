"""JSONPaths as flows use them: which roots Connect knows, and whether a text is one."""

import re
from collections.abc import Iterator

VALUES = frozenset({
    "Channel", "ContactId", "InitialContactId", "PreviousContactId", "RelatedContactId",
    "InstanceARN", "InitiationMethod", "LanguageCode", "CustomerId", "StoredCustomerInput",
    "Name", "Description", "AwsRegion", "TextToSpeechVoice", "CustomerCallbackNumber",
})  # fmt: skip
NAMESPACES = frozenset({
    "Attributes", "External", "FlowAttributes", "Lex", "CustomerEndpoint", "SystemEndpoint",
    "Queue", "Metrics", "MediaStreams", "Customer", "Case", "Agent", "Views", "Modules",
    "References", "Tags", "SegmentAttributes", "Wisdom", "Loop", "Media", "Task", "Email",
    "AdditionalEmailRecipients", "DataTables", "Outbound", "StoredContent", "QualityMetrics",
    "AuthenticationAttributes", "CampaignId", "Campaign", "ScreenPop", "Event",
})  # fmt: skip
ROOTS = VALUES | NAMESPACES

_PATH = re.compile(r"\$\.?(?:\['(?P<quoted>[^'\]]+)'\]|(?P<root>[A-Za-z]\w*))(?P<leaf>\S*|.*\].*)")
_INSIDE = re.compile(r"\$\.([A-Za-z]\w*)")


def is_path(text: str) -> bool:
    return text.startswith(("$.", "$["))


def fault(text: str) -> str:
    """What is wrong with a text that is meant to be one JSONPath; empty when nothing is."""
    match = _PATH.fullmatch(text)
    if match is None:
        return "is not a JSONPath"
    root = match["root"] or match["quoted"]
    if root not in ROOTS:
        return f"has the unknown root $.{root}"
    if root in NAMESPACES and len(match["leaf"].strip(".")) == 0:
        return f"names all of $.{root}: name one value of it"
    return ""


def roots_in(text: str) -> Iterator[str]:
    """Roots of the paths in a longer text, unknown ones too."""
    yield from _INSIDE.findall(text)
