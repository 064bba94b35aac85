"""Which family an event belongs to, told by its shape: one function may be called by several."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

CONTACT_EVENT = "Amazon Connect Contact Event"


class Family(StrEnum):
    FLOW = "flow"  # a contact flow; also what nobody knows, so that a caller hears a sentence
    LEX = "lex"
    HTTP = "http"
    CONTACT_EVENT = "contact_event"
    WARM_UP = "warm_up"


def family(event: Mapping[str, Any]) -> Family:
    if event.get("Name") == "ContactFlowEvent" or "Details" in event:
        return Family.FLOW
    if "messageVersion" in event or ("sessionState" in event and "inputTranscript" in event):
        return Family.LEX
    if event.get("detail-type") == CONTACT_EVENT:
        return Family.CONTACT_EVENT
    if event.get("warmup") is True or event.get("source") == "aws.events":
        return Family.WARM_UP
    return Family.HTTP if _is_http(event) else Family.FLOW


def _is_http(event: Mapping[str, Any]) -> bool:
    """Both payload formats of API Gateway, and a function's own URL."""
    is_proxy = "requestContext" in event or "httpMethod" in event
    return is_proxy or ("version" in event and "rawPath" in event)
