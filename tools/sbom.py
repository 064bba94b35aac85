"""What a release is made of, for those who must know it: a CycloneDX list from the lock file.

The same lock gives the same bytes: no time, no random number, nothing of this machine.
"""

import json
import uuid
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from aicc.amazon.deploy.lock_file import Locked, read_lock

SPEC = "1.6"
OURS = uuid.UUID("b1f0c6de-5a4f-5d0e-9a63-0c1f4f6f2a11")  # made up; a list's number is made of it
_HASH = "--hash=sha256:"


def sbom(version: str, lock: str, licences: Mapping[str, str]) -> str:
    """`licences` by package, as far as they are known; the rest is listed without."""
    components = [_component(each, licences) for each in read_lock(lock)]
    ours = {
        "type": "application",
        "bom-ref": f"pkg:pypi/aicc@{version}",
        "name": "aicc",
        "version": version,
        "purl": f"pkg:pypi/aicc@{version}",
        "licenses": [{"expression": "Apache-2.0"}],
    }
    listed = json.dumps(components, sort_keys=True)
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": SPEC,
        "serialNumber": f"urn:uuid:{uuid.uuid5(OURS, version + listed)}",
        "version": 1,
        "metadata": {"component": ours},
        "components": components,
        "dependencies": [
            {"ref": ours["bom-ref"], "dependsOn": sorted(each["bom-ref"] for each in components)}
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def licences_in(site: Path) -> dict[str, str]:
    """Of the packages that are installed there, where they say it as SPDX writes it."""
    return dict(_licences(distributions(path=[str(site)])))


def _licences(installed: Any) -> Iterator[tuple[str, str]]:
    each: Distribution
    for each in installed:
        # not `get`: Python 3.11 does not promise it of a package's metadata
        if "License-Expression" in each.metadata:
            name = each.metadata["Name"].lower().replace("_", "-")
            yield name, each.metadata["License-Expression"]


def _component(locked: Locked, licences: Mapping[str, str]) -> dict[str, Any]:
    purl = f"pkg:pypi/{locked.name}@{locked.version}"
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": purl,
        "name": locked.name,
        "version": locked.version,
        "purl": purl,
        # one for each file of the package that the lock allows
        "hashes": [
            {"alg": "SHA-256", "content": each.removeprefix(_HASH)} for each in locked.hashes
        ],
    }
    if locked.name in licences:
        component["licenses"] = [{"expression": licences[locked.name]}]
    if locked.marker:
        component["properties"] = [{"name": "aicc:only-where", "value": locked.marker}]
    return component
