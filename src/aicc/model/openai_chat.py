"""OpenAI's models, and those of any server that speaks as it does."""

import re
from functools import partial

from aicc.deadline import Deadline
from aicc.domain.model import ModelInfo, ModelRequest, Pieces
from aicc.model import openai_form
from aicc.model.answering import as_body, pieces_of
from aicc.wire.http import HttpWire
from aicc.wire.request import Request

OPENAI = "https://api.openai.com/v1"

_REASONS = re.compile(r"o\d|gpt-5")  # such models take no temperature


class OpenAiChat:
    """`base_url` ends as the server's own, such as http://localhost:8080/v1; a local server may
    want no key."""

    def __init__(
        self, name: str, *, wire: HttpWire, key: str = "", base_url: str = "", window: int = 0
    ) -> None:
        self.about = ModelInfo(provider="openai", name=name, window=window)
        self._wire = wire
        self._url = f"{(base_url or OPENAI).rstrip('/')}/chat/completions"
        self._headers = {"Content-Type": "application/json", "Accept": "text/event-stream"}
        if key:
            self._headers["Authorization"] = f"Bearer {key}"
        self._is_openai = self._url.startswith(OPENAI)

    def stream(self, request: ModelRequest, deadline: Deadline) -> Pieces:
        read = partial(openai_form.read, request)
        return pieces_of("openai", self._wire, partial(self._asked, request), deadline, read)

    def _asked(self, request: ModelRequest) -> Request:
        body = {"model": self.about.name, **openai_form.body_of(request)}
        body["stream_options"] = {"include_usage": True}
        # OpenAI's newer models refuse the old name, and others know no new one
        limit = "max_completion_tokens" if self._is_openai else "max_tokens"
        body[limit] = request.max_tokens
        if not _REASONS.match(self.about.name):
            body["temperature"] = request.temperature
        return Request(method="POST", url=self._url, headers=self._headers, body=as_body(body))
