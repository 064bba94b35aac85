"""`make release-check`: what would be released, built from a clean clone, tried in an empty venv.

Only what is committed counts. Nothing is published, and nothing of the checkout is changed besides
its build folder, which gets the list of what the release is made of.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run as a file of this folder

from tools import release_image
from tools.sbom import licences_in, sbom

ROOT = Path(__file__).resolve().parent.parent
SBOM = "aicc.cdx.json"
PACK = "general"  # its conversations are the shortest of the shipped ones
_OF_THE_CHECKOUT = ("PYTHONPATH", "VIRTUAL_ENV", "AICC_DATA_DIR", "AICC_PACK")
# Where else the version is told: the file, and how it stands there
TOLD = (
    ("CHANGELOG.md", "## {} "),
    ("docs/reference/http.md", '"version": "{}"'),
    ("infra/k8s/overlays/production/kustomization.yaml", "newTag: {}\n"),
)


def version_of(root: Path) -> str:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def disagreements(root: Path) -> Iterator[str]:
    """Where another version is told than pyproject.toml has."""
    version = version_of(root)
    for name, form in TOLD:
        text = (root / name).read_text(encoding="utf-8")
        found = re.search(re.escape(form).replace(r"\{\}", r"(\d+\.\d+\.\d+\S*?)"), text)
        told = found[1] if found else "none"
        if told != version:
            yield f"{name} tells version {told}, pyproject.toml has {version}"
    if not (root / "tests/releases" / version).is_dir():
        yield f"tests/releases has no stores of {version}: python -m tests.releases.write {version}"


def main() -> int:
    if run(["git", "status", "--porcelain"], ROOT).strip():
        print("release: not committed, and so not looked at: git status shows it")
    with tempfile.TemporaryDirectory(prefix="aicc-release-") as folder:
        return check(Path(folder))


def check(folder: Path) -> int:
    clone, built = folder / "clone", folder / "built"
    run(["git", "clone", "--quiet", str(ROOT), str(clone)], folder)
    found = list(disagreements(clone))
    if found:
        print("\n".join(f"release: {each}" for each in found))
        return 1
    print("release: building the source archive, and the wheel from it", flush=True)
    run([sys.executable, "-m", "build", "--no-isolation", "--outdir", str(built), "."], clone)
    [wheel] = built.glob("*.whl")
    print("release: looking into the wheel", flush=True)
    looks = [sys.executable, "-m", "pytest", "-q", "tests/test_wheel.py"]
    run(looks, clone, AICC_WHEEL=str(wheel))
    print("release: installing it in an empty environment, and talking to it", flush=True)
    told = talked(wheel, clone / "requirements.txt", folder)
    listed = write_sbom(clone, folder, built)
    kept = ROOT / "build" / SBOM
    kept.parent.mkdir(exist_ok=True)
    shutil.copy(built / SBOM, kept)
    print(f"release: {listed} packages are listed in {kept.relative_to(ROOT)}")
    if told != f"aicc {version_of(clone)}":
        print(f"release: the installed command calls itself {told!r}")
        return 1
    for file in sorted(built.iterdir()):
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        print(f"  {file.name}  {file.stat().st_size // 1024} kB  sha256 {digest}")
    return verdict(told, release_image.build(clone, version_of(clone), run))


def verdict(told: str, unbuilt: Sequence[str]) -> int:
    """Where nothing on this machine builds an image, that is said, and the rest stands."""
    if not unbuilt:
        print(f"release: {told} may be released")
        return 0
    print("release: NOT BUILT, and so not looked at:")
    print("\n".join(f"  {each}" for each in unbuilt))
    print(
        f"release: {told} may be released, but for that: make release-check where it can be built"
    )
    return 0


def talked(wheel: Path, locked: Path, folder: Path) -> str:
    """What the installed command calls itself, once a pack's conversations went as they must. The
    lock alone has to be enough for the wheel: nothing else is looked for."""
    venv.create(folder / "venv", with_pip=True)
    programs, away = folder / "venv" / "bin", folder / "away"
    away.mkdir()
    pip = [str(programs / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    run([*pip, "install", "--require-hashes", "--requirement", str(locked)], away)
    run([*pip, "install", "--no-index", str(wheel)], away)
    run([str(programs / "aicc"), "test", PACK], away)
    return run([str(programs / "aicc"), "--version"], away).strip()


def write_sbom(clone: Path, folder: Path, built: Path) -> int:
    """Beside what was built, with the licences of what was installed; how many packages it has."""
    [site] = (folder / "venv" / "lib").glob("python*/site-packages")
    lock = (clone / "requirements.txt").read_text(encoding="utf-8")
    text = sbom(version_of(clone), lock, licences_in(site))
    (built / SBOM).write_text(text, encoding="utf-8")
    return text.count('"bom-ref"') - 1


def run(command: list[str], folder: Path, **environ: str) -> str:
    """What it printed; where it fails, all of that is shown and nothing goes on."""
    ours = {name: value for name, value in os.environ.items() if name not in _OF_THE_CHECKOUT}
    done = subprocess.run(  # noqa: S603 - our own words
        command, cwd=folder, env=ours | environ, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}\nrelease: failed: {' '.join(command)}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
