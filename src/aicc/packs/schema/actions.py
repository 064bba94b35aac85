"""actions.yaml: what a pack's scenarios ask of a company's own systems, and where these are."""

import re
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from aicc.domain.action import ValueKind
from aicc.domain.serving import TIMEOUT_S, Auth, Body
from aicc.packs.schema.pack import FileModel, Name

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_FIELD = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
# What the adapter writes itself, or what would change how the request is framed.
_OURS = frozenset({
    "authorization", "host", "idempotency-key", "x-tenant-id", "content-length", "content-type",
    "transfer-encoding", "connection", "accept-encoding", "cookie",
})  # fmt: skip
_BODILESS = frozenset({"GET", "DELETE"})

Secret = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]{0,63}$")]
Place = Annotated[str, StringConstraints(pattern=r"^[^.\s]+(\.[^.\s]+)*$", max_length=200)]
Function = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9:_-]{1,170}$")]
Records = Annotated[list[dict[Name, ValueKind]], Field(min_length=1, max_length=1)]
Outcomes = dict[Name, dict[Name, ValueKind | Records] | list[Name]]
ValueOrField = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}(\.[a-z][a-z0-9_]{0,63})?$")
]


def _url(text: str) -> str:
    """The place is fixed; what customers say may stand in the path alone, as {argument}."""
    try:
        parts = urlsplit(text)
        is_there = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise ValueError(f"not a URL: {error}") from error
    if not is_there or not text.isascii() or re.search(r"\s", text):
        raise ValueError("must be a URL such as https://core.bank.example/v1/balance")
    if parts.username or parts.password or parts.fragment:
        raise ValueError("a URL has neither a user nor a fragment here")
    if re.search(r"[{}]", f"{parts.scheme}{parts.netloc}{parts.query}"):
        raise ValueError("an {argument} may stand in the path alone: arguments go into the query "
                         "with body: query")  # fmt: skip
    for name in _FIELD.findall(parts.path):
        if not _NAME.fullmatch(name):
            raise ValueError(f"{{{name}}} does not name an argument")
    if re.search(r"[{}]", _FIELD.sub("", parts.path)):
        raise ValueError("a lone { or } in the path")
    return text


def is_private(url: str) -> bool:
    """What is said on the way stays between the two."""
    parts = urlsplit(url)
    return parts.scheme == "https" or parts.hostname in LOOPBACK


def arguments_in(url: str) -> frozenset[str]:
    return frozenset(_FIELD.findall(urlsplit(url).path))


def _headers(headers: dict[str, str]) -> dict[str, str]:
    for name, value in headers.items():
        if not _HEADER.fullmatch(name) or not value.isascii() or not value.isprintable():
            raise ValueError(f"{name!r} cannot be a header with that value")
        if name.lower() in _OURS:
            raise ValueError(f"the header {name} is written by the bot itself")
    return headers


class HttpFile(FileModel):
    """`secret` is the name of a token: the variable AICC_SECRET_NAME has it.

    `statuses`, `codes` and `values` are for a system that does not answer
    {"outcome": …, "values": {…}}.
    """

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = "POST"
    url: Annotated[str, AfterValidator(_url)]
    auth: Auth = Auth.NONE
    secret: Secret | None = None
    service: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")] | None = None
    region: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")] | None = None
    headers: Annotated[dict[str, str], AfterValidator(_headers)] = Field(default_factory=dict)
    body: Body | None = None
    statuses: dict[Annotated[int, Field(ge=200, le=599)], Name] = Field(default_factory=dict)
    code: Place | None = None
    codes: dict[str, Name] = Field(default_factory=dict)
    values: dict[ValueOrField, Place] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if (self.auth is Auth.BEARER) != (self.secret is not None):
            raise ValueError("a secret is for auth: bearer, which needs one")
        if (self.auth is Auth.SIGV4) != (self.service is not None):
            raise ValueError("a service, such as execute-api or lambda, is for auth: sigv4, "
                             "which needs one")  # fmt: skip
        if self.region and self.auth is not Auth.SIGV4:
            raise ValueError("a region is for auth: sigv4")
        if self.method in _BODILESS and self.body is Body.JSON:
            raise ValueError(f"{self.method} has no body: its arguments go into the query")
        if bool(self.code) != bool(self.codes):
            raise ValueError("code says where a code stands and codes what it means: give both")
        if self.auth is not Auth.NONE and not is_private(self.url):
            raise ValueError(f"auth: {self.auth} needs https")
        return self


class LambdaFile(FileModel):
    """The function's name or ARN; `qualifier` is a version or an alias."""

    function: Function
    qualifier: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9$_-]{1,128}$")] | None = None


class ActionFile(FileModel):
    """Without `http` and `lambda` the demo back end has the action, or one that is handed in."""

    name: Name
    description: str = ""
    arguments: list[Name] = Field(default_factory=list)
    outcomes: Annotated[Outcomes, Field(min_length=1)]
    cannot_be_undone: bool = False
    timeout_s: float = Field(default=TIMEOUT_S, ge=0.1, le=10)
    retries: int = Field(default=0, ge=0, le=2)
    http: HttpFile | None = None
    lambda_: LambdaFile | None = Field(default=None, alias="lambda")

    @model_validator(mode="after")
    def _is_served_once(self) -> Self:
        if self.http and self.lambda_:
            raise ValueError(f"action {self.name}: give http or lambda, not both")
        kinds: dict[str, ValueKind | list[dict[str, ValueKind]]] = {}
        for values in self.outcomes.values():
            for name, kind in values.items() if isinstance(values, dict) else ():
                if kinds.setdefault(name, kind) != kind:
                    raise ValueError(f"action {self.name}: {name} has two kinds")
        return self


class ActionsFile(FileModel):
    """actions.yaml"""

    actions: list[ActionFile] = Field(default_factory=list)
