"""What `aicc validate` and `aicc doctor` say about a pack's own systems."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from chatbot_cli.main import app
from chatbot_cli.new import new

HERE = Path(__file__).with_name("paying")


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("AICC_PACK", "a_pack")
    folder = tmp_path / "a_pack"
    new(folder)
    (folder / "tests/callback.yaml").unlink()
    for name, target in {"flow": "flows/callback.yaml", "actions": "actions.yaml"}.items():
        text = (HERE / f"{name}.yaml").read_text(encoding="utf-8")
        (folder / target).write_text(
            text.replace("{{address}}", "https://core.example"), encoding="utf-8"
        )
    return folder


def test_scenarios_are_held_against_the_packs_own_actions(pack: Path) -> None:
    path = pack / "flows/callback.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{paid.receipt}", "{paid.recept}"), encoding="utf-8")

    result = CliRunner().invoke(app, ["validate", "a_pack"])

    assert result.exit_code == 1
    assert "paid has no recept: it has name, receipt" in result.output


def test_doctor_names_the_secret_that_is_missing(pack: Path) -> None:
    result = CliRunner().invoke(app, ["doctor"])

    assert result.exit_code == 1
    assert "WRONG  back ends: AICC_SECRET_CORE is missing: the action pay" in result.output


def test_doctor_says_where_actions_are_served_and_shows_no_secret(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AICC_SECRET_CORE", "a-token-of-nobody")

    result = CliRunner().invoke(app, ["doctor"])

    assert "ok     back ends: actions: 1 at core.example with AICC_SECRET_CORE" in result.output
    assert "a-token-of-nobody" not in result.output
