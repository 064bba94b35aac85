"""`aicc admin`: what the owner of an installation does with it."""

import typer

from aicc.errors import ConfigError
from aicc.settings import Settings
from aicc.stores.keys import admin_key

app = typer.Typer(help="What the owner of an installation does with it.", no_args_is_help=True)


@app.command("key")
def key() -> None:
    """Show the key that /api/admin takes as its bearer token, without JWT_SECRET."""
    settings = Settings.load()
    if settings.jwt_secret:
        raise ConfigError("JWT_SECRET is set: /api/admin takes the company's tokens, and no key")
    typer.echo(admin_key(settings))
