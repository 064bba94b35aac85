"""One-time codes as actions that scenarios call: `code_send` and `code_check`."""

from collections.abc import Mapping

from aicc.deadline import Deadline
from aicc.domain.action import BackendAction, ValueKind
from aicc.errors import NotFoundError, ProviderError, StoreError
from aicc.systems.backend.port import BackendAnswer, BackendCall
from aicc.systems.identity.port import CodeAnswer, CodeOutcome, OneTimeCodes

SEND, CHECK = "code_send", "code_check"

_NOTHING = frozenset[str]()
ACTIONS: Mapping[str, BackendAction] = {
    SEND: BackendAction(
        arguments=frozenset({"phone"}), outcomes={"ok": _NOTHING, "locked": _NOTHING}
    ),
    CHECK: BackendAction(
        arguments=frozenset({"phone", "code"}),
        outcomes={
            "ok": _NOTHING,
            "wrong": frozenset({"left"}),
            "expired": _NOTHING,
            "locked": _NOTHING,
        },
        kinds={"left": ValueKind.NUMBER},
    ),
}


class CodesBackend:
    def __init__(self, codes: OneTimeCodes) -> None:
        self._codes = codes
        self.actions = ACTIONS

    def call(self, tenant_id: str, asked: BackendCall, deadline: Deadline) -> BackendAnswer:
        phone = "".join(filter(str.isdigit, asked.arguments.get("phone", "")))
        if not phone:
            raise ProviderError(f"{asked.action}: there is no telephone number")
        try:
            given = self._ask(tenant_id, phone, asked, deadline)
        except StoreError as error:
            raise ProviderError(f"{asked.action}: {error.code}", retryable=True) from error
        values = {"left": given.left} if given.outcome is CodeOutcome.WRONG else {}
        return BackendAnswer(outcome=given.outcome, values=values)

    def _ask(
        self, tenant_id: str, phone: str, asked: BackendCall, deadline: Deadline
    ) -> CodeAnswer:
        if asked.action == SEND:
            return self._codes.send(tenant_id, phone, deadline, key=asked.key)
        if asked.action == CHECK:
            code = asked.arguments.get("code", "")
            return self._codes.check(tenant_id, phone, code, deadline, key=asked.key)
        raise NotFoundError(f"one-time codes: there is no action {asked.action}")
