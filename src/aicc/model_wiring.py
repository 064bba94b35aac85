"""A language model from settings, with what it may use in a day. Apart from the other wiring: what
needs no model loads none of this."""

from collections.abc import Callable

from aicc import session_stores
from aicc.clock import utc_now
from aicc.domain.turn import DEFAULT_TENANT
from aicc.model.budgeted import DayLimits
from aicc.model.choose import ModelChoice, model_for
from aicc.model.metered import ModelCall, log_call
from aicc.model.port import ChatModel
from aicc.model_settings import EMBEDDED
from aicc.settings import Settings
from aicc.stores.budget.port import Spend
from aicc.stores.sqlite import SqliteFile
from aicc.wiring import DATABASE


def chat_model(
    settings: Settings,
    choice: ModelChoice,
    *,
    report: Callable[[ModelCall], None] = log_call,
    tenant_id: str = DEFAULT_TENANT,
) -> ChatModel:
    """The data file is opened only where there are limits to count, and no Redis counts them."""
    limits = Spend(tokens=settings.day_tokens, micro_usd=settings.day_micro_usd)
    day = None
    if limits != Spend() and choice.provider != EMBEDDED:
        budget = session_stores.budget(settings, lambda: SqliteFile(settings.data_dir / DATABASE))
        day = DayLimits(budget=budget, limits=limits, tenant_id=tenant_id, clock=utc_now)
    return model_for(settings, settings.aws_region, choice, report=report, day=day)
