"""A session as text, the way every store keeps it."""

from aicc.domain.session import Session
from aicc.errors import StoreError
from aicc.stores.jsontext import from_text, to_text


def written(session: Session) -> str:
    return to_text(session.to_json())


def read(text: str) -> Session:
    """`StoreError` when a field that every session has is missing or wrong."""
    data = from_text(text)
    try:
        return Session.from_json(data)
    except (KeyError, ValueError) as error:
        raise StoreError(f"a stored session cannot be read: {error}") from error
