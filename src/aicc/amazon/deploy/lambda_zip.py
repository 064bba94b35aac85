"""The functions' zip: the same input gives the same bytes."""

import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from aicc.amazon.deploy.lambda_content import LambdaContent
from aicc.amazon.deploy.lock_file import LAMBDA_PYTHON
from aicc.amazon.deploy.programs import Run, run
from aicc.errors import InvalidInputError, ProviderError

LARGEST_UNZIPPED = 250 * 1024**2  # with layers, of which we have none
DOWNLOAD_S, COMPILE_S, ASK_S = 600.0, 300.0, 20.0
IN_LAMBDA = "/var/task"
# Wheels for Graviton, from the most to the least demanding of the system's C library
PLATFORMS = ("manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64")

_WHEN = (1980, 1, 1, 0, 0, 0)  # the first day that a zip knows
_PLAIN_FILE = 0o100644 << 16


def interpreter(asked: Run = run) -> str:
    """A Python of the functions' version on this machine; empty where there is none."""
    if sys.version_info[:2] == LAMBDA_PYTHON:
        return sys.executable
    wanted = ".".join(map(str, LAMBDA_PYTHON))
    found = shutil.which(f"python{wanted}")
    if not found:
        return ""
    try:
        told = asked([found, "-c", "import sys; print(*sys.version_info[:2], sep='.')"], ASK_S)
    except ProviderError:  # a place holder for versions that are not installed
        return ""
    return found if told.strip() == wanted else ""


def build(content: LambdaContent, into: Path, wheels: Path, asked: Run = run) -> Path:
    """The zip, named by the digest of its content."""
    with TemporaryDirectory() as folder:
        stage = Path(folder)
        for wheel in downloaded(content, wheels, asked):
            unpack(wheel, stage)
        for name, data in content.files.items():
            path = stage / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        if content.with_bytecode:
            _compile(stage, interpreter(asked), asked)
        into.mkdir(parents=True, exist_ok=True)
        return write_zip(stage, into / f"{content.digest}.zip")


def downloaded(content: LambdaContent, wheels: Path, asked: Run = run) -> list[Path]:
    """The locked wheels of Graviton, whatever machine this is; each is held against its hash."""
    wheels.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        wanted, fresh = Path(folder) / "wanted.txt", Path(folder) / "wheels"
        wanted.write_text("\n".join(each.text for each in content.packages), encoding="utf-8")
        platforms = [part for each in PLATFORMS for part in ("--platform", each)]
        version = ".".join(map(str, LAMBDA_PYTHON))
        asked(
            [
                sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet",
                "--no-deps", "--only-binary=:all:", "--require-hashes", "--implementation", "cp",
                "--python-version", version, *platforms, "--find-links", str(wheels),
                "--dest", str(fresh), "--requirement", str(wanted),
            ],
            DOWNLOAD_S,
        )  # fmt: skip
        for wheel in fresh.iterdir():
            shutil.copy(wheel, wheels / wheel.name)
        return sorted(wheels / each.name for each in fresh.iterdir())


def unpack(wheel: Path, into: Path) -> None:
    """Without a package's own tests, which are half of numpy's files."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if "/tests/" not in name and not name.endswith("/"):
                archive.extract(name, into)


def write_zip(folder: Path, path: Path) -> Path:
    """In the order of names, all of the same day: nothing of this machine is in it."""
    files = sorted(_files(folder))
    size = sum((folder / name).stat().st_size for name in files)
    if size > LARGEST_UNZIPPED:
        raise InvalidInputError(f"the functions would have {size:,} bytes: Lambda takes 250 MB")
    partly = path.with_suffix(".partly")
    with zipfile.ZipFile(partly, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in files:
            about = zipfile.ZipInfo(name, _WHEN)
            about.external_attr = _PLAIN_FILE
            about.create_system = 3  # as on Linux, wherever it is made
            archive.writestr(about, (folder / name).read_bytes(), zipfile.ZIP_DEFLATED)
    return partly.replace(path)


def _files(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.relative_to(folder).as_posix()


def _compile(stage: Path, python: str, asked: Run) -> None:
    """Unchecked: the dates of a zip say nothing about which of the two is newer."""
    asked(
        [
            python, "-m", "compileall", "-q", "-o", "0", "--invalidation-mode", "unchecked-hash",
            "-s", str(stage), "-p", IN_LAMBDA, str(stage),
        ],
        COMPILE_S,
    )  # fmt: skip
