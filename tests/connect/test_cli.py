"""`aicc connect` from the outside: what is printed, and how it ends."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from aicc.errors import AiccError
from chatbot_cli.main import app
from tests.connect.test_contact_flows import FOLDER

VOICE = str(FOLDER / "inbound_voice.json")
LEGACY = {
    "modules": [
        {
            "id": "hello",
            "type": "PlayPrompt",
            "branches": [{"condition": "Success", "transition": "bye"}],
            "parameters": [{"name": "Text", "value": "hello"}],
        },
        {"id": "bye", "type": "Disconnect", "branches": [], "parameters": []},
    ],
    "start": "hello",
    "type": "contactFlow",
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["connect", *arguments])


def written(folder: Path, name: str, content: object) -> str:
    path = folder / name
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_good_flow_ends_well_even_strictly() -> None:
    done = run("check", "--strict", VOICE)

    assert done.exit_code == 0
    assert "0 errors, 0 warnings" in done.stdout


def test_a_shipped_flow_is_found_by_its_name() -> None:
    assert run("check", "--strict", "customer_queue").exit_code == 0


def test_an_error_is_shown_by_file_action_and_rule(tmp_path: Path) -> None:
    flow = json.loads(Path(VOICE).read_text(encoding="utf-8"))
    flow["Actions"][-1]["Type"] = "Disconnect"
    file = written(tmp_path, "bad.json", flow)

    done = run("check", file)

    assert done.exit_code == 1
    assert f"{file}: end: type: 'Disconnect' is no action type: write Disconn" in done.stdout


def test_json_is_one_list_for_any_number_of_files(tmp_path: Path) -> None:
    broken = written(tmp_path, "broken.json", '{\n "Version": ')
    missing = str(tmp_path / "missing.json")

    done = run("check", "--json", VOICE, broken, missing)
    reports = json.loads(done.stdout)

    assert done.exit_code == 1
    assert [report["file"] for report in reports] == [VOICE, broken, missing]
    assert [len(report["errors"]) for report in reports] == [0, 1, 1]
    assert [report["warnings"] for report in reports] == [[], [], []]
    assert reports[1]["errors"][0]["rule"] == "json"
    assert "line 2" in reports[1]["errors"][0]["message"]
    assert reports[2]["errors"][0]["rule"] == "file"


def test_json_of_one_file_is_a_list_too() -> None:
    assert len(json.loads(run("check", "--json", VOICE).stdout)) == 1


def test_warnings_fail_only_strictly(tmp_path: Path) -> None:
    file = written(tmp_path, "old.json", LEGACY)

    assert run("check", file).exit_code == 0
    assert run("check", "--strict", file).exit_code == 1


def test_what_an_api_call_carries_is_read(tmp_path: Path) -> None:
    content = Path(VOICE).read_text(encoding="utf-8")
    asked = written(tmp_path, "asked.json", {"Type": "CONTACT_FLOW", "Content": content})
    answered = written(tmp_path, "answered.json", {"ContactFlow": {"Content": content}})

    assert run("check", "--strict", asked, answered).exit_code == 0


def test_a_flow_is_rendered_from_a_map(tmp_path: Path) -> None:
    names = written(
        tmp_path,
        "names.yaml",
        "flow: {callback: arn:callback}\nlambda: {connect_turn: arn:turn}\n"
        "lex: {AICC-ChatBot: arn:bot}\n",
    )

    done = run("render", "after_hours", "--map", names, "--out", str(tmp_path / "out"))

    assert done.exit_code == 0
    text = (tmp_path / "out" / "after_hours.json").read_text(encoding="utf-8")
    assert "arn:callback" in text
    assert "{{" not in text


def test_missing_names_are_listed_for_all_flows_and_nothing_is_written(tmp_path: Path) -> None:
    done = run("render", "after_hours", "callback", "--out", str(tmp_path / "out"))

    assert isinstance(done.exception, AiccError)
    assert "{{flow:callback}} in offer callback" in str(done.exception)
    assert "{{queue:callback}} in book" in str(done.exception)
    assert not (tmp_path / "out").exists()


def test_a_difference_ends_with_one_and_none_with_zero(tmp_path: Path) -> None:
    text = Path(VOICE).read_text(encoding="utf-8")
    other = written(tmp_path, "other.json", text.replace("Seoyeon", "Jihye"))

    done = run("diff", VOICE, other)

    assert done.exit_code == 1
    assert done.stdout.strip() == ("changed voice: Parameters.TextToSpeechVoice: Seoyeon -> Jihye")
    assert run("diff", VOICE, "inbound_voice").exit_code == 0


@pytest.mark.parametrize("command", ["check", "render", "diff"])
def test_every_command_explains_itself(command: str) -> None:
    done = run(command, "--help")

    assert done.exit_code == 0
    assert "flow" in done.stdout
