"""The application over memory, in this process; one trained engine for all tests."""

from collections.abc import Callable, Iterator
from pathlib import Path

import jwt
import pytest
from fastapi.testclient import TestClient

from aicc.packs.loader import load_pack
from aicc.settings import Settings
from aicc.wiring import memory_parts
from api.app import create_app
from chatbot_engine import ChatEngine, engine_from

SECRET = "a-made-up-secret-of-more-than-32-characters"

MakeClient = Callable[..., TestClient]


@pytest.fixture(scope="session")
def engine() -> ChatEngine:
    return engine_from(memory_parts(load_pack("banking")))


@pytest.fixture
def make_client(engine: ChatEngine, tmp_path: Path) -> Iterator[MakeClient]:
    """A client of the application with these settings."""
    opened: list[TestClient] = []

    def make(**environ: str) -> TestClient:
        settings = Settings.load({"AICC_DATA_DIR": str(tmp_path), **environ})
        client = TestClient(create_app(settings, engine=engine), raise_server_exceptions=False)
        opened.append(client.__enter__())
        return client

    yield make
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def client(make_client: MakeClient) -> TestClient:
    return make_client()


def bearer(**claims: object) -> dict[str, str]:
    """The header of a company's token with these claims."""
    return {"Authorization": f"Bearer {jwt.encode(claims, SECRET, 'HS256')}"}
