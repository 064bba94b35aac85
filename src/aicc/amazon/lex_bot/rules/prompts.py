"""How a slot is asked for: a sentence in every group, times that fit each other."""

from collections.abc import Iterator

from aicc.amazon.lex_bot.model import Listening, Prompt
from aicc.domain.finding import RuleFinding


def check_prompt(prompt: Prompt, path: str) -> Iterator[RuleFinding]:
    if not all(prompt.texts):
        message = "a message has none of plainTextMessage, ssmlMessage and customPayload: give one"
        yield RuleFinding(rule="prompt", place=path, message=message)
    asked = {"Initial", *(f"Retry{number}" for number in range(1, prompt.retries + 1))}
    for name, listening in prompt.attempts:
        if name not in asked:
            message = f"{name} never comes: maxRetries is {prompt.retries}"
            yield RuleFinding(rule="attempts", place=path, message=message, is_error=False)
        yield from _listening(name, listening, path)


def _listening(name: str, listening: Listening, path: str) -> Iterator[RuleFinding]:
    longest, end = listening.audio_max_length_ms, listening.audio_end_timeout_ms
    if longest and end >= longest:
        message = f"{name}: endTimeoutMs {end:,} must be less than maxLengthMs {longest:,}"
        yield RuleFinding(rule="timeout", place=path, message=message)
    if listening.keys_end and listening.keys_end == listening.keys_delete:
        message = f"{name}: {listening.keys_end} both ends and deletes: choose two keys"
        yield RuleFinding(rule="timeout", place=path, message=message)
