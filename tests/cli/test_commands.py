"""The `aicc` command as a person and as a script use it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner, Result

from aicc.errors import AiccError, PackError
from aicc.packs.loader import load_pack
from chatbot_cli.main import app
from chatbot_cli.main import run as console_script
from chatbot_nlu import ChatbotNLU

Aicc = Callable[..., Result]


@pytest.fixture
def aicc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Aicc:
    """The command, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str, stdin: str = "") -> Result:
        return CliRunner().invoke(app, list(arguments), input=stdin)

    return run


@pytest.mark.parametrize("pack", ["general", "banking", "shopping"])
def test_a_shipped_pack_validates_without_a_finding(aicc: Aicc, pack: str) -> None:
    result = aicc("validate", pack, "--strict")

    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("pack", ["general", "banking", "shopping"])
def test_a_shipped_packs_conversations_hold_on_chat_and_voice(aicc: Aicc, pack: str) -> None:
    result = aicc("test", pack, "--junit", "out.xml")

    assert result.exit_code == 0, result.output
    suite = ElementTree.parse("out.xml").getroot()
    assert suite.get("failures") == "0"
    assert int(suite.get("tests", "0")) >= 8


def test_a_new_pack_validates_and_passes_its_own_test(aicc: Aicc) -> None:
    made = aicc("new", "my_pack")
    validated = aicc("validate", "my_pack", "--strict")
    tested = aicc("test", "my_pack")

    assert made.exit_code == 0, made.output
    assert validated.exit_code == 0, validated.output
    assert tested.exit_code == 0, tested.output


def test_a_new_pack_never_overwrites(aicc: Aicc) -> None:
    aicc("new", "my_pack")

    again = aicc("new", "my_pack")

    assert isinstance(again.exception, AiccError)
    assert "nothing was written" in str(again.exception)


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "word"),
    [
        ("intents.yaml", "flow: callback", "flow: nowhere", "flow: nowhere", "no flow nowhere"),
        ("intents.yaml", "keywords: [", "keywrods: [", "keywrods", "keywrods"),
        ("flows/callback.yaml", "next_step: topic", "next_step: topik", "topik", "topik"),
        ("flows/callback.yaml", "{topic:으로/로}", "{topik:으로/로}", "{topik", "topik"),
        ("flows/callback.yaml", '"{topic:으로/로} ', '"{topic}로 ', "{topic}", "particle"),
        ("flows/callback.yaml", "input_type: phone", "input_type: fone", "fone", "input_type"),
        ("replies.yaml", "  help:", "  hilfe:", "replies:", "help"),
        ("faqs.yaml", "synonyms:", "synonyms: [", "", "not YAML"),
    ],
)
def test_a_slip_is_found_with_its_file_and_line(
    aicc: Aicc, file: str, old: str, new: str, line: str, word: str
) -> None:
    aicc("new", "my_pack")
    path = Path("my_pack") / file
    text = path.read_text(encoding="utf-8").replace(old, new)
    path.write_text(text, encoding="utf-8")
    number = next(at for at, each in enumerate(text.splitlines(), 1) if line in each)

    result = aicc("validate", "my_pack")

    assert result.exit_code == 1
    found = [each for each in result.output.splitlines() if word in each]
    assert found, result.output
    assert found[0].startswith(f"my_pack/{file}:{number if line else ''}")


def test_a_conversation_that_differs_says_how_and_fails(aicc: Aicc) -> None:
    aicc("new", "my_pack")
    path = Path("my_pack/tests/callback.yaml")
    path.write_text(
        path.read_text(encoding="utf-8").replace("step: topic", "step: done"), encoding="utf-8"
    )

    result = aicc("test", "my_pack", "--on", "chat")

    assert result.exit_code == 1
    assert "step should be 'done', is 'topic'" in result.output


def test_chat_answers_lines_from_a_pipe_and_says_why(aicc: Aicc) -> None:
    result = aicc("chat", "banking", "--why", stdin="카드를 잃어버렸어요\n")

    assert result.exit_code == 0
    assert "do_what_is_sure" in result.output
    assert "card_loss" in result.output


STOCK = """
id: callback
name: 재고 확인
steps:
  - {id: stock, call: {action: stock}, message: "{stock.count}개 있습니다.", on_error: sorry}
  - {id: sorry, message: 지금은 알 수 없습니다.}
"""
SERVED = """
actions:
  - name: stock
    outcomes: {ok: {count: number}}
    http: {url: "%s/stock", auth: bearer, secret: SHOP}
"""


def a_pack_with_a_system(aicc: Aicc, url: str) -> None:
    aicc("new", "shop")
    Path("shop/flows/callback.yaml").write_text(STOCK, encoding="utf-8")
    Path("shop/actions.yaml").write_text(SERVED % url, encoding="utf-8")


def test_chat_calls_the_packs_own_systems_and_says_why_one_failed(
    aicc: Aicc, unused_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_pack_with_a_system(aicc, f"http://127.0.0.1:{unused_port}")

    missing = aicc("chat", "shop", stdin="콜백 신청할게요\n/quit\n")
    monkeypatch.setenv("AICC_SECRET_SHOP", "made-up")
    called = aicc("chat", "shop", stdin="콜백 신청할게요\n/quit\n")
    monkeypatch.delenv("AICC_SECRET_SHOP")
    demo = aicc("chat", "shop", "--demo", stdin="콜백 신청할게요\n/quit\n")

    assert "AICC_SECRET_SHOP is missing" in str(missing.exception)
    assert "--demo" in str(missing.exception)
    assert "(failed: stock: no connection: Connection refused)" in called.output
    assert "Connection refused" not in demo.output


def test_content_commands_need_no_secret_of_a_system(aicc: Aicc) -> None:
    a_pack_with_a_system(aicc, "https://shop.example")

    listed = aicc("faq", "test", "배송비", "--pack", "shop")

    assert listed.exit_code == 0, listed.output


def test_doctor_says_what_is_there(aicc: Aicc) -> None:
    result = aicc("doctor")

    assert result.exit_code == 0, result.output
    assert "sessions (sqlite) and history (sqlite) answer" in result.output
    assert "secrets: encrypted with the key of the data folder, kept in sqlite" in result.output


def test_doctor_says_where_secrets_stay_in_the_clear(
    aicc: Aicc, monkeypatch: pytest.MonkeyPatch
) -> None:
    for store in ("AICC_SESSION_STORE", "AICC_HISTORY_STORE"):
        monkeypatch.setenv(store, "memory")

    assert "secrets: in the session alone" in aicc("doctor").output


def test_doctor_names_a_store_that_is_away(
    aicc: Aicc, monkeypatch: pytest.MonkeyPatch, unused_port: int
) -> None:
    monkeypatch.setenv("AICC_SESSION_STORE", "redis")
    monkeypatch.setenv("REDIS_URL", f"redis://127.0.0.1:{unused_port}/0")

    result = aicc("doctor")

    assert result.exit_code == 1
    assert "WRONG  pack and stores: sessions" in result.output


@pytest.mark.parametrize(
    "command", ["", "serve", "chat", "test", "validate", "doctor", "new", "train", "eval"]
)
def test_help_says_what_a_command_is_for(aicc: Aicc, command: str) -> None:
    result = aicc(*([command] if command else []), "--help")

    assert result.exit_code == 0
    assert "Usage" in result.output


def test_the_version_is_shown(aicc: Aicc) -> None:
    assert aicc("--version").output.startswith("aicc ")


def test_an_unknown_pack_ends_in_one_line_and_exit_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["aicc", "validate", "nowhere"])

    with pytest.raises(SystemExit) as ended:
        console_script()

    assert ended.value.code == 1
    assert capsys.readouterr().err.startswith("aicc: no pack named 'nowhere'")


def test_output_in_a_pipe_has_no_colours(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "chatbot_cli.main", "validate", "general"],
        capture_output=True,
        check=True,
        cwd=tmp_path,
    )

    assert b"\x1b" not in done.stdout


def test_a_trained_pack_understands_as_its_files_do(aicc: Aicc) -> None:
    trained = aicc("train", "general", "--into", "build")

    from_files, compiled = ChatbotNLU(), ChatbotNLU(pack="build/general.json")
    said = "상담원 연결해 주세요"

    assert trained.exit_code == 0, trained.output
    assert compiled.comprehensive_analysis(said) == from_files.comprehensive_analysis(said)


def test_a_trained_pack_learns_what_is_added_to_it(aicc: Aicc) -> None:
    aicc("new", "small")
    aicc("train", "small", "--into", "build")
    nlu = ChatbotNLU(pack="build/small.json")

    nlu.intent_mapping.update({"loan_inquiry": ["대출", "대출신청"]})

    assert nlu.classify_intent("대출신청")["intent"] == "loan_inquiry"


def test_a_compiled_pack_with_another_model_is_refused(aicc: Aicc) -> None:
    for name in ("one", "other"):
        aicc("new", name)
        intents = Path(name) / "intents.yaml"
        text = intents.read_text(encoding="utf-8")
        intents.write_text(text.replace("name: callback", f"name: {name}"), encoding="utf-8")
        aicc("train", name, "--into", "build")
    Path("build/other.model").replace("build/one.model")

    with pytest.raises(PackError, match="belongs to another pack"):
        load_pack("build/one.json")


def test_the_admin_key_is_shown_to_who_asks_for_it(aicc: Aicc, tmp_path: Path) -> None:
    result = aicc("admin", "key")

    assert result.output.strip() == (tmp_path / "data" / "admin.key").read_text()


@pytest.mark.parametrize(("choice", "told"), [("on", True), ("terminal", False)])
def test_a_chat_through_a_pipe_prints_codes_where_it_is_told_to(
    aicc: Aicc, monkeypatch: pytest.MonkeyPatch, choice: str, told: bool
) -> None:
    monkeypatch.setenv("AICC_DEMO_CODES", choice)

    said = aicc(
        "chat", "banking", "--demo", stdin="계좌이체 하고 싶어요\n1985-03-02\n010-0000-5678\n"
    )

    assert ("demo code for …5678: 123456" in said.stderr) is told, said.output
