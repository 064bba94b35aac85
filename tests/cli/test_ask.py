"""`aicc ask`: quoting with nothing set, a model's words with one."""

import pytest
from typer.testing import CliRunner

from chatbot_cli.main import app
from tests.model.services import OPENAI, WORDS
from tests.model.streams import is_cut_after, streams
from tests.systems.system import Answer, a_system, says

QUESTION = "이체 한도가 얼마예요?"
ENTRY = "[2] 이체한도는 얼마까지 올릴 수 있고 무엇이 필요한가요?"


def ask(question: str, **variables: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["ask", question, "--pack", "banking"], env=variables)
    return done.exit_code, done.stdout, done.stderr


def of_server(url: str) -> dict[str, str]:
    return {"OPENAI_BASE_URL": f"{url}/v1", "OPENAI_API_KEY": "a-key-of-nobody"}


def test_with_nothing_set_entries_are_quoted() -> None:
    code, said, told = ask(QUESTION)

    assert code == 0
    assert "1일 5천만 원까지" in said
    assert ENTRY in said
    assert "model: embedded (extractive)" in told


def test_what_no_entry_answers_is_not_answered() -> None:
    code, said, _ = ask("점심 메뉴가 뭐예요?")

    assert (code, said) == (1, "(no entry answers this)\n")


def test_a_models_words_are_shown_with_the_sources_that_it_got() -> None:
    with a_system(OPENAI.refuse) as system:
        system.will(streams(OPENAI.words))

        code, said, told = ask(QUESTION, **of_server(system.address))

    assert code == 0
    assert said.startswith("".join(WORDS))
    assert ENTRY in said
    assert "model: openai:gpt-4o-mini, by OPENAI_API_KEY" in told
    assert "used: openai:gpt-4o-mini, 31 + 9 tokens, 0.000010 USD, " in told
    assert "1일 5천만 원까지" in system.asked[0].body.decode()


@pytest.mark.parametrize(
    ("answer", "code", "begins"),
    [
        (says({"error": {"code": "rate_limited"}}, 429), 0, "이체한도는 비대면으로"),
        (is_cut_after(OPENAI.words[:4]), 1, "배송은"),
    ],
    ids=["before its first word", "in the middle"],
)
def test_a_model_that_fails_at_once_is_replaced_by_quoting(
    answer: Answer, code: int, begins: str
) -> None:
    with a_system(OPENAI.refuse) as system:
        system.will(answer)

        found, said, told = ask(QUESTION, **of_server(system.address))

    assert found == code
    assert said.startswith(begins)
    assert ("quoting instead" in told) == (code == 0)


def test_doctor_says_which_model_answers_and_asks_it_only_when_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with a_system(OPENAI.refuse) as system:
        system.will(streams(OPENAI.words))
        for name, value in of_server(system.address).items():
            monkeypatch.setenv(name, value)

        looked = CliRunner().invoke(app, ["doctor"]).output
        assert system.asked == []
        asked = CliRunner().invoke(app, ["doctor", "--model"]).output

    assert "ok     language model: openai:gpt-4o-mini, by OPENAI_API_KEY\n" in looked
    assert "by OPENAI_API_KEY; it says '배송은 이틀 걸립니다.' after 0." in asked
    assert "a-key-of-nobody" not in looked + asked


def test_a_spent_budget_quotes_instead_and_asks_nobody() -> None:
    with a_system(OPENAI.refuse) as system:
        system.will(streams(OPENAI.words))

        code, said, told = ask(QUESTION, **of_server(system.address), AICC_DAY_TOKENS="10")

    assert (code, system.asked) == (0, [])
    assert said.startswith("이체한도는 비대면으로")
    assert "today's budget of tokens is spent; quoting instead" in told
