"""Settings that need one another: what is half given is refused by the missing one's name."""

from collections.abc import Mapping

from aicc.errors import ConfigError

# a field, its value that needs another (empty: any), that other one, and what is said without it
_NEEDS = (
    ("session_store", "redis", "redis_url", "REDIS_URL is missing: AICC_SESSION_STORE=redis"),
    ("session_secrets", "redis", "redis_url", "REDIS_URL is missing: AICC_SESSION_SECRETS=redis"),
    ("nlu", "lex", "lex_bot_id", "LEX_BOT_ID is missing: AICC_NLU=lex"),
    ("desk_hook", "", "desk_hook_secret", "AICC_DESK_HOOK_SECRET is missing: AICC_DESK_HOOK"),
    ("desk_hook_secret", "", "desk_hook", "AICC_DESK_HOOK is missing: AICC_DESK_HOOK_SECRET"),
    ("tenants", "", "jwt_secret", "JWT_SECRET is missing: AICC_TENANTS=on"),
    ("jwt_secret_before", "", "jwt_secret", "JWT_SECRET is missing: JWT_SECRET_BEFORE"),
)
PAIRS = (
    ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
    ("LEX_BOT_ID", "LEX_BOT_ALIAS_ID"),
)


def check_together(chosen: Mapping[str, object], given: Mapping[str, str]) -> None:
    """`chosen` by the names of the fields, `given` by those of the variables."""
    for name, value, other, missing in _NEEDS:
        found = chosen[name]
        if (found == value if value else bool(found)) and not chosen[other]:
            raise ConfigError(f"{missing} needs it")
    if chosen["demo_codes"] == "on" and chosen["jwt_secret"]:
        raise ConfigError("AICC_DEMO_CODES=on is not for real customers: JWT_SECRET is set")
    for one, other in PAIRS:
        if bool(given.get(one)) != bool(given.get(other)):
            missing, there = (other, one) if given.get(one) else (one, other)
            raise ConfigError(f"{missing} is missing: {there} is set and needs it")
