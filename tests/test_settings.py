"""Settings: types, units, and refusals that name the variable."""

from pathlib import Path

import pytest

from aicc.errors import ConfigError, ProviderError
from aicc.settings import Settings, secret_names


def test_everything_has_a_default_that_needs_no_server() -> None:
    settings = Settings.load({})

    assert (settings.session_store, settings.history_store) == ("sqlite", "sqlite")
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)


def test_values_are_read_with_their_units() -> None:
    settings = Settings.load(
        {
            "AICC_DATA_DIR": "elsewhere",
            "AICC_CHAT_DEADLINE": "500ms",
            "AICC_SESSION_TTL": "2h",
            "AICC_MAX_BODY": "2M",
            "AICC_ALLOWED_ORIGINS": "https://a.example, https://b.example",
            "AICC_LIMIT_LOOPBACK": "on",
        }
    )

    assert settings.data_dir == Path("elsewhere")
    assert settings.chat_deadline_s == 0.5
    assert settings.session_ttl_s == 7200
    assert settings.max_body == 2 * 1024 * 1024
    assert settings.allowed_origins == ("https://a.example", "https://b.example")
    assert settings.limit_loopback


def test_our_own_name_goes_before_the_usual_one() -> None:
    assert Settings.load({"AICC_PORT": "8001", "PORT": "8002"}).port == 8001


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert Settings.load({"PORT": " "}).port == 8000


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "eighty"),
        ("AICC_CHAT_DEADLINE", "0"),
        ("AICC_CHAT_DEADLINE", "2 years"),
        ("AICC_SESSION_STORE", "etcd"),
        ("AICC_TENANTS", "maybe"),
        ("AICC_MAX_BODY", "-1"),
        ("JWT_SECRET", "short"),
        ("AICC_NLU", "watson"),
        ("LEX_BOT_ID", "bot"),
        ("LEX_BOT_ALIAS_ID", "prod-alias"),
    ],
)
def test_a_wrong_value_is_refused_by_the_name_of_its_variable(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=f"^{name} must"):
        Settings.load({name: value})


def test_a_wrong_secret_is_not_repeated() -> None:
    with pytest.raises(ConfigError) as refused:
        Settings.load({"JWT_SECRET": "hunter2"})

    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"AICC_SESSION_STORE": "redis"}, "REDIS_URL"),
        ({"AICC_TENANTS": "on"}, "JWT_SECRET"),
        ({"AWS_ACCESS_KEY_ID": "made-up"}, "AWS_SECRET_ACCESS_KEY"),
        ({"AWS_SECRET_ACCESS_KEY": "made-up"}, "AWS_ACCESS_KEY_ID"),
        ({"AICC_NLU": "lex"}, "LEX_BOT_ID"),
        ({"LEX_BOT_ID": "MADEUPBOT1"}, "LEX_BOT_ALIAS_ID"),
        ({"LEX_BOT_ALIAS_ID": "TSTALIASID"}, "LEX_BOT_ID"),
    ],
)
def test_a_half_given_setting_names_what_is_missing(given: dict[str, str], missing: str) -> None:
    with pytest.raises(ConfigError, match=f"^{missing} is missing"):
        Settings.load(given)


def test_secrets_of_a_pack_come_one_by_one_or_together() -> None:
    together = '{"CORE_BANK": "made-up-1", "CARDS": "made-up-2"}'

    settings = Settings.load({"AICC_SECRETS": together, "AICC_SECRET_CARDS": "made-up-3"})

    assert dict(settings.secrets) == {"CORE_BANK": "made-up-1", "CARDS": "made-up-3"}


@pytest.mark.parametrize("text", ["hunter2", '["hunter2"]', '{"CARDS": {"hunter2": 2}}'])
def test_secrets_that_cannot_be_read_are_not_repeated(text: str) -> None:
    with pytest.raises(ConfigError, match="AICC_SECRETS must be a JSON object") as refused:
        Settings.load({"AICC_SECRETS": text})

    assert "hunter2" not in str(refused.value)


def test_secrets_are_not_in_the_repr() -> None:
    secret = "s" * 32

    assert secret not in repr(Settings.load({"JWT_SECRET": secret, "REDIS_URL": secret}))


def test_a_secret_is_read_from_where_the_environment_says_it_is() -> None:
    kept = {"arn:1": "s" * 31 + "1", "arn:2": '{"CARDS": "made-up"}'}

    settings = Settings.load(
        {"JWT_SECRET_ARN": "arn:1", "AICC_SECRETS_ARN": "arn:2"}, read_secret=kept.__getitem__
    )

    assert settings.jwt_secret == kept["arn:1"]
    assert dict(settings.secrets) == {"CARDS": "made-up"}


def test_a_secret_that_is_given_itself_is_not_read_from_elsewhere() -> None:
    given = {"JWT_SECRET": "s" * 32, "JWT_SECRET_ARN": "arn:1"}

    assert Settings.load(given, read_secret=str.upper).jwt_secret == "s" * 32


def test_where_nothing_reads_secrets_from_elsewhere_the_start_ends_with_what_to_give() -> None:
    with pytest.raises(ConfigError, match=r"JWT_SECRET_ARN .*: give JWT_SECRET$"):
        Settings.load({"JWT_SECRET_ARN": "arn:1"})


def test_a_secret_that_cannot_be_read_names_its_variable() -> None:
    def read(arn: str) -> str:
        raise ProviderError("secretsmanager.get_secret_value: AccessDeniedException")

    with pytest.raises(ConfigError, match=r"^AICC_SESSION_KEY_ARN: .*AccessDenied"):
        Settings.load({"AICC_SESSION_KEY_ARN": "arn:1"}, read_secret=read)


def test_only_what_is_secret_can_be_kept_elsewhere() -> None:
    assert Settings.load({"AICC_PACK_ARN": "arn:1"}).pack == "banking"
    assert "AICC_PACK" not in secret_names()
    assert {"JWT_SECRET", "AICC_SECRETS", "REDIS_URL", "AICC_SESSION_KEY"} <= secret_names()
