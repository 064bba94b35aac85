"""Content as items of the DynamoDB table: keys, and versions and items of ours read back.

Three sorts of item share the table. `owner` is tenant, pack and what it holds:

    tenant#pack            sort "revision"   the counter that every write raises by one
    tenant#pack#kind       sort id           the item: its latest and its settled version
    tenant#pack#kind#id    sort number       one version
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aicc.domain.content import ContentKind, ContentStatus, Item, Version
from aicc.domain.json import JsonMap
from aicc.errors import StoreError
from aicc.stores.jsontext import from_text, to_text

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

    Row = Mapping[str, AttributeValueTypeDef]

SCHEMA_VERSION = 1
_NUMBER_DIGITS = 8  # versions sort as text


def owner(*parts: str) -> str:
    """Parts joined so that no other parts give the same key."""
    return "#".join(part.replace("%", "%25").replace("#", "%23") for part in parts)


def number_key(number: int) -> str:
    return f"{number:0{_NUMBER_DIGITS}}"


def version_row(version: Version, pack: str) -> "Row":
    return {
        "owner": {"S": owner(version.tenant_id, pack, version.kind, version.id)},
        "sort": {"S": number_key(version.number)},
        "version": {"S": _version_text(version)},
        "v": {"N": str(SCHEMA_VERSION)},
    }


def item_row(item: Item, pack: str, revision: int) -> "Row":
    latest, settled = item.latest, item.settled
    row: dict[str, AttributeValueTypeDef] = {
        "owner": {"S": owner(latest.tenant_id, pack, latest.kind)},
        "sort": {"S": latest.id},
        "latest": {"S": _version_text(latest)},
        "revision": {"N": str(revision)},
        "v": {"N": str(SCHEMA_VERSION)},
    }
    if settled:
        row["settled"] = {"S": _version_text(settled)}
    return row


def read_version(row: "Row") -> Version:
    return _version(row, "version")


def read_item(row: "Row") -> Item:
    settled = _version(row, "settled") if "settled" in row else None
    return Item(latest=_version(row, "latest"), settled=settled)


def _version_text(version: Version) -> str:
    return to_text(
        {
            "tenant_id": version.tenant_id,
            "kind": version.kind.value,
            "id": version.id,
            "number": version.number,
            "status": version.status.value,
            "body": version.body,
            "author": version.author,
            "reason": version.reason,
            "at": version.at.astimezone(UTC).isoformat(timespec="microseconds"),
        }
    )


def _version(row: "Row", name: str) -> Version:
    data = from_text(row.get(name, {}).get("S", ""))
    try:
        return Version(
            tenant_id=str(data["tenant_id"]),
            kind=ContentKind(str(data["kind"])),
            id=str(data["id"]),
            number=int(str(data["number"])),
            status=ContentStatus(str(data["status"])),
            body=_map(data["body"]),
            author=str(data["author"]),
            reason=str(data["reason"]),
            at=datetime.fromisoformat(str(data["at"])),
        )
    except (KeyError, ValueError) as error:
        raise StoreError(f"a stored version cannot be read: {error}") from error


def _map(value: object) -> JsonMap:
    if not isinstance(value, dict):
        raise StoreError(f"a stored body is no JSON object: {json.dumps(value)[:40]}")
    return value
