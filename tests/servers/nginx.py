"""Debian's nginx for a test, with nothing set but where it passes on to."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.servers.ports import free_port, wait_until_taken

_CONFIG = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://127.0.0.1:{behind}; }} }}
}}
"""


_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin"  # where Debian puts it


def skip_if_missing() -> None:
    """Without it the test is skipped by name; in CI that is a failure."""
    if shutil.which("nginx", path=_PATH):
        return
    reason = "nginx is not installed: nobody tried what a proxy lets through"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def running_nginx(folder: Path, behind: int) -> Iterator[int]:
    """Its port; it ends with the block."""
    port = free_port()
    config = folder / "nginx.conf"
    config.write_text(_CONFIG.format(folder=folder, port=port, behind=behind), encoding="ascii")
    program = shutil.which("nginx", path=_PATH) or "nginx"
    process = subprocess.Popen([program, "-c", str(config)], stderr=subprocess.DEVNULL)
    try:
        wait_until_taken(process, port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)
