"""`make release-check` refuses a release that tells different versions in different places."""

import shutil
from pathlib import Path

from tools.release_check import ROOT, TOLD, disagreements, version_of


def a_copy(folder: Path) -> Path:
    for name in ("pyproject.toml", *(name for name, _ in TOLD)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    (folder / "tests/releases" / version_of(ROOT)).mkdir(parents=True)
    return folder


def test_the_version_is_the_same_wherever_it_is_told() -> None:
    assert list(disagreements(ROOT)) == []


def test_a_new_version_in_one_place_names_all_the_others(tmp_path: Path) -> None:
    project = a_copy(tmp_path) / "pyproject.toml"
    text = project.read_text(encoding="utf-8")
    project.write_text(text.replace(f'"{version_of(ROOT)}"', '"9.8.7"'), encoding="utf-8")

    found = list(disagreements(tmp_path))

    assert [each.split()[0] for each in found] == [name for name, _ in TOLD] + ["tests/releases"]
    assert all("9.8.7" in each for each in found)


def test_a_file_that_tells_no_version_is_named(tmp_path: Path) -> None:
    (a_copy(tmp_path) / "CHANGELOG.md").write_text("# Changelog", encoding="utf-8")

    [found] = disagreements(tmp_path)

    assert found.startswith("CHANGELOG.md tells version none")
