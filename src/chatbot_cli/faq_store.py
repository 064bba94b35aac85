"""The FAQ entries that staff keep, opened for one command, and who changes them."""

import getpass
from dataclasses import dataclass, replace
from typing import Annotated

import typer

from aicc.clock import utc_now
from aicc.deadline import Deadline
from aicc.domain.content import Signature
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import InvalidInputError
from aicc.faqs.bodies import FaqBook
from aicc.faqs.live import LiveFaqs
from aicc.packs.pack import Pack
from aicc.settings import Settings
from aicc.wiring import Parts, open_parts

COMMAND_S = 120.0

PackName = Annotated[
    str | None, typer.Option("--pack", help="Shipped name or path; AICC_PACK without it.")
]
Tenant = Annotated[str, typer.Option(help="Whose entries; without it everybody's.")]
Author = Annotated[str | None, typer.Option(help="Who changes it; your login without it.")]
Reason = Annotated[str, typer.Option(help="Why; kept with the version.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFaqs:
    """What a command works on."""

    pack: Pack
    parts: Parts
    tenant_id: str
    book: FaqBook


def open_faqs(pack: str | None, tenant: str = DEFAULT_TENANT) -> OpenFaqs:
    settings = Settings.load()
    parts = open_parts(replace(settings, pack=pack or settings.pack))
    live = LiveFaqs(parts.faq_index, parts.content, parts.pack.faqs)
    book = live.book(tenant, a_deadline())
    return OpenFaqs(pack=parts.pack, parts=parts, tenant_id=tenant, book=book)


def a_deadline() -> Deadline:
    return Deadline(COMMAND_S)


def signed(author: str | None, reason: str) -> Signature:
    return Signature(author=author or _login(), reason=reason, at=utc_now())


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:  # a container's user may have no name
        raise InvalidInputError("nobody is logged in: give --author") from error
