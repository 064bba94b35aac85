"""Amazon Connect calls this once per caller utterance; the answer is a flat map of strings."""

from functools import cache
from typing import Any

from aicc import logs
from aicc.channels import connect_voice
from aicc.metrics import EmbeddedMetricSink, Metrics
from aicc.redact import mask_value
from aicc.settings import Settings
from chatbot_engine import ChatEngine, build_engine


@cache
def engine() -> ChatEngine:
    """Built while the container starts, reused while it is warm."""
    settings = Settings.load()
    logs.configure(mask=mask_value, level=settings.log_level)
    return build_engine(settings, metrics=Metrics(EmbeddedMetricSink()))


engine()


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, str]:
    with connect_voice.speaking(event, context) as call:  # whatever happens, a valid sentence
        call.answer(engine().reply(call.incoming, call.deadline))
    return call.payload
