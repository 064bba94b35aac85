"""The identity kit in packs: brought in, replaced, carried along, and silent about secrets."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aicc.clock import HandClock
from aicc.deadline import Deadline
from aicc.domain.turn import Channel, Incoming, Reply
from aicc.errors import PackError
from aicc.packs.compiled import read_compiled, write_compiled
from aicc.packs.files import kit_names, read_folder
from aicc.packs.learned import LearnedModels
from aicc.packs.lint.pack import lint
from aicc.packs.loader import find_pack, load_pack
from aicc.packs.pack import Pack
from aicc.wiring import demo_backend, memory_parts
from chatbot_cli.main import app
from chatbot_cli.new import new
from chatbot_engine import ChatEngine, engine_from
from tests.fakes import a_deadline

FLOW = """\
id: callback
name: 본인 확인
steps:
  - {id: who, enter: identity, branches: {verified: done, failed: away, locked: away}}
  - {id: done, message: "{person.customer_number} 고객님, 반갑습니다."}
  - {id: away, message: 안녕히 가십시오.}
"""
OWN = """\
id: identity
name: 우리 방식
steps:
  - {id: own_question, message: 비밀 문장은요?, input_type: text, next_step: own_end}
  - {id: own_end, outcome: verified}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "a_pack"
    new(folder)
    (folder / "tests/callback.yaml").unlink()
    (folder / "flows/callback.yaml").write_text(FLOW, encoding="utf-8")
    about = (folder / "pack.yaml").read_text(encoding="utf-8")
    (folder / "pack.yaml").write_text(about + "\nkits: [identity]\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def banking() -> Pack:
    return load_pack("banking")


@pytest.fixture(scope="module")
def careful(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Banking as it is served to real customers."""
    folder = tmp_path_factory.mktemp("packs") / "banking"
    shutil.copytree(find_pack("banking"), folder)
    about = (folder / "pack.yaml").read_text(encoding="utf-8")
    (folder / "pack.yaml").write_text(about + "\nidentity: required\n", encoding="utf-8")
    return load_pack(str(folder))


def talk(engine: ChatEngine, *texts: str, channel: Channel = Channel.CHAT) -> list[Reply]:
    return [
        engine.reply(
            Incoming(
                session_id="s1",
                user_id="u1",
                message_id=str(number),
                channel=channel,
                text=text,
            )
        )
        for number, text in enumerate(texts)
    ]


def test_a_pack_with_the_kit_has_no_finding(pack: Path) -> None:
    assert lint(pack, demo_backend().actions) == []


def test_the_kits_steps_can_be_expected_in_conversation_tests(pack: Path) -> None:
    (pack / "tests/who.yaml").write_text(
        "name: 확인\nturns:\n"
        "  - {say: 콜백 신청할게요, expect: {step: identity_birth_date}}\n"
        '  - say: "850302"\n'
        '    expect: {step: identity_phone, slots: {identity_birth_date: "***"}}\n',
        encoding="utf-8",
    )

    result = CliRunner().invoke(app, ["test", str(pack)])

    assert result.exit_code == 0, result.output
    assert "not covered: identity/identity_send:locked" in result.output


def test_a_customer_who_is_verified_goes_on_in_the_packs_own_scenario(pack: Path) -> None:
    engine = engine_from(memory_parts(load_pack(str(pack))))

    *_, last = talk(engine, "콜백 신청할게요", "850302", "010-0000-5678", "123456")

    assert last.text == "*****67 고객님, 반갑습니다."
    assert last.ended


def test_a_flow_of_the_pack_with_the_same_id_stands_in_for_the_kit(pack: Path) -> None:
    (pack / "flows/identity.yaml").write_text(OWN, encoding="utf-8")

    loaded = load_pack(str(pack))

    assert list(loaded.flows["identity"].steps) == ["own_question", "own_end"]
    assert list(loaded.plain_flows) == ["identity", "callback"]


def test_a_compiled_pack_has_the_kit_inside(pack: Path, tmp_path: Path) -> None:
    write_compiled(read_folder(pack), LearnedModels(), tmp_path / "a_pack.json")

    compiled = read_compiled(tmp_path / "a_pack.json")

    assert compiled.flows == load_pack(str(pack)).flows
    assert "identity_code" in compiled.flows["identity"].steps


def test_a_kit_that_is_not_there_is_named_with_its_line(pack: Path) -> None:
    path = pack / "pack.yaml"
    text = path.read_text(encoding="utf-8").replace("[identity]", "[identiti]")
    path.write_text(text, encoding="utf-8")
    line = next(at for at, each in enumerate(text.splitlines(), 1) if "kits" in each)

    with pytest.raises(PackError, match=f"pack.yaml:{line}: .*no kit identiti: there are identity"):
        read_folder(pack)


@pytest.mark.parametrize("name", kit_names())
def test_a_kit_is_named_as_its_flow(name: str) -> None:
    kit = Path("src/aicc/packs/kits") / f"{name}.yaml"

    assert f"\nid: {name}\n" in kit.read_text(encoding="utf-8")


SECRETS = ("1985", "8503", "850302", "00005678", "0000-5678", "1234567", "654321", "123456",
           "22000987612")  # fmt: skip
SAID = ("이체해 주세요", "850302", "010-0000-5678", "654321", "123456", "예금", "22000987612",
        "만 원", "네")  # fmt: skip


@pytest.mark.parametrize("channel", list(Channel))
def test_nothing_secret_is_said_or_written_down(
    banking: Pack, channel: Channel, caplog: pytest.LogCaptureFixture
) -> None:
    parts = memory_parts(banking, HandClock())
    engine = engine_from(parts, clock=HandClock())

    replies = talk(engine, *SAID, channel=channel)

    turns = engine.upkeep.history("default", "s1", a_deadline(), 100)
    written = json.dumps([[each.user_input, each.bot_response, each.metadata] for each in turns],
                         ensure_ascii=False)  # fmt: skip
    said = "\n".join(reply.text for reply in replies)
    assert replies[-1].step_id == "another"
    assert len(turns) == len(SAID)
    for secret in SECRETS:
        assert secret not in said
        assert secret not in written
        assert secret not in caplog.text


def test_no_code_stays_in_the_session_after_its_turn(banking: Pack) -> None:
    parts = memory_parts(banking)
    engine = engine_from(parts)

    for number in (5, 6):
        talk(engine, *SAID[:number])
        session = parts.sessions.load("default", "s1", Deadline(1.0))
        kept = json.dumps(session.to_json()) if session else ""

        assert session
        assert "654321" not in kept
        assert '"123456"' not in kept


def test_a_rebuilt_session_is_asked_who_it_is_before_anything_needs_it(banking: Pack) -> None:
    parts = memory_parts(banking)
    engine = engine_from(parts)
    talk(engine, *SAID[:6])
    parts.sessions.erase("default", "s1", a_deadline())

    def say(text: str, message_id: str) -> Reply:
        incoming = Incoming(session_id="s1", user_id="u1", message_id=message_id, text=text)
        return engine.reply(incoming)

    account = say("22000987612", "account")
    told = engine.upkeep.history("default", "s1", a_deadline(), 1)[0].user_input
    amount = say("만원", "amount")

    assert account.step_id == "amount"
    assert told == "***"
    assert amount.step_id == "identity_birth_date"
    assert "한 번만 다시 여쭙겠습니다" in amount.text


def test_with_identity_required_a_number_alone_shows_no_money(careful: Pack) -> None:
    engine = engine_from(memory_parts(careful))

    said = ("계좌 잔액을 확인하고 싶습니다", "1985-03-02", "010-0000-5678", "123456", "예금계좌")
    replies = talk(engine, *said)

    assert [reply.step_id for reply in replies] == [
        "identity_birth_date",
        "identity_phone",
        "identity_code",
        "account_select",
        "show_balance",
    ]
    assert "1,234,000원" in replies[-1].text


def test_who_is_not_verified_is_told_nothing(careful: Pack) -> None:
    engine = engine_from(memory_parts(careful))

    replies = talk(engine, "이체한도 얼마예요", "1985-03-02", "010-0000-5678", *["000001"] * 5)

    assert replies[-1].ended
    assert careful.sentence("identity_wanted").chat in replies[-1].text


def test_as_it_is_shipped_a_number_is_enough_to_try_it(banking: Pack) -> None:
    replies = talk(engine_from(memory_parts(banking)), "계좌 잔액을 확인하고 싶습니다")

    assert replies[0].step_id == "auth_request"
    assert banking.shows_money


def test_identity_cannot_be_required_without_the_kit(pack: Path) -> None:
    (pack / "pack.yaml").write_text(
        (pack / "pack.yaml").read_text(encoding="utf-8").replace("[identity]", "[]")
        + "identity: required\n",
        encoding="utf-8",
    )
    (pack / "flows/callback.yaml").unlink()

    with pytest.raises(PackError, match="needs kits"):
        load_pack(str(pack))
