"""What `aicc validate` finds: small packs with one thing wrong each."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from aicc.domain.action import BackendAction, ValueKind
from aicc.packs.files import LineFinding
from aicc.packs.lint.pack import lint
from chatbot_cli.new import new

CASES: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(
    Path(__file__).with_name("lint_findings.yaml")
)
ACTIONS = {
    "lookup": BackendAction(
        arguments=frozenset({"number"}),
        outcomes={
            "ok": frozenset({"amount", "name"}),
            "late": frozenset({"days"}),
            "not_found": frozenset(),
        },
    ),
    "times": BackendAction(
        arguments=frozenset(),
        outcomes={"ok": frozenset({"slots"})},
        lists={"slots": {"day": ValueKind.DATE, "at": ValueKind.TIME, "price": ValueKind.NUMBER}},
    ),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_what_is_wrong_is_found_with_its_line_and_nothing_else(
    case: dict[str, Any], tmp_path: Path
) -> None:
    pack = broken_pack(case, tmp_path / "a_pack")
    wanted = [(case["file"], *each) for each in case["finds"]] + list(case.get("also", []))

    findings = lint(pack, ACTIONS)

    assert len(findings) == len(wanted), "\n".join(map(str, findings))
    for file, level, on_line, word in wanted:
        assert any(fits(each, pack / file, level, on_line, word) for each in findings), (
            f"no {level} {word!r} on the line of {on_line!r} in {file}:\n"
            + "\n".join(map(str, findings))
        )


def test_a_new_pack_has_no_finding(tmp_path: Path) -> None:
    assert lint(broken_pack({}, tmp_path / "a_pack"), ACTIONS) == []


def broken_pack(case: dict[str, Any], folder: Path) -> Path:
    new(folder)
    if "flow" in case:
        (folder / "flows/callback.yaml").write_text(case["flow"], encoding="utf-8")
        (folder / "tests/callback.yaml").unlink()
    for file, text in case.get("write", {}).items():
        (folder / file).write_text(text, encoding="utf-8")
    for file, old, changed in case.get("replace", []):
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} is not once in {file}"
        (folder / file).write_text(text.replace(old, changed), encoding="utf-8")
    return folder


def fits(finding: LineFinding, path: Path, level: str, on_line: str, word: str) -> bool:
    line = finding.file.read_text(encoding="utf-8").splitlines()[finding.line - 1]
    is_here = finding.file == path and on_line in line
    return is_here and word in finding.message and finding.is_error is (level == "error")
