"""Bodies of the console's own requests and answers."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from aicc.stores.accounts.passwords import LONGEST

Password = Annotated[SecretStr, Field(max_length=LONGEST)]


class SignInOrder(BaseModel):
    """Name and password of an account, or the installation's admin key alone."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(max_length=64)] = ""
    password: Password = SecretStr("")
    key: Annotated[SecretStr, Field(max_length=200)] = SecretStr("")


class SignedInPerson(BaseModel):
    id: str
    name: str = Field(description="What customers are told")
    roles: list[str]
    tenant_id: str = Field(description="For X-Tenant-ID, where tenants are on")


class SignInState(BaseModel):
    token: str = Field(description="For `Authorization: Bearer`")
    expires_at: datetime = Field(description="Before then ask `refresh` for the next one")
    person: SignedInPerson


class ConsoleState(BaseModel):
    """What the page shows to somebody who has not signed in."""

    company: str
    has_accounts: bool = Field(description="Else `aicc admin create` makes the first one")
    takes_key: bool = Field(description="The admin key opens it: no JWT_SECRET is set")


class Named(BaseModel):
    id: str
    name: str


class CannedReply(BaseModel):
    id: str
    text: str


class DeskRoomState(BaseModel):
    """What the desk's room offers beside the requests."""

    queues: list[Named]
    people: list[Named] = Field(description="Who may be handed a request")
    replies: list[CannedReply] = Field(
        description="Sentences `desk_reply_…` of the pack's replies and of the catalogue"
    )
