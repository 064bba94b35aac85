"""actions.yaml: what is refused, what is found, and what comes out of it."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from aicc.domain.action import ValueKind
from aicc.domain.serving import Auth, Body, HttpService, LambdaService
from aicc.errors import PackError
from aicc.packs.compiled import read_compiled, write_compiled
from aicc.packs.files import LineFinding, read_folder
from aicc.packs.learned import LearnedModels
from aicc.packs.lint.pack import lint
from aicc.packs.loader import load_pack
from chatbot_cli.new import new

CASES: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(
    Path(__file__).with_name("actions_findings.yaml")
)
GOOD: dict[str, Any] = {
    "name": "lookup",
    "arguments": ["number"],
    "outcomes": {
        "ok": {"amount": "number", "name": "text"},
        "late": ["days"],
        "not_found": {},
    },
    "http": {"url": "https://core.example/orders/{number}"},
}
FLOW = """\
id: callback
name: 조회
steps:
  - {id: number, message: 번호는요?, input_type: digits, next_step: found}
  - id: found
    message: "{found.amount:won}입니다."
    call: {action: lookup, arguments: {number: "{number}"}}
    branches: {late: late, not_found: away}
    on_error: away
  - {id: late, message: "{found.days}일 늦습니다."}
  - {id: away, message: 확인할 수 없습니다.}
"""


@pytest.mark.parametrize(
    "case", [each for each in CASES if "schema" not in each], ids=lambda case: case["about"]
)
def test_what_is_wrong_is_found_with_its_line(case: dict[str, Any], tmp_path: Path) -> None:
    folder = a_pack(tmp_path, case.get("action", {}))

    findings = lint(folder, {})

    wanted = case["finds"]
    relevant = [each for each in findings if not is_about_another_name(each, case)]
    assert len(relevant) == len(wanted), "\n".join(map(str, findings))
    for level, on_line, word in wanted:
        assert any(fits(each, level, on_line, word) for each in relevant), (
            f"no {level} {word!r} on {on_line!r}:\n" + "\n".join(map(str, findings))
        )


@pytest.mark.parametrize(
    "case", [each for each in CASES if "schema" in each], ids=lambda case: case["about"]
)
def test_what_cannot_be_meant_is_refused_while_it_is_read(
    case: dict[str, Any], tmp_path: Path
) -> None:
    folder = a_pack(tmp_path, case["action"])

    with pytest.raises(PackError, match=f"actions.yaml:.*{case['schema']}"):
        read_folder(folder)


def test_the_same_action_twice_is_an_error(tmp_path: Path) -> None:
    folder = a_pack(tmp_path, {}, GOOD)

    findings = lint(folder, {})

    assert [each.message for each in findings if each.is_error] == [
        "action lookup is there twice"
    ] * 2


def test_a_pack_without_the_file_has_no_actions(tmp_path: Path) -> None:
    new(tmp_path / "a_pack")

    assert load_pack(str(tmp_path / "a_pack")).actions == {}


def test_everything_that_is_written_arrives_in_a_compiled_pack_too(tmp_path: Path) -> None:
    http = {
        "method": "GET",
        "url": "https://core.example/{number}",
        "auth": "sigv4",
        "service": "execute-api",
        "headers": {"X-Channel": "bot"},
        "statuses": {404: "not_found"},
        "code": "result.code",
        "codes": {"0000": "ok"},
        "values": {"amount": "data.balance"},
    }
    function = {"name": "send", "outcomes": {"ok": []}, "lambda": {"function": "send-money"}}
    fields = {"http": http, "timeout_s": 0.7, "retries": 2, "cannot_be_undone": True}
    folder = a_pack(tmp_path, fields, function)

    pack = load_pack(str(folder))
    write_compiled(read_folder(folder), LearnedModels(), tmp_path / "a_pack.json")

    lookup, send = pack.actions["lookup"], pack.actions["send"]
    assert lookup.service == HttpService(
        method="GET",
        url="https://core.example/{number}",
        auth=Auth.SIGV4,
        service="execute-api",
        headers={"X-Channel": "bot"},
        body=Body.QUERY,
        statuses={404: "not_found"},
        code="result.code",
        codes={"0000": "ok"},
        values={"amount": "data.balance"},
    )
    assert (lookup.timeout_s, lookup.retries, lookup.about.cannot_be_undone) == (0.7, 2, True)
    assert lookup.about.outcomes["late"] == {"days"}
    assert lookup.about.kinds == {"amount": ValueKind.NUMBER, "name": ValueKind.TEXT}
    assert send.service == LambdaService(function="send-money")
    assert read_compiled(tmp_path / "a_pack.json").actions == pack.actions


def a_pack(folder: Path, changed: dict[str, Any], *more: dict[str, Any]) -> Path:
    """A new pack whose only scenario calls the action."""
    pack = folder / "a_pack"
    new(pack)
    (pack / "tests/callback.yaml").unlink()
    (pack / "flows/callback.yaml").write_text(FLOW, encoding="utf-8")
    action = {**GOOD, **changed}
    YAML(typ="safe").dump(
        {"actions": [{name: value for name, value in action.items() if value}, *more]},
        pack / "actions.yaml",
    )
    return pack


def is_about_another_name(finding: LineFinding, case: dict[str, Any]) -> bool:
    """The scenario calls lookup, whatever the case has made of it."""
    return "name" in case.get("action", {}) and finding.file.name != "actions.yaml"


def fits(finding: LineFinding, level: str, on_line: str, word: str) -> bool:
    line = finding.file.read_text(encoding="utf-8").splitlines()[finding.line - 1]
    return on_line in line and word in finding.message and finding.is_error is (level == "error")
