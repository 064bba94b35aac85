"""What a service must not be started with: named all at once, before anybody can reach it."""

from collections.abc import Iterator

from aicc.errors import ConfigError
from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack
from aicc.setting_values import random_key
from aicc.settings import Settings

FEWEST_DIFFERENT = 16  # characters of a secret that nobody guesses
_MADE_UP = ("changeme", "change-me", "change_me", "example", "password", "secret", "default")


def check_exposure(settings: Settings) -> None:
    """`ConfigError` with everything that is wrong."""
    found = [*_open_to_the_net(settings)]
    if settings.is_production:
        found += _not_for_production(settings)
        found += _of_the_pack(load_pack(settings.pack))
    if found:
        where = "ENVIRONMENT=production" if settings.is_production else "the service"
        raise ConfigError(f"{where} does not start like this: {'; '.join(found)}")


def _open_to_the_net(settings: Settings) -> Iterator[str]:
    if settings.local_admin and (settings.jwt_secret or not settings.is_on_loopback):
        yield "AICC_LOCAL_ADMIN=on is for loopback alone, without JWT_SECRET"
    if not (settings.is_on_loopback or settings.jwt_secret or settings.open_chat):
        yield (
            f"AICC_HOST={settings.host} lets everybody speak in anybody's name over /chat: set "
            "JWT_SECRET, or AICC_OPEN_CHAT=on where that is meant"
        )


def _not_for_production(settings: Settings) -> Iterator[str]:
    if not settings.jwt_secret:
        yield "JWT_SECRET is missing"
    for name, secret in (
        ("JWT_SECRET", settings.jwt_secret),
        ("JWT_SECRET_BEFORE", settings.jwt_secret_before),
        ("AICC_SESSION_KEY", settings.session_key),
    ):
        if secret and _is_weak(secret):
            yield f"{name} is weak (openssl rand -base64 32 makes a good one)"
    if not settings.session_key and {settings.session_store, settings.history_store} - {"sqlite"}:
        yield "AICC_SESSION_KEY is missing"
    if any("*" in origin for origin in settings.allowed_origins):
        yield "AICC_ALLOWED_ORIGINS names every site"
    if settings.docs:
        yield "AICC_DOCS is on"
    if not settings.metrics_token:
        yield "AICC_METRICS_TOKEN is missing: anybody may read /metrics"
    for name, is_on in (
        ("AICC_OPEN_CHAT", settings.open_chat),
        ("AICC_HTTP_OPEN", settings.http_open),
    ):
        if is_on:
            yield f"{name} is on"


def _of_the_pack(pack: Pack) -> Iterator[str]:
    if pack.shows_money and not pack.wants_identity:
        yield f"the pack {pack.id} tells money for a number alone: identity: required in pack.yaml"


def _is_weak(secret: str) -> bool:
    if len(set(secret)) < FEWEST_DIFFERENT:
        return random_key(secret) is None or len(set(secret)) < FEWEST_DIFFERENT // 2
    return any(word in secret.lower() for word in _MADE_UP)
