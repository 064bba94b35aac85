"""`make release-check` refuses a release that tells different versions in different places."""

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from tools import release_image
from tools.release_check import ROOT, TOLD, disagreements, verdict, version_of
from tools.release_image import HERE, NEEDED_HERE, Machine
from tools.sbom import licences_in, sbom

LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")


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


def test_the_list_of_what_it_is_made_of_has_every_locked_package_with_its_hashes() -> None:
    listed = json.loads(sbom("1.0.0", LOCK, {}))

    locked = set(re.findall(r"^([a-z0-9._-]+)==([^ ;\\\n]+)", LOCK, re.MULTILINE))
    components = listed["components"]
    assert {(each["name"], each["version"]) for each in components} == locked
    assert sum(len(each["hashes"]) for each in components) == LOCK.count("--hash=sha256:")
    assert all(re.fullmatch("[0-9a-f]{64}", hash_["content"]) for each in components
               for hash_ in each["hashes"])  # fmt: skip
    assert listed["metadata"]["component"]["purl"] == "pkg:pypi/aicc@1.0.0"


def test_no_reference_of_the_list_stands_twice_and_the_same_lock_gives_the_same_list() -> None:
    once, again = sbom("1.0.0", LOCK, {}), sbom("1.0.0", LOCK, {})

    references = [each["bom-ref"] for each in json.loads(once)["components"]]
    assert len(references) == len(set(references))
    assert once == again
    assert json.loads(sbom("1.0.1", LOCK, {}))["serialNumber"] != json.loads(once)["serialNumber"]


def test_licences_are_those_that_packages_say_of_themselves(tmp_path: Path) -> None:
    about = tmp_path / "made_up-1.0.dist-info" / "METADATA"
    about.parent.mkdir()
    about.write_text("Metadata-Version: 2.4\nName: Made_Up\nVersion: 1.0\n"
                     "License-Expression: MIT\n", encoding="utf-8")  # fmt: skip

    known = licences_in(tmp_path)

    [listed] = json.loads(sbom("1.0.0", "made-up==1.0 \\\n    --hash=sha256:00", known))[
        "components"
    ]
    assert known == {"made-up": "MIT"}
    assert listed["licenses"] == [{"expression": "MIT"}]


def a_machine(*installed: str, silent: Sequence[str] = (), is_root: bool = True) -> Machine:
    """With these programs; `silent` are words that no command gets an answer to."""
    return Machine(
        find=lambda name: f"/usr/bin/{name}" if name in installed else None,
        answers=lambda command: not set(silent) & set(command),
        is_root=is_root,
    )


@pytest.mark.parametrize(
    ("machine", "program"),
    [
        (a_machine("docker", "podman", *NEEDED_HERE), "docker"),
        (a_machine("docker", "podman", silent=["docker"]), "podman"),
        (a_machine("docker", *NEEDED_HERE, silent=["info"]), HERE),
        (a_machine("docker", *NEEDED_HERE, silent=["pull"]), HERE),
        (a_machine(*NEEDED_HERE), HERE),
    ],
    ids=["docker", "docker's daemon is away", "no daemon", "no registry", "Debian alone"],
)
def test_the_image_is_built_by_what_is_there(machine: Machine, program: str) -> None:
    assert release_image.way(machine, "b:1").program == program


def test_what_builds_no_image_is_named_with_its_reason() -> None:
    machine = a_machine("docker", *NEEDED_HERE, silent=["info"], is_root=False)

    told = release_image.build(ROOT, "1.2.3", no_run, machine)

    assert told == [
        "the image aicc-chatbot:1.2.3",
        "  docker does not answer",
        "  podman is not installed",
        f"  {HERE} needs root",
    ]


def no_run(command: list[str], folder: Path) -> str:
    raise AssertionError(command)


def test_an_image_that_is_not_built_is_said_loudly_and_ends_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert verdict("aicc 1.2.3", ["the image aicc-chatbot:1.2.3"]) == 0

    said = capsys.readouterr().out
    assert "NOT BUILT" in said
    assert "the image aicc-chatbot:1.2.3" in said
    assert "may be released, but for that" in said


def test_an_image_that_is_built_is_asked_what_it_is_and_another_ends_the_release() -> None:
    ran: list[list[str]] = []

    def run(command: list[str], folder: Path) -> str:
        ran.append(command)
        return "aicc 1.2.3\n" if "run" in command else ""

    assert release_image.build(ROOT, "1.2.3", run, a_machine("podman")) == ()
    assert [each[1] for each in ran] == ["build", "run"]
    assert ran[0][2:4] == ["--format", "docker"]
    with pytest.raises(SystemExit, match=r"calls itself 'aicc 1\.2\.3'"):
        release_image.build(ROOT, "1.2.4", run, a_machine("podman"))
