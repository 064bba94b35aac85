"""A question with its options as Amazon Connect's chat shows it: buttons under the sentence.

Connect takes such a message from Lex alone, as a CustomPayload of at most 1024 characters. What
is pressed comes back as if it had been typed, so that an option is never cut: Connect's widget cuts
what it shows, and sends the whole.
"""

import json

from aicc.domain.json import Json, as_map
from aicc.domain.turn import QuickReply, Reply

LONGEST = 1024  # characters of a message of Lex
QUICK, LIST, PANEL = 5, 6, 10  # how many options a template shows
_LONGEST_TITLE = 400

Message = dict[str, str]


def interactive(reply: Reply) -> str:
    """JSON; empty where there is nothing to press, or where it would be too long."""
    options = reply.quick_replies[:PANEL]
    if not options or not reply.parts:
        return ""
    written = _written(reply.parts[-1][:_LONGEST_TITLE], options)
    return written if len(written) <= LONGEST else ""


def messages(text: str, payload: str) -> list[Message]:
    """What was said before the question, then the question with its buttons."""
    before = text.removesuffix(title_of(payload)).strip()
    plain = [{"contentType": "PlainText", "content": before[:LONGEST]}] if before else []
    return [*plain, {"contentType": "CustomPayload", "content": payload}]


def title_of(payload: str) -> str:
    return str(_content(payload).get("title") or "")


def options_of(payload: str) -> list[str]:
    elements = _content(payload).get("elements")
    return (
        [str(as_map(each).get("title")) for each in elements] if isinstance(elements, list) else []
    )


def _content(payload: str) -> dict[str, Json]:
    try:
        read = json.loads(payload)
    except ValueError:
        return {}
    return dict(as_map(as_map(as_map(read).get("data")).get("content")))


def _written(title: str, options: tuple[QuickReply, ...]) -> str:
    """An option that reads otherwise than it is meant would come back as it reads."""
    elements = [{"title": each.value} for each in options]
    content = {"title": title, "elements": elements}
    template = {
        "templateType": _template(len(elements)),
        "version": "1.0",
        "data": {"content": content},
    }
    return json.dumps(template, ensure_ascii=False, separators=(",", ":"))


def _template(count: int) -> str:
    """Quick replies stand side by side, and are two at least."""
    if 2 <= count <= QUICK:
        return "QuickReply"
    return "ListPicker" if count <= LIST else "Panel"
