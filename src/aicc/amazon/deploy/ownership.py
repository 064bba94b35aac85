"""Whose a resource is, by its tags: what was not made for this environment is not touched.

Names are one for the account and region, whoever gave them: a stack of another team may be called
as ours would be. Every stack of the tool carries its tags, and CloudFormation hands them on.
"""

from collections.abc import Iterable, Mapping

from aicc.errors import ConflictError

GUIDE = "docs/how-to/deploy.md#what-the-tool-did-not-make"


def is_ours(found: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    return wanted.items() <= found.items()


def refuse_foreign(what: str, found: Mapping[str, str], wanted: Mapping[str, str]) -> None:
    """`ConflictError` that says both ways on: another name, or the tags that make it ours."""
    if is_ours(found, wanted):
        return
    has = _shown({name: found[name] for name in wanted.keys() & found.keys()}) or "no such tags"
    raise ConflictError(
        f"{what} is there and was not made for this environment: it has {has}, ours have "
        f"{_shown(wanted)}. Nothing was changed. Give another PROJECT_NAME, or adopt it: {GUIDE}"
    )


def tags_in(
    told: Iterable[Mapping[str, str]], key: str = "Key", value: str = "Value"
) -> dict[str, str]:
    """As most services write them, and KMS in its own way."""
    return {each[key]: each[value] for each in told}


def _shown(tags: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={tags[name]}" for name in sorted(tags))
