"""SQS calls this with turns that the history could not take; what it cannot take comes again."""

from collections.abc import Mapping
from typing import Any

from aicc.channels import replayed_turns
from lambdas.start import service

service()


def lambda_handler(event: object, context: object) -> dict[str, Any]:
    given: Mapping[str, Any] = event if isinstance(event, Mapping) else {}
    return replayed_turns.answer(given, context, service())
