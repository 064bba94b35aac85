"""The FAQ entries that staff keep, opened for one command."""

from dataclasses import dataclass

from aicc.domain.turn import DEFAULT_TENANT
from aicc.faqs.bodies import FaqBook
from aicc.packs.pack import Pack
from aicc.wiring import Parts

from .content import a_deadline, open_content


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFaqs:
    """What a command works on; `pack` has the thresholds that count for the tenant."""

    pack: Pack
    parts: Parts
    tenant_id: str
    book: FaqBook


def open_faqs(pack: str | None, tenant: str = DEFAULT_TENANT) -> OpenFaqs:
    opened = open_content(pack, tenant)
    return OpenFaqs(
        pack=opened.as_published,
        parts=opened.parts,
        tenant_id=tenant,
        book=opened.faqs.book(tenant, a_deadline()),
    )
