"""`make audit`: asks an advisory service about every locked package; fails for known holes alone.

Without a network there is no answer: then it says what was not reached, and that nothing is known.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SERVICE = "osv"
LOCKED = ("requirements.txt", "requirements-dev.txt")
_AWAY = ("ConnectionError", "Timeout", "ServiceError", "Max retries exceeded", "ProxyError")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    says: str
    is_bad: bool


def judge(file: str, answer: str, errors: str) -> Verdict:
    """What pip-audit wrote: JSON when the service answered, whatever else when it did not."""
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        why = errors.strip().splitlines()[-1] if errors.strip() else "it said nothing"
        if any(word in errors for word in _AWAY):
            return Verdict(says=f"{file}: NOT CHECKED, {SERVICE} not reached: {why}", is_bad=False)
        return Verdict(says=f"{file}: pip-audit failed: {why}", is_bad=True)
    holes = [
        f"  {each['name']} {each['version']}: {hole['id']}, mended in {_mended(hole)}"
        for each in packages
        for hole in each.get("vulns", ())
    ]
    says = f"{file}: {len(packages)} packages, {len(holes)} known holes"
    return Verdict(says="\n".join([says, *holes]), is_bad=bool(holes))


def _mended(hole: dict[str, list[str]]) -> str:
    return ", ".join(hole.get("fix_versions") or ["no version yet"])


def main() -> int:
    verdicts = [_audited(file) for file in LOCKED]
    for each in verdicts:
        print(f"audit: {each.says}")
    return int(any(each.is_bad for each in verdicts))


def _audited(file: str) -> Verdict:
    """The lock names every package with its digest: nothing is downloaded or resolved."""
    command = [
        *(sys.executable, "-m", "pip_audit", "--vulnerability-service", SERVICE),
        *("--require-hashes", "--disable-pip", "--progress-spinner", "off"),
        *("--format", "json", "--requirement", str(Path(__file__).parent.parent / file)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    return judge(file, done.stdout, done.stderr)


if __name__ == "__main__":
    sys.exit(main())
