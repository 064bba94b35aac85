"""Lex V2 calls this for each utterance, and once more to fulfil an intent."""

from collections.abc import Mapping
from typing import Any

from aicc.channels import lex_hook
from aicc.channels.lambda_event import Family, family
from lambdas.start import service

service()


def lambda_handler(event: object, context: object) -> dict[str, Any]:
    given = event if isinstance(event, Mapping) else {}
    if family(given) is Family.WARM_UP:
        service().warm_up()
        return {}
    return lex_hook.answer(given, context, service())
