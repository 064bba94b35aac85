"""What an action of a real flow needs: as the row of `actions.yaml` that has its form."""

from tests.connect.made import Given, rows

_ROWS = list(rows())
_STORES = "StoreInput"


def needs_of(action: Given) -> Given:
    """The row of the same type with most parameters in common."""
    same = [row for row in _ROWS if row["type"] == action["Type"]]
    return max(same, key=lambda row: _likeness(row, action))


def _likeness(row: Given, action: Given) -> tuple[bool, int, int]:
    mine, its = action.get("Parameters", {}), row.get("parameters", {})
    stores = str(mine.get(_STORES)) == str(its.get(_STORES))
    return (
        stores,
        len(mine.keys() & its.keys()) - len(set(row.get("needs", ())) - mine.keys()) * 10,
        -len(its.keys() - mine.keys()),
    )
