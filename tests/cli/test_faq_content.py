"""`aicc faq` as a supervisor uses it: a sheet in, a look, publication, a sheet out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from aicc.domain.turn import Incoming
from aicc.errors import AiccError, InvalidInputError, NotFoundError
from aicc.faqs.live import LiveFaqs
from aicc.packs.files import read_model
from aicc.packs.schema.faq import FaqsFile
from aicc.settings import Settings
from aicc.wiring import open_parts
from chatbot_cli.main import app
from chatbot_engine import engine_from
from tests.fakes import a_deadline

Faq = Callable[..., Result]

SHEET = """아이디,질문,답변
rooftop,옥상 정원이 있나요?,지하에 있습니다.
fee,이체 수수료는 얼마예요?,무료입니다.
"""


@pytest.fixture
def faq(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Faq:
    """The command, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("AICC_PACK", "general")

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["faq", *arguments])

    return run


@pytest.fixture
def sheet(tmp_path: Path) -> str:
    path = tmp_path / "faq.csv"
    path.write_text(SHEET, encoding="utf-8")
    return str(path)


def answer(question: str) -> str:
    """Of what customers get in a process that starts now."""
    parts = open_parts(Settings.load())
    live = LiveFaqs(parts.faq_index, parts.content, parts.pack.faqs)
    entries = live.entries("default", a_deadline())
    return next((entry.answer for entry in entries if entry.question == question), "")


def refused(result: Result) -> AiccError:
    assert isinstance(result.exception, AiccError), result.output
    return result.exception


def test_imported_drafts_wait_until_they_are_published(faq: Faq, sheet: str) -> None:
    imported = faq("import", sheet, "--author", "kim")
    before = answer("옥상 정원이 있나요?")
    published = faq("publish", "--all", "--reason", "새 건물")

    assert imported.exit_code == 0, imported.output
    assert "2 new" in imported.output
    assert before == ""
    assert "2 published" in published.output
    assert answer("옥상 정원이 있나요?") == "지하에 있습니다."


def test_a_dry_run_writes_nothing(faq: Faq, sheet: str) -> None:
    looked = faq("import", sheet, "--dry-run")

    assert "2 new" in looked.output
    assert "rooftop" not in faq("list").output


def test_one_wrong_row_keeps_all_rows_out_unless_it_is_skipped(faq: Faq, sheet: str) -> None:
    Path(sheet).write_text(f"{SHEET}bad,질문만 있습니다,\n", encoding="utf-8")

    strict = faq("import", sheet)
    listed = faq("list").output
    lenient = faq("import", sheet, "--skip-bad-rows")

    assert strict.exit_code == 1
    assert "row 4: error: 답변 is empty" in strict.output
    assert "rooftop" not in listed
    assert lenient.exit_code == 0
    assert "rooftop" in faq("list").output


@pytest.mark.parametrize("name", ["out.xlsx", "out.csv"])
def test_an_export_imports_back_as_it_was(faq: Faq, sheet: str, name: str) -> None:
    faq("import", sheet, "--publish")
    exported = faq("export", name)

    again = faq("import", name)

    assert exported.exit_code == 0, exported.output
    assert "0 new, 0 changed" in again.output


def test_a_yaml_export_is_the_packs_faq_file(faq: Faq, sheet: str, tmp_path: Path) -> None:
    faq("import", sheet, "--publish")
    faq("export", "faqs.yaml")
    first = (tmp_path / "faqs.yaml").read_bytes()
    faq("export", "faqs.yaml")

    read = read_model(tmp_path / "faqs.yaml", FaqsFile, [])

    assert (tmp_path / "faqs.yaml").read_bytes() == first
    assert read is not None
    assert "rooftop" in [entry.id for entry in read.faqs]
    assert read.synonyms


def test_a_rolled_back_entry_says_what_it_said_before(faq: Faq, sheet: str) -> None:
    faq("import", sheet, "--publish")
    Path(sheet).write_text(SHEET.replace("지하에", "옥상에"), encoding="utf-8")
    faq("import", sheet, "--publish", "--reason", "이사")
    moved = answer("옥상 정원이 있나요?")

    rolled_back = faq("rollback", "rooftop")

    assert moved == "옥상에 있습니다."
    assert "version 1 is published again" in rolled_back.output
    assert answer("옥상 정원이 있나요?") == "지하에 있습니다."
    assert "이사" in faq("history", "rooftop").output


def test_an_entry_of_the_pack_can_be_hidden_and_given_again(faq: Faq) -> None:
    first = faq("list").output.split("\n")[1].split()[0]

    archived = faq("archive", first)
    hidden = faq("list", "--status", "archived").output
    faq("rollback", first)

    assert "1 archived" in archived.output
    assert first in hidden
    assert first not in faq("list", "--status", "archived").output


def test_a_pack_keeps_its_content_to_itself(faq: Faq, sheet: str) -> None:
    faq("import", sheet, "--publish")

    assert "rooftop" not in faq("list", "--pack", "shopping").output


def test_what_is_not_there_is_named(faq: Faq) -> None:
    assert "no FAQ entry 'nothing'" in str(refused(faq("publish", "nothing")))
    assert isinstance(refused(faq("history", "nothing")), NotFoundError)
    assert isinstance(refused(faq("publish")), InvalidInputError)
    assert isinstance(refused(faq("export", "faqs.txt")), InvalidInputError)


def test_questions_asked_in_vain_are_shown_and_answered(faq: Faq) -> None:
    engine = engine_from(open_parts(Settings.load()))
    for count, said in enumerate(["붕어빵 틀 빌려줘요?", "붕어빵 틀 빌려 줘요"]):
        engine.reply(Incoming(session_id=f"s{count}", user_id="u", message_id="m", text=said))

    listed = faq("unanswered")
    cluster_id = next(word for word in listed.output.split() if word.startswith("u-"))
    answered = faq("answer", cluster_id, "--text", "앱에서 예약하실 수 있습니다.")
    reported = faq("report")

    assert "1 clusters, 2 questions" in listed.output
    assert answered.exit_code == 0, answered.output
    assert "붕어빵 틀" in faq("list", "--status", "draft").output
    assert "0 clusters" in faq("unanswered").output
    assert "never asked" in reported.output
