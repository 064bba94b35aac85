"""`aicc serve`: the HTTP service, the widget and the API documentation."""

import signal
import socket
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI

from aicc import logs
from aicc.errors import AiccError, ConfigError
from aicc.model.choose import choice_of
from aicc.packs.loader import find_pack, load_pack, shipped_names
from aicc.packs.pack import Pack
from aicc.redact import mask_value
from aicc.settings import Settings
from aicc.stores.keys import admin_key_file, session_key
from aicc.wiring import demo_backend
from api.app import create_app
from api.draining import DrainingServer
from api.exposure import check_exposure
from api.listening import KEEP_ALIVE_S, MOST_CONNECTIONS, GuardedHttp

from .complaint import complain
from .workers import Workers, end_with_parent


def serve(
    pack: Annotated[str | None, typer.Option(help="Shipped name or path.")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.", min=1, max=65535)] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Folder for what is kept.")] = None,
    workers: Annotated[int | None, typer.Option(help="Processes that serve.", min=1)] = None,
) -> None:
    """Serve the bot over HTTP. Options go before settings (AICC_PACK, AICC_PORT, …)."""
    found = Settings.load()
    settings = replace(
        found,
        pack=pack or found.pack,
        host=host or found.host,
        port=port or found.port,
        data_dir=data_dir or found.data_dir,
        workers=workers or found.workers,
    )
    check_shared(settings)
    listener = _listen(settings.host, settings.port)
    with listener:
        code = _serve_alone(settings, listener) if settings.workers == 1 else 0
        if settings.workers > 1:
            code = _serve_together(settings, listener)
    if code:
        raise typer.Exit(code)
    typer.echo("AICC has stopped.")


def check_shared(settings: Settings) -> None:
    """What one process keeps to itself, the others of a service cannot know."""
    alone = {
        "AICC_SESSION_STORE": settings.session_store,
        "AICC_HISTORY_STORE": settings.history_store,
    }
    for name, store in alone.items():
        if settings.workers > 1 and store == "memory":
            raise ConfigError(
                f"{name}=memory is kept by one process: it cannot have --workers {settings.workers}"
            )


def _serve_alone(settings: Settings, listener: socket.socket) -> int:
    app = create_app(settings)
    warn_of_findings(settings.pack)
    _say_where(settings, app.state.service.engine.upkeep.pack)
    run_server(app, settings, listener, owns_listener=True)
    return 0


def _serve_together(settings: Settings, listener: socket.socket) -> int:
    """What is wrong is said here, once, before it is said by each of them."""
    check_exposure(settings)
    pack = load_pack(settings.pack)
    logs.configure(mask=mask_value, level=settings.log_level)
    session_key(settings)
    warn_of_findings(settings.pack)
    _say_where(settings, pack)
    return Workers(settings, listener, serve_as_worker, settings.workers).run()


def serve_as_worker(settings: Settings, listener: socket.socket) -> None:
    end_with_parent()
    try:
        with listener:
            run_server(create_app(settings), settings, listener, owns_listener=False)
    except AiccError as error:
        complain(error)
        sys.exit(1)


def run_server(
    app: FastAPI, settings: Settings, listener: socket.socket, *, owns_listener: bool
) -> None:
    config = uvicorn.Config(
        app,
        http=GuardedHttp,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=KEEP_ALIVE_S,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=10,
        server_header=False,
        proxy_headers=False,  # the application knows whom to believe
    )
    server = DrainingServer(
        config,
        drain_s=settings.drain_s,
        owns_listener=owns_listener,
        end_streams=app.state.service.events.end,
    )
    signal.signal(signal.SIGTERM, lambda *_: None)  # uvicorn raises it again when it has ended
    with suppress(KeyboardInterrupt):  # Ctrl-C, once the open requests are answered
        server.run(sockets=[listener])


def warn_of_findings(pack: str) -> None:
    """Say on stderr what `aicc validate` finds in a pack of one's own; it is served nevertheless.

    Shipped packs have no finding: their tests hold that, and `make run` need not read them twice.
    """
    folder = find_pack(pack)
    if pack in shipped_names() or not folder.is_dir():
        return
    from aicc.packs.lint.pack import lint  # a compiled pack is served without a YAML reader

    findings = lint(folder, demo_backend().actions)
    errors = [finding for finding in findings if finding.is_error]
    if findings:
        warnings = len(findings) - len(errors)
        counts = f"{len(errors)} errors and {warnings} warnings"
        complain(f"the pack {pack!r} has {counts}: aicc validate {pack} shows them")
    for finding in errors:
        complain(finding)


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


def _say_where(settings: Settings, pack: Pack) -> None:
    shown = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104 - compared, not bound
    base = f"http://{shown}:{settings.port}"
    typer.echo(f"AICC is serving the pack {settings.pack!r}. Stop it with Ctrl-C.")
    typer.echo(f"  widget demo   {base}/")
    typer.echo(f"  API docs      {base}/docs")
    typer.echo(f"  health        {base}/ready")
    typer.echo(f"  data folder   {settings.data_dir.resolve()}")
    if not settings.jwt_secret:
        key = admin_key_file(settings).resolve()
        typer.echo(f"  admin key     in {key}: aicc admin key shows it")
    typer.echo(f"  model         {choice_of(settings, pack.model).shown}")
    if pack.shows_money and not pack.wants_identity:
        typer.echo("  identity      off: a customer number alone shows money (docs: identity.md)")
    if settings.local_admin:
        complain("AICC_LOCAL_ADMIN=on: /api/admin is open to every program of this machine")
