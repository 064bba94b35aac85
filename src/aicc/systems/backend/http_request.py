"""A call as an HTTP request: what the pack fixed, and the arguments where they may stand."""

import json
import re
from collections.abc import Mapping
from urllib.parse import quote, urlencode

from aicc.domain.serving import Body, HttpService
from aicc.errors import ProviderError
from aicc.systems.backend.port import BackendCall
from aicc.wire.request import Request

IDEMPOTENCY_KEY = "Idempotency-Key"
TENANT = "X-Tenant-ID"

_FIELD = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_STEPS = frozenset({".", ".."})  # these lead out of their place in a path, quoted or not


def request_for(service: HttpService, tenant_id: str, asked: BackendCall) -> Request:
    """Without credentials, which are added last. An argument goes into the path where the pack
    names it, and else into the body or the query; into the host never."""
    arguments = asked.arguments
    in_path = fields_of(service.url)
    url = _FIELD.sub(lambda field: _quoted(field[1], arguments), service.url)
    rest = {name: value for name, value in arguments.items() if name not in in_path}
    headers = {
        "Accept": "application/json",
        "Accept-Encoding": "identity",  # so that the limit on its size holds
        "User-Agent": "aicc",
        **service.headers,
        TENANT: quote(tenant_id, safe=""),
    }
    if asked.key:
        headers[IDEMPOTENCY_KEY] = asked.key
    if service.body is Body.JSON:
        headers["Content-Type"] = "application/json"
        body = json.dumps(rest).encode()
        return Request(method=service.method, url=url, headers=headers, body=body)
    joint = "&" if "?" in url else "?"
    url = f"{url}{joint}{urlencode(rest, quote_via=quote, errors='replace')}" if rest else url
    return Request(method=service.method, url=url, headers=headers)


def fields_of(url: str) -> frozenset[str]:
    return frozenset(_FIELD.findall(url))


def _quoted(name: str, arguments: Mapping[str, str]) -> str:
    value = arguments.get(name, "")
    if not value or value in _STEPS:
        raise ProviderError(f"the argument {name} cannot stand in a path")
    return quote(value, safe="", errors="replace")
