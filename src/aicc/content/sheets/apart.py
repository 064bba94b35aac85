"""Work on a file of somebody else's, in a process of its own.

A file that wants more memory or time than it may have ends that process and not the service;
and as long as it takes, the service's own threads are free.
"""

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from aicc import logs
from aicc.errors import InvalidInputError

MEMORY_MB = 1_500
TIME_S = 120.0

T = TypeVar("T")
Progress = Callable[[int, int], None]

log = logs.get("aicc.content")


@dataclass(frozen=True, slots=True)
class _Told:
    done: int
    of: int


@dataclass(frozen=True, slots=True)
class _Done:
    result: Any  # what the work returns


@dataclass(frozen=True, slots=True)
class _Refused:
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    memory_mb: int = MEMORY_MB
    time_s: float = TIME_S


def run_apart(
    work: Callable[..., T],
    *args: object,
    progress: Progress = lambda done, of: None,
    limits: Limits = Limits(),
) -> T:
    """What `work(*args, progress=…)` returns, worked out elsewhere. `InvalidInputError` as the
    work raises it, and for work that goes over its limits. `work` is a function of a module."""
    same_path = f"import sys; sys.path[:] = {sys.path!r}"
    child = subprocess.Popen(  # noqa: S603 our own interpreter, and our own words
        [sys.executable, "-c", f"{same_path}; from {__name__} import main; main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    timer = threading.Timer(limits.time_s, child.kill)
    timer.start()
    try:
        found = _talk(child, (work, args, limits), progress)
    finally:
        timer.cancel()
        child.kill()
        child.wait()
    if isinstance(found, _Refused):
        raise InvalidInputError(found.why)
    if found is None:
        log.warning("content.file_too_large", exit=child.returncode)
        raise InvalidInputError(
            "the file takes more memory or time than there is: split it in several"
        )
    result: T = found.result
    return result


def _talk(
    child: "subprocess.Popen[bytes]", task: object, progress: Progress
) -> _Done | _Refused | None:
    """What the child says at last; None when it ends without a word."""
    if child.stdin is None or child.stdout is None:
        raise RuntimeError("a process without pipes")
    with child.stdin as task_to, child.stdout as answers:
        try:
            pickle.dump(task, task_to)
            task_to.flush()
            while True:
                said = pickle.load(answers)  # noqa: S301 from a process of our own
                if not isinstance(said, _Told):
                    return said if isinstance(said, _Done | _Refused) else None
                progress(said.done, said.of)
        except (EOFError, pickle.UnpicklingError, OSError):
            return None


def main() -> None:
    """The other process: limits first, then the work."""
    import resource

    os.putenv("OPENBLAS_NUM_THREADS", "1")  # a thread for each core takes room, though empty
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints is an answer

    def tell(what: object) -> None:
        pickle.dump(what, answers)
        answers.flush()

    work, args, limits = pickle.load(sys.stdin.buffer)  # noqa: S301 from the process that began us
    most = limits.memory_mb * 1024**2
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    seconds = int(limits.time_s) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        tell(_Done(work(*args, progress=lambda done, of: tell(_Told(done, of)))))
    except InvalidInputError as error:
        tell(_Refused(str(error)))
