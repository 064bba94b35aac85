"""What the company does not do here, as staff keep it."""

from collections.abc import Mapping

from aicc.content.codec import Codec
from aicc.domain.content import ContentKind
from aicc.domain.json import Json, JsonMap
from aicc.errors import InvalidInputError
from aicc.packs.pack import NotHereTopic


def _read(name: str, body: JsonMap) -> NotHereTopic:
    reply = body.get("reply")
    try:
        return NotHereTopic.from_plain(
            {
                "name": name,
                "label": _text(body["label"]),
                "keywords": _texts(body.get("keywords", [])),
                "names": _texts(body.get("names", [])),
                "examples": _texts(body["examples"]),
                "reply": {"voice": "", **reply} if isinstance(reply, Mapping) else reply,
            }
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InvalidInputError(f"topic {name}, not done here: {error!r}") from error


def _body(topic: NotHereTopic) -> JsonMap:
    """As a pack's not_here.yaml has it, without its name."""
    voice: JsonMap = {"voice": topic.reply.voice} if topic.reply.voice else {}
    keywords: JsonMap = {"keywords": list(topic.keywords)} if topic.keywords else {}
    return {
        "label": topic.label,
        **keywords,
        **({"names": list(topic.names)} if topic.names else {}),
        "examples": list(topic.examples),
        "reply": {"chat": topic.reply.chat, **voice},
    }


def _text(value: Json) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"a text, not {value!r}")
    return value


def _texts(value: Json) -> list[str]:
    if not isinstance(value, list):
        raise TypeError(f"a list of texts, not {value!r}")
    return [_text(each) for each in value]


NOT_HERE_TOPICS = Codec(
    kind=ContentKind.NOT_HERE, name="topic that is not done here", read=_read, body=_body
)
