"""`aicc schema`: what editors get is what the packs are checked by."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped] # it has no types
from ruamel.yaml import YAML
from typer.testing import CliRunner

from chatbot_cli.main import app
from chatbot_cli.schema import FILES

PACKS = Path("src/aicc/packs")
SHIPPED = {
    "flow": sorted(PACKS.glob("*/flows/*.yaml")),
    "conversation": sorted(PACKS.glob("*/tests/*.yaml")),
    "intents": sorted(PACKS.glob("*/intents.yaml")),
}


def printed(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["schema", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("name", FILES)
def test_a_schema_is_one_that_validators_take(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(printed(name)))


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_files_fit_their_schema(name: str) -> None:
    validator = Draft202012Validator(json.loads(printed(name)))
    assert SHIPPED[name]

    for path in SHIPPED[name]:
        wrong = [str(each.message) for each in validator.iter_errors(YAML(typ="safe").load(path))]
        assert wrong == [], path


def test_a_slip_does_not_fit_the_schema() -> None:
    validator = Draft202012Validator(json.loads(printed("flow")))

    wrong = {"id": "x", "name": "이름", "steps": [{"id": "a", "mesage": "안녕하세요"}]}

    assert not validator.is_valid(wrong)


def test_all_schemas_are_written_into_a_folder(tmp_path: Path) -> None:
    printed("--out", str(tmp_path / "schemas"))

    written = {path.name for path in (tmp_path / "schemas").iterdir()}
    assert written == {f"{name}.schema.json" for name in FILES}


def test_without_a_name_it_says_which_there_are() -> None:
    result = CliRunner().invoke(app, ["schema"])

    assert result.exit_code == 1
    assert "flow" in str(result.exception)
