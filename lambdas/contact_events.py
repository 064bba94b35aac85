"""EventBridge calls this when a contact is queued, connected, transferred or over."""

from collections.abc import Mapping
from typing import Any

from aicc.channels import contact_events
from lambdas.start import service

service()


def lambda_handler(event: object, context: object) -> dict[str, str]:
    given: Mapping[str, Any] = event if isinstance(event, Mapping) else {}
    return contact_events.answer(given, context, service())
