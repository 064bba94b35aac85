"""`aicc eval bot`: labelled sentences said to the whole bot."""

import json
from pathlib import Path

from typer.testing import CliRunner

from chatbot_cli.main import app

SAID = """# a few of everything
전화 상담 예약하고 싶어요\tcallback_request
상담원 연결해 주세요\tperson
고마워요\tthanks
검찰이라는데 안전계좌로 돈을 옮기래요\tdanger
붕어빵 틀 빌려줘요?\tnone
"""


def test_the_table_and_the_errors_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "said.tsv"
    file.write_text(SAID, encoding="utf-8")

    shown = CliRunner().invoke(app, ["eval", "bot", str(file), "--pack", "general", "--json"])

    assert shown.exit_code == 0, shown.output
    report = json.loads(shown.output)
    assert report["pack"] == "general"
    assert [row["kind"] for row in report["rows"]] == [
        "danger", "flow", "none", "person", "reply", "all",
    ]  # fmt: skip
    assert report["rows"][-1] == {
        "kind": "all", "sentences": 5, "right": 5, "near": 0, "wrong": 0, "nothing": 0,
    }  # fmt: skip
    assert report["proposals"] == []
