"""How an action of a pack's actions.yaml is served: over HTTP, by a Lambda function, or by code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from aicc.domain.action import BackendAction

TIMEOUT_S = 1.0


class Auth(StrEnum):
    NONE = "none"
    BEARER = "bearer"  # the secret is the token
    SIGV4 = "sigv4"  # signed with the AWS credentials of this process


class Body(StrEnum):
    JSON = "json"
    QUERY = "query"


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpService:
    """`statuses`, `codes` and `values` translate what the address answers; empty, it answers
    {"outcome": …, "values": {…}} itself."""

    method: str
    url: str  # the host is fixed; {argument} may stand in the path
    auth: Auth = Auth.NONE
    secret: str = ""
    service: str = ""  # of the signature
    region: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Body = Body.JSON
    statuses: Mapping[int, str] = field(default_factory=dict)  # outcome by status
    code: str = ""  # where a code stands in the answer, such as "result.code"
    codes: Mapping[str, str] = field(default_factory=dict)  # outcome by that code
    values: Mapping[str, str] = field(default_factory=dict)  # where each value stands

    @property
    def place(self) -> str:
        """What fails as one."""
        return urlsplit(self.url).netloc

    @property
    def is_translated(self) -> bool:
        return bool(self.code or self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class LambdaService:
    function: str
    qualifier: str = ""

    @property
    def place(self) -> str:
        return self.function


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedAction:
    """Without a service the demo back end, or one that is handed in, has the action.

    One try takes `timeout_s` at most; what may pass is tried again `retries` times.
    """

    about: BackendAction
    service: HttpService | LambdaService | None = None
    timeout_s: float = TIMEOUT_S
    retries: int = 0
