"""The servers given to users are those the tests run, and nobody else on the network sees them."""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
DOCKERFILE = ROOT / "infra/docker/elasticsearch.Dockerfile"


@pytest.fixture
def services() -> dict[str, Any]:
    compose = YAML(typ="safe").load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    services: dict[str, Any] = compose["services"]
    return services


def test_elasticsearch_is_the_version_of_the_test_node() -> None:
    pom = (ROOT / "tests/servers/elasticsearch/pom.xml").read_text(encoding="utf-8")
    tested = re.search(r"<elasticsearch.version>(.+)</", pom)
    given = re.search(r"^ARG VERSION=(.+)$", DOCKERFILE.read_text(encoding="utf-8"), re.MULTILINE)

    assert tested
    assert given
    assert given[1] == tested[1]


def test_elasticsearch_is_built_with_nori(services: dict[str, Any]) -> None:
    build = services["elasticsearch"]["build"]

    assert ROOT / build["context"] / build["dockerfile"] == DOCKERFILE
    assert "install --batch analysis-nori" in DOCKERFILE.read_text(encoding="utf-8")


def test_every_port_is_on_loopback(services: dict[str, Any]) -> None:
    ports = [port for service in services.values() for port in service["ports"]]

    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)
