"""Messages in turns: some services refuse two of one side in a row, or a model that begins."""

from collections.abc import Iterable

from aicc.domain.model import Message, Role


def alternating(messages: Iterable[Message]) -> list[Message]:
    """Neighbours of one side become one message; blank ones are left out."""
    turns: list[Message] = []
    for message in messages:
        if not (message.text.strip() or message.calls or message.results):
            continue
        if turns and turns[-1].role is message.role:
            turns[-1] = _joined(turns[-1], message)
        elif turns or message.role is Role.USER:
            turns.append(message)
    return turns


def _joined(one: Message, other: Message) -> Message:
    return Message(
        role=one.role,
        text="\n\n".join(text for text in (one.text, other.text) if text.strip()),
        calls=one.calls + other.calls,
        results=one.results + other.results,
    )
