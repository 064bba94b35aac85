"""A plain nginx in front, as people put TLS before the service: it opens nothing."""

import http.client
import signal
from pathlib import Path

import pytest

from tests.servers.nginx import running_nginx, skip_if_missing
from tests.service.serving import Serving


@pytest.fixture(autouse=True)
def _nginx() -> None:
    skip_if_missing()


def status_of(port: int, path: str, **headers: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_default_nginx_does_not_open_the_admin_api(tmp_path: Path, unused_port: int) -> None:
    serving = Serving(tmp_path, unused_port)
    try:
        serving.wait_until_ready()
        key = (tmp_path / "data" / "admin.key").read_text()
        with running_nginx(tmp_path, unused_port) as port:
            stranger = status_of(port, "/api/admin/faqs")
            owner = status_of(port, "/api/admin/faqs", Authorization=f"Bearer {key}")
            anybody = status_of(port, "/health")
    finally:
        serving.end(signal.SIGKILL)

    assert (stranger, owner, anybody) == (401, 200, 200)
    assert key not in serving.output
    assert "admin.key" in serving.output
