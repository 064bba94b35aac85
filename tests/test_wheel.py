"""The wheel carries everything it needs, under the names that people import."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {
    "aicc",
    "api",
    "chatbot_cli",
    "chatbot_engine",
    "chatbot_escalation",
    "chatbot_agent",
    "chatbot_faq",
    "chatbot_history",
    "chatbot_nlu",
    "chatbot_scenario",
    "contact_flows",
    "lambdas",
}
CARRIED = (
    "aicc/packs/catalog/ko.yaml",
    "aicc/amazon/connect/words.json",
    "aicc/korean/text/embedding.bin",
    "aicc/korean/text/NOTICE-embedding",
    "aicc/understanding/sentence_middle.bin",
    "aicc/korean/words/danger.txt",
    "aicc/packs/banking/flows/account_inquiry.yaml",
    "aicc/stores/sessions/redis_open.lua",
    "aicc/systems/demo/demo.json",
    "api/static/aicc-chat.js",
    "api/examples.json",
    "contact_flows/inbound_voice.json",
    "chatbot_cli/skeleton/flows/callback.yaml",
)
USE = """
from chatbot_nlu import ChatbotNLU
from lambdas.connect_turn import lambda_handler
print(ChatbotNLU().classify_intent("계좌 잔액을 확인하고 싶습니다")["intent"])
print(lambda_handler({}, None)["error"])
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from what git tracks, as `python -m build` does it; or the one of a release that is
    being checked (`make release-check`)."""
    if given := os.environ.get("AICC_WHEEL"):
        return Path(given)
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in filter(None, tracked.stdout.split("\0")):
        path = ROOT / name
        if path.is_file() and not name.startswith(("tests/", "web/", "docs/images")):
            target = source / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, source],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_the_names_in_the_wheel_are_the_public_ones(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name.split("/")[0].removesuffix(".py") for name in archive.namelist()}

    assert {name for name in names if not name.endswith(".dist-info")} == TOP_LEVEL


def test_the_wheel_carries_data_and_notices(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())

    assert [name for name in CARRIED if name not in names] == []


def test_the_wheel_carries_the_licence_and_every_notice(wheel: Path) -> None:
    notices = {path.name for path in (ROOT / "src").rglob("NOTICE*")}

    with zipfile.ZipFile(wheel) as archive:
        licences = {
            name.rsplit("/", 1)[1] for name in archive.namelist() if ".dist-info/licenses/" in name
        }

    assert notices
    assert licences == {"LICENSE"} | notices


def test_the_wheel_works_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """Unpacked on a path of its own, beside the installed requirements and nothing of ours."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")

    done = subprocess.run(
        [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, 'site')\n{USE}"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "AICC_DATA_DIR": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        check=True,
    )

    printed = done.stdout.split()  # metric lines of the handler come between
    assert (printed[0], printed[-1]) == ("inquiry", "false")
