"""A model that never sees what is personal: stand-ins go out, values are put back here."""

from contextlib import closing
from dataclasses import replace

from aicc.deadline import Deadline
from aicc.domain.json import as_map
from aicc.domain.model import (
    Ended,
    Message,
    ModelInfo,
    ModelRequest,
    Passage,
    Piece,
    Pieces,
    TextPiece,
    ToolCall,
)
from aicc.model.placeholders import Placeholders, parts_to_show
from aicc.model.port import ChatModel


class MaskedModel:
    """What we write for the model ourselves, tools and shapes, goes as it is."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model

    @property
    def about(self) -> ModelInfo:
        return self._model.about

    def stream(self, request: ModelRequest, deadline: Deadline) -> Pieces:
        known, held = Placeholders(), ""
        with closing(self._model.stream(_hidden(request, known), deadline)) as pieces:
            for piece in pieces:
                if isinstance(piece, TextPiece):
                    shown, held = parts_to_show(held + piece.text)
                    if shown:
                        yield TextPiece(known.put_back(shown))
                    continue
                if held:
                    yield TextPiece(held)
                    held = ""
                yield _put_back(piece, known)


def _put_back(piece: ToolCall | Ended, known: Placeholders) -> Piece:
    if isinstance(piece, Ended):
        return piece
    return replace(piece, arguments=as_map(known.put_back_in(piece.arguments)))


def _hidden(request: ModelRequest, known: Placeholders) -> ModelRequest:
    return replace(
        request,
        instructions=known.hide(request.instructions),
        messages=tuple(_message(each, known) for each in request.messages),
        sources=tuple(
            Passage(title=known.hide(each.title), text=known.hide(each.text))
            for each in request.sources
        ),
    )


def _message(message: Message, known: Placeholders) -> Message:
    return replace(
        message,
        text=known.hide(message.text),
        calls=tuple(
            replace(call, arguments=as_map(known.hide_in(call.arguments))) for call in message.calls
        ),
        results=tuple(
            replace(result, content=as_map(known.hide_in(result.content)))
            for result in message.results
        ),
    )
