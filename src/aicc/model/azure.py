"""OpenAI's models as Azure serves them: by deployment, with a dated version of the interface."""

from functools import partial
from urllib.parse import quote

from aicc.deadline import Deadline
from aicc.domain.model import ModelInfo, ModelRequest, Pieces
from aicc.model import openai_form
from aicc.model.answering import as_body, pieces_of
from aicc.wire.http import HttpWire
from aicc.wire.request import Request

_TELLS_USAGE_FROM = "2024-09-01"  # versions before it refuse `stream_options`


class AzureChat:
    """Where the version cannot tell the tokens of a stream, they are estimated."""

    def __init__(
        self,
        deployment: str,
        *,
        endpoint: str,
        key: str,
        version: str,
        wire: HttpWire,
        window: int = 0,
    ) -> None:
        self.about = ModelInfo(provider="azure", name=deployment, window=window)
        self._wire = wire
        place = f"{endpoint.rstrip('/')}/openai/deployments/{quote(deployment, safe='')}"
        self._url = f"{place}/chat/completions?api-version={quote(version, safe='')}"
        self._headers = {"Content-Type": "application/json", "api-key": key}
        self._tells_usage = version >= _TELLS_USAGE_FROM

    def stream(self, request: ModelRequest, deadline: Deadline) -> Pieces:
        read = partial(openai_form.read, request)
        return pieces_of("azure", self._wire, partial(self._asked, request), deadline, read)

    def _asked(self, request: ModelRequest) -> Request:
        body = openai_form.body_of(request)
        body |= {"max_tokens": request.max_tokens, "temperature": request.temperature}
        if self._tells_usage:
            body["stream_options"] = {"include_usage": True}
        return Request(method="POST", url=self._url, headers=self._headers, body=as_body(body))
