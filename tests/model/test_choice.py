"""Which model answers, and what is refused by name."""

from typing import Any

import pytest

from aicc.errors import ConfigError, ProviderError
from aicc.model.choose import choice_of, model_for
from aicc.settings import Settings
from tests.model.requests import KEY
from tests.model.services import AZURE, OPENAI
from tests.model.streams import streams
from tests.model.test_placeholders import said_by
from tests.systems.system import Asked, a_system

# In their order: each goes before all that stand below it
IN_ORDER: list[tuple[str, dict[str, str]]] = [
    ("openai:mine, by AICC_MODEL", {"AICC_MODEL": "openai:mine", "OPENAI_API_KEY": "k"}),
    ("embedded (extractive), by the pack", {}),
    ("bedrock:some.model-v1:0, by MODEL_ID", {"MODEL_ID": "some.model-v1:0"}),
    (
        "azure:gpt, by AZURE_OPENAI_ENDPOINT",
        {
            "AZURE_OPENAI_ENDPOINT": "https://name.example",
            "AZURE_OPENAI_API_KEY": "k",
            "AZURE_OPENAI_DEPLOYMENT_ID": "gpt",
        },
    ),
    ("anthropic:claude-haiku-4-5, by ANTHROPIC_API_KEY", {"ANTHROPIC_API_KEY": "k"}),
    ("openai:gpt-4o-mini, by OPENAI_API_KEY", {"OPENAI_API_KEY": "k"}),
    ("openai:gpt-4o-mini, by OPENAI_BASE_URL", {"OPENAI_BASE_URL": "http://localhost:8080/v1"}),
    ("embedded (extractive), by default", {}),
]


@pytest.mark.parametrize("at", range(len(IN_ORDER)), ids=[shown for shown, _ in IN_ORDER])
def test_the_first_that_is_given_is_chosen(at: int) -> None:
    given: dict[str, str] = {}
    for _, variables in reversed(IN_ORDER[at:]):
        given |= variables
    pack_model = "embedded" if at <= 1 else ""

    assert choice_of(Settings.load(given), pack_model).shown == IN_ORDER[at][0]


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"AZURE_OPENAI_ENDPOINT": "https://name.example"}, "AZURE_OPENAI_API_KEY is missing"),
        ({"AZURE_OPENAI_API_KEY": "k"}, "AZURE_OPENAI_ENDPOINT is missing"),
        ({"AZURE_OPENAI_DEPLOYMENT_ID": "gpt"}, "AZURE_OPENAI_ENDPOINT is missing"),
        ({"AICC_MODEL": "azure:gpt"}, "AZURE_OPENAI_ENDPOINT is missing"),
        ({"AICC_MODEL": "anthropic:x"}, "ANTHROPIC_API_KEY is missing"),
        ({"AICC_MODEL": "openai:x"}, "OPENAI_API_KEY .* is missing"),
        ({"AICC_MODEL": "gpt-4o"}, "AICC_MODEL must be embedded, openai:NAME"),
        ({"AZURE_OPENAI_API_VERSION": "newest"}, "AZURE_OPENAI_API_VERSION must be a date"),
        ({"AICC_DAY_USD": "much"}, "AICC_DAY_USD must be an amount of US dollars"),
        ({"OPENAI_BASE_URL": "localhost"}, "OPENAI_BASE_URL must be an address"),
    ],
)
def test_what_is_half_given_is_refused_by_name(given: dict[str, str], missing: str) -> None:
    with pytest.raises(ConfigError, match=missing):
        Settings.load(given)


def test_a_pack_whose_model_has_no_key_is_refused() -> None:
    with pytest.raises(ConfigError, match="ANTHROPIC_API_KEY is missing: the model anthropic:x"):
        choice_of(Settings.load({}), "anthropic:x")


SETTINGS: dict[str, Any] = {
    "openai": lambda url: {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": f"{url}/v1"},
    "azure": lambda url: {
        "AZURE_OPENAI_ENDPOINT": url,
        "AZURE_OPENAI_API_KEY": KEY,
        "AZURE_OPENAI_DEPLOYMENT_ID": "gpt",
    },
}


@pytest.mark.parametrize(("name", "known"), [("openai", OPENAI), ("azure", AZURE)])
def test_settings_lead_to_a_model_that_answers_and_sees_nothing_personal(
    name: str, known: Any
) -> None:
    with a_system(known.refuse) as system:
        system.will(streams(known.words))
        settings = Settings.load(SETTINGS[name](system.address))
        model = model_for(settings, settings.aws_region, choice_of(settings))

        said = said_by(model, "제 번호는 010-1234-5678입니다. 배송은요?")

    assert said == "배송은 이틀 걸립니다."
    assert b"5678" not in system.asked[0].body


def test_bedrocks_api_key_stands_in_for_a_signature() -> None:
    def refuse(asked: Asked) -> str:
        right = asked.headers["authorization"] == "Bearer a-token-of-nobody"
        return "seen" if right else "wrong"

    with a_system(refuse) as system:
        settings = Settings.load(
            {
                "MODEL_ID": "some.model-v1:0",
                "AWS_BEARER_TOKEN_BEDROCK": "a-token-of-nobody",
                "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": system.address,
            }
        )
        model = model_for(settings, settings.aws_region, choice_of(settings))

        with pytest.raises(ProviderError, match="bedrock: HTTP 400"):
            said_by(model, "안녕하세요")

    assert system.refuse(system.asked[0]) == "seen"


def test_keys_are_shown_by_no_repr() -> None:
    settings = Settings.load({"OPENAI_API_KEY": KEY, "ANTHROPIC_API_KEY": KEY})

    assert KEY not in repr(settings)


def test_dollars_are_kept_as_whole_millionths() -> None:
    settings = Settings.load({"AICC_DAY_USD": "2.50", "AICC_DAY_TOKENS": "60000"})

    assert (settings.day_micro_usd, settings.day_tokens) == (2_500_000, 60_000)
