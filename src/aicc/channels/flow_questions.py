"""What a contact flow asks beside turns: how long a caller still waits, and when somebody is there.

The same Lambda answers as for turns, since Connect takes fifty functions at most: the flow names
the question as `Ask` among its parameters.
"""

import math
from collections.abc import Callable, Iterator, Mapping

from aicc import logs
from aicc.channels.as_came import LONGEST_ID, text_of
from aicc.channels.connect_voice import contact_in, parameters_in
from aicc.channels.lambda_time import turn_deadline
from aicc.channels.turn_service import Event, TurnService
from aicc.channels.voice_text import spoken
from aicc.conversation.after_hours import closed_words
from aicc.conversation.scenario.render import say
from aicc.deadline import Deadline
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.json import Json, as_map
from aicc.domain.opening_hours import DEFAULT_QUEUE
from aicc.domain.queue_place import LONGEST_WAIT_MIN
from aicc.domain.turn import Channel
from aicc.systems.phone_queue.port import CallersPlace, QueuedCaller

LOOK_S = 1.5  # a caller hears nothing meanwhile
SHORTEST_MIN = 1  # a wait is said in whole minutes, and never as none

log = logs.get("aicc.amazon.connect")

Said = tuple[SentenceKey, Mapping[str, Json]]


def is_question(event: Event) -> bool:
    return _asked(event) in _QUESTIONS


def answer(event: Event, context: object, service: TurnService) -> dict[str, str]:
    """Flat strings; `error` is "true" where there is nothing to be said, and the flow goes on."""
    try:
        return _QUESTIONS[_asked(event)](event, context, service)
    except Exception as error:
        log.exception("connect.question_failed", error=str(error))
        return {"response_text": "", "offer_callback": "true", "error": "true"}


def _asked(event: Event) -> str:
    return text_of(parameters_in(event).get("Ask"), LONGEST_ID)


def _queue(event: Event, context: object, service: TurnService) -> dict[str, str]:
    contact = contact_in(event)
    caller = QueuedCaller(
        instance_id=_last(contact.get("InstanceARN")),
        contact_id=text_of(contact.get("ContactId"), LONGEST_ID),
        queue_id=_last(as_map(contact.get("Queue")).get("ARN")),
    )
    deadline = Deadline(turn_deadline(context).cap(LOOK_S))
    place = service.phone_queue.place_of(caller, deadline)
    minutes = _minutes(place)
    is_long = minutes is None or (place.wait_s or 0.0) >= service.long_wait_s
    return {
        "response_text": _words(service, _place_words(place, minutes)),
        "ahead": "" if place.ahead is None else str(place.ahead),
        "wait_min": "" if minutes is None else str(minutes),
        # who cannot be told how long it takes should have the choice as well; nobody is called
        # at night
        "offer_callback": str(is_long and service.hours.may_call(service.clock())).lower(),
        "error": "false",
    }


def _minutes(place: CallersPlace) -> int | None:
    """An estimate is worth nothing where nobody is there to take calls."""
    if place.wait_s is None or place.staffed == 0:
        return None
    minutes = max(SHORTEST_MIN, math.ceil(place.wait_s / 60))
    return minutes if minutes <= LONGEST_WAIT_MIN else None


def _place_words(place: CallersPlace, minutes: int | None) -> Iterator[Said]:
    if place.ahead:
        yield SentenceKey.TICKET_AHEAD, {"ahead": place.ahead}
    elif place.ahead == 0:
        yield SentenceKey.TICKET_NEXT, {}
    elif place.others:
        yield SentenceKey.QUEUE_OTHERS, {"others": place.others}
    if place.staffed == 0:
        yield SentenceKey.QUEUE_NOBODY, {}
    elif minutes is None:
        yield SentenceKey.TICKET_WAIT_UNKNOWN, {}
    else:
        yield SentenceKey.QUEUE_WAIT, {"minutes": minutes}


def _hours(event: Event, context: object, service: TurnService) -> dict[str, str]:
    """By the pack's hours, of the queue that the flow names."""
    queue = text_of(parameters_in(event).get("Queue"), LONGEST_ID) or DEFAULT_QUEUE
    state = service.hours.at(queue, service.clock())
    return {
        "response_text": "" if state.is_open else _words(service, closed_words(state)),
        "is_open": str(state.is_open).lower(),
        "opens": state.opens.isoformat() if state.opens else "",
        "error": "false",
    }


def _words(service: TurnService, said: Iterator[Said]) -> str:
    sentences = (
        say(service.words(key, Channel.VOICE), dict(values), Channel.VOICE) for key, values in said
    )
    return spoken(" ".join(sentences))


def _last(arn: Json) -> str:
    return text_of(arn, LONGEST_ID).rpartition("/")[2]


_QUESTIONS: Mapping[str, Callable[[Event, object, TurnService], dict[str, str]]] = {
    "queue": _queue,
    "hours": _hours,
}
