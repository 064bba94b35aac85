"""Where codes go: to a terminal, into no log, and never to a made-up customer's telephone."""

import io
from contextlib import suppress

import pytest

from aicc.errors import ConfigError, NotFoundError, ProviderError, StoreError
from aicc.settings import Settings
from aicc.systems.backend.port import BackendAnswer, BackendCall
from aicc.systems.identity.backend import ACTIONS, CodesBackend
from aicc.systems.identity.port import CodeAnswer, CodeOutcome
from aicc.systems.identity.senders import NoSender, TerminalSender
from aicc.wiring import open_parts
from tests.fakes import a_deadline

JWT = {"JWT_SECRET": "a-secret-of-nobody-with-32-letters"}
STORES = {f"AICC_{store}_STORE": "memory" for store in ("SESSION", "HISTORY", "CONTENT")}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_the_code_and_the_end_of_the_telephone() -> None:
    terminal = Terminal()

    TerminalSender(out=terminal).deliver("01000005678", "123456")

    assert terminal.getvalue() == "demo code for …5678: 123456\n"


def test_what_is_no_terminal_gets_no_code() -> None:
    log = io.StringIO()

    with pytest.raises(ProviderError, match="AICC_DEMO_CODES=on"):
        TerminalSender(out=log).deliver("01000005678", "123456")

    assert log.getvalue() == ""


def test_whoever_asks_for_it_gets_codes_anywhere() -> None:
    log = io.StringIO()

    TerminalSender(anywhere=True, out=log).deliver("01000005678", "123456")

    assert "123456" in log.getvalue()


def test_where_customers_are_real_the_way_out_is_named() -> None:
    with pytest.raises(ProviderError, match=r"serve code_send and code_check in actions\.yaml"):
        NoSender().deliver("01000005678", "123456")


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ({"AICC_DEMO_CODES": "on"}, True),
        ({"AICC_DEMO_CODES": "off"}, False),
        ({}, False),  # the tests' stderr is no terminal
        (JWT, False),
        ({"AICC_DEMO_CODES": "off", **JWT}, False),
    ],
)
def test_the_settings_say_whether_codes_are_printed(
    given: dict[str, str], printed: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = open_parts(Settings.load({"AICC_PACK": "banking", **STORES, **given}))

    with suppress(ProviderError):
        parts.backend.call(
            "bank",
            BackendCall(action="code_send", arguments={"phone": "010-0000-5678"}),
            a_deadline(),
        )

    assert ("demo code for …5678: " in capsys.readouterr().err) is printed


def test_codes_are_not_printed_where_tokens_name_real_customers() -> None:
    with pytest.raises(ConfigError, match="AICC_DEMO_CODES=on"):
        Settings.load({"AICC_DEMO_CODES": "on", **JWT})


class Told:
    """Codes that answer as they are told."""

    def __init__(self, outcome: CodeOutcome, left: int = 0) -> None:
        self._answer = CodeAnswer(outcome=outcome, left=left)
        self.asked: list[tuple[str, ...]] = []

    def send(self, tenant_id: str, phone: str, deadline: object, *, key: str = "") -> CodeAnswer:
        self.asked.append((tenant_id, phone, key))
        return self._answer

    def check(
        self, tenant_id: str, phone: str, code: str, deadline: object, *, key: str = ""
    ) -> CodeAnswer:
        self.asked.append((tenant_id, phone, code, key))
        return self._answer


class Broken(Told):
    def send(self, tenant_id: str, phone: str, deadline: object, *, key: str = "") -> CodeAnswer:
        raise StoreError("the disk is full")


def test_scenarios_ask_with_the_telephone_as_it_is_written() -> None:
    codes = Told(CodeOutcome.WRONG, left=3)

    answer = CodesBackend(codes).call(
        "bank",
        BackendCall(
            action="code_check", arguments={"phone": "010-0000-5678", "code": "000000"}, key="k"
        ),
        a_deadline(),
    )

    assert codes.asked == [("bank", "01000005678", "000000", "k")]
    assert answer == BackendAnswer(outcome="wrong", values={"left": 3})


@pytest.mark.parametrize(
    ("action", "outcome"),
    [(action, outcome) for action, about in ACTIONS.items() for outcome in about.outcomes],
)
def test_every_answer_is_one_that_the_action_promises(action: str, outcome: str) -> None:
    codes = Told(CodeOutcome(outcome), left=1)

    answer = CodesBackend(codes).call(
        "bank", BackendCall(action=action, arguments={"phone": "1"}), a_deadline()
    )

    assert answer.values.keys() == ACTIONS[action].outcomes[answer.outcome]


@pytest.mark.parametrize("phone", ["", "없음"])
def test_no_telephone_is_an_error(phone: str) -> None:
    with pytest.raises(ProviderError, match="no telephone"):
        CodesBackend(Told(CodeOutcome.OK)).call(
            "bank", BackendCall(action="code_send", arguments={"phone": phone}), a_deadline()
        )


def test_a_store_that_fails_is_a_back_end_that_may_come_back() -> None:
    with pytest.raises(ProviderError) as caught:
        CodesBackend(Broken(CodeOutcome.OK)).call(
            "bank", BackendCall(action="code_send", arguments={"phone": "1"}), a_deadline()
        )

    assert caught.value.retryable


def test_another_action_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        CodesBackend(Told(CodeOutcome.OK)).call(
            "bank", BackendCall(action="code_guess", arguments={"phone": "1"}), a_deadline()
        )
