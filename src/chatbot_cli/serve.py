"""`aicc serve`: the HTTP service, the widget and the API documentation."""

import socket
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from aicc.errors import ConfigError
from aicc.settings import Settings
from api.app import create_app

from .output import out


def serve(
    pack: Annotated[str | None, typer.Option(help="Shipped name or path.")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.", min=1, max=65535)] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Folder for what is kept.")] = None,
) -> None:
    """Serve the bot over HTTP. Options go before settings (AICC_PACK, AICC_PORT, …)."""
    found = Settings.load()
    settings = replace(
        found,
        pack=pack or found.pack,
        host=host or found.host,
        port=port or found.port,
        data_dir=data_dir or found.data_dir,
    )
    listener = _listen(settings.host, settings.port)
    with listener:
        app = create_app(settings)
        _say_where(settings)
        config = uvicorn.Config(
            app,
            access_log=False,
            log_config=None,
            timeout_graceful_shutdown=10,
            server_header=False,
        )
        with suppress(KeyboardInterrupt):  # Ctrl-C, once the open requests are answered
            uvicorn.Server(config).run(sockets=[listener])
    out.print("AICC has stopped.")


def _listen(host: str, port: int) -> socket.socket:
    """Taken before anything is loaded, so that a busy port is said at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise ConfigError(
            f"cannot listen on {host}:{port}: {error.strerror}. "
            "Choose another with --port, or with PORT=8123 make run"
        ) from error
    return listener


def _say_where(settings: Settings) -> None:
    shown = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104 - compared, not bound
    base = f"http://{shown}:{settings.port}"
    out.print(f"AICC is serving the pack {settings.pack!r}. Stop it with Ctrl-C.")
    out.print(f"  widget demo   {base}/")
    out.print(f"  API docs      {base}/docs")
    out.print(f"  health        {base}/ready")
    out.print(f"  data folder   {settings.data_dir.resolve()}", markup=False)
