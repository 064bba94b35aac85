"""A contact flow calls this once for each utterance; the answer is a flat map of strings."""

from collections.abc import Callable, Mapping
from typing import Any

from aicc.channels import connect_turn, flow_questions
from aicc.channels.lambda_event import Family, family
from aicc.channels.turn_service import TurnService
from lambdas.start import service

Answer = Callable[[Mapping[str, Any], object, TurnService], dict[str, Any]]

service()


def lambda_handler(event: object, context: object) -> dict[str, Any]:
    given = event if isinstance(event, Mapping) else {}
    return _ANSWERS[family(given)](given, context, service())


def _flow(event: Mapping[str, Any], context: object, served: TurnService) -> dict[str, Any]:
    if flow_questions.is_question(event):
        return dict(flow_questions.answer(event, context, served))
    if connect_turn.is_later(event):
        return dict(connect_turn.finish(event, context, served))
    return dict(connect_turn.answer(event, context, served))


def _warm_up(event: Mapping[str, Any], context: object, served: TurnService) -> dict[str, Any]:
    served.warm_up()
    return {}


def _lex(event: Mapping[str, Any], context: object, served: TurnService) -> dict[str, Any]:
    from aicc.channels import lex_hook  # rooms that the voice path does without

    return lex_hook.answer(event, context, served)


def _http(event: Mapping[str, Any], context: object, served: TurnService) -> dict[str, Any]:
    from aicc.channels import lambda_http

    return lambda_http.answer(event, context, served)


def _contact_event(
    event: Mapping[str, Any], context: object, served: TurnService
) -> dict[str, Any]:
    from aicc.channels import contact_events

    return dict(contact_events.answer(event, context, served))


_ANSWERS: Mapping[Family, Answer] = {
    Family.FLOW: _flow,
    Family.LEX: _lex,
    Family.HTTP: _http,
    Family.CONTACT_EVENT: _contact_event,
    Family.WARM_UP: _warm_up,
}
