"""What staff keep, opened for one command, and who changes it."""

import getpass
from dataclasses import dataclass, replace
from typing import Annotated

import typer

from aicc.clock import utc_now
from aicc.content.live_packs import LivePacks
from aicc.deadline import Deadline
from aicc.domain.content import Signature
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import InvalidInputError
from aicc.faqs.live import LiveFaqs
from aicc.packs.pack import Pack
from aicc.redact import mask
from aicc.settings import Settings
from aicc.wiring import Parts, open_parts

COMMAND_S = 120.0

PackName = Annotated[
    str | None,
    typer.Option("--pack", help="Shipped name or path; without it AICC_PACK, or banking."),
]


def again(pack: str | None) -> str:
    """What a command that is to be typed next must say of the pack, as this one did."""
    return f" --pack {pack}" if pack else ""


Tenant = Annotated[str, typer.Option(help="Whose content; without it everybody's.")]
Author = Annotated[str | None, typer.Option(help="Who changes it; your login without it.")]
Reason = Annotated[str, typer.Option(help="Why; kept with the version.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenContent:
    """What a command works on; nothing is learned."""

    pack: Pack  # as its files have it
    parts: Parts
    tenant_id: str
    faqs: LiveFaqs
    packs: LivePacks

    @property
    def as_published(self) -> Pack:
        """With the tenant's topics and thresholds."""
        self.packs.follow(self.tenant_id, a_deadline())
        return self.packs.pack_of(self.tenant_id)


class _NotLearning:
    def teach(self, tenant_id: str, pack: Pack) -> None:
        """A command looks at content and asks the bot nothing."""


def open_content(pack: str | None, tenant: str = DEFAULT_TENANT) -> OpenContent:
    settings = Settings.load()
    parts = open_parts(replace(settings, pack=pack or settings.pack), calls_systems=False)
    return OpenContent(
        pack=parts.pack,
        parts=parts,
        tenant_id=tenant,
        faqs=LiveFaqs(parts.faq_index, parts.content, parts.pack.faqs, parts.pack.not_here),
        packs=LivePacks(parts.content, parts.pack, _NotLearning()),
    )


def a_deadline() -> Deadline:
    return Deadline(COMMAND_S)


def signed(author: str | None, reason: str) -> Signature:
    return Signature(author=author or _login(), reason=mask(reason), at=utc_now())


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:  # a container's user may have no name
        raise InvalidInputError("nobody is logged in: give --author") from error
