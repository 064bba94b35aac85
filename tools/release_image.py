"""The image of a release, by whatever builds one on this machine; what cannot be had is named."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

DOCKERFILE = "infra/docker/Dockerfile"
HERE = "tools/build_image_here.sh"
DAEMONS = ("docker", "podman")
NEEDED_HERE = ("buildah", "debootstrap", "unshare", "setpriv", "ip")
ASK_S = 600.0  # to pull a base

Run = Callable[[list[str], Path], str]  # what it printed; ends the release where it fails


def _answers(command: Sequence[str]) -> bool:
    try:
        done = subprocess.run(  # noqa: S603 - our own words
            command, capture_output=True, check=False, timeout=ASK_S
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    find: Callable[[str], str | None] = shutil.which
    answers: Callable[[Sequence[str]], bool] = _answers
    is_root: bool = field(default_factory=lambda: os.geteuid() == 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """`program` builds it; empty where nothing does, for the reasons in `missing`."""

    program: str = ""
    missing: Sequence[str] = ()


def way(machine: Machine, base: str) -> Way:
    """A builder whose daemon answers and that gets the base; else Debian's own packages."""
    missing: list[str] = []
    for name in DAEMONS:
        if not machine.find(name):
            missing.append(f"{name} is not installed")
        elif not machine.answers([name, "info"]):
            missing.append(f"{name} does not answer")
        elif not machine.answers([name, "pull", base]):
            missing.append(f"{name} cannot pull {base}")
        else:
            return Way(program=name)
    absent = [name for name in NEEDED_HERE if not machine.find(name)]
    if absent:
        missing.append(f"{HERE} needs {', '.join(absent)}")
    elif not machine.is_root:
        missing.append(f"{HERE} needs root")
    else:
        return Way(program=HERE)
    return Way(missing=missing)


def base_of(clone: Path) -> str:
    [found] = re.findall(r"^ARG BASE=(\S+)$", (clone / DOCKERFILE).read_text("utf-8"), re.MULTILINE)
    return str(found)


def build(clone: Path, version: str, run: Run, machine: Machine | None = None) -> Sequence[str]:
    """Why there is none, a line each; empty once it is built and has answered. What builds and then
    fails ends the release, as `run` has it."""
    chosen = way(machine or Machine(), base_of(clone))
    image = f"aicc-chatbot:{version}"
    if not chosen.program:
        return [f"the image {image}", *(f"  {each}" for each in chosen.missing)]
    print(f"release: building the image {image} with {chosen.program}", flush=True)
    if chosen.program == HERE:
        print(run([f"./{HERE}"], clone).rstrip())
        return ()
    kind = ["--format", "docker"] if chosen.program == "podman" else []  # keeps the health check
    run([chosen.program, "build", *kind, "--file", DOCKERFILE, "--tag", image, "."], clone)
    told = run([chosen.program, "run", "--rm", "--network", "none", image, "--version"], clone)
    if told.strip() != f"aicc {version}":
        raise SystemExit(f"release: the image {image} calls itself {told.strip()!r}")
    return ()
