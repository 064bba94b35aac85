"""Every setting as the reference page has it."""

from dataclasses import MISSING, fields

from aicc.settings import Settings


def documented() -> list[tuple[str, str, str]]:
    """Variable, default and meaning."""
    rows = []
    for each in fields(Settings):
        default = "" if each.default is MISSING else _shown(each.default)
        rows.append((" or ".join(each.metadata["env"]), default, each.metadata["about"]))
    return rows


def _shown(default: object) -> str:
    if isinstance(default, bool):
        return "on" if default else "off"
    if isinstance(default, tuple):
        return ", ".join(map(str, default))
    return str(default)
