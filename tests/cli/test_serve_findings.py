"""What `aicc serve` says at its start about a pack that has something wrong in it."""

from pathlib import Path

import pytest

from chatbot_cli.new import new
from chatbot_cli.serve import warn_of_findings


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    new(Path("my_pack"))
    return Path("my_pack")


def test_errors_of_a_pack_are_said_on_stderr_with_the_count_of_all(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flow = pack / "flows/callback.yaml"
    text = flow.read_text(encoding="utf-8").replace("next_step: agreed", "next_step: agred")
    flow.write_text(text, encoding="utf-8")

    warn_of_findings(str(pack))

    first, second, *more = capsys.readouterr().err.splitlines()
    assert "has 1 errors and 3 warnings: aicc validate my_pack" in first
    assert second.startswith("aicc: my_pack/flows/callback.yaml:19: error: step topic")
    assert more == []


@pytest.mark.parametrize("name", ["my_pack", "banking"])
def test_a_pack_without_findings_is_served_without_a_word(
    pack: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    warn_of_findings(name)

    assert capsys.readouterr().err == ""
