"""The settings of language models: those we name ourselves, and the names that people have."""

from dataclasses import dataclass

from aicc import setting_values as values
from aicc.errors import ConfigError

_setting = values.setting

PROVIDERS = ("openai", "azure", "anthropic", "bedrock")
EMBEDDED = "embedded"
NAMED = rf"{EMBEDDED}|(?:{'|'.join(PROVIDERS)}):\S+"
NAMED_AS = "embedded, openai:NAME, azure:DEPLOYMENT, anthropic:NAME or bedrock:ID"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    model: str = _setting(
        "",
        "AICC_MODEL",
        values.matching(NAMED, NAMED_AS),
        f"Language model: {NAMED_AS}; when empty the pack's, else the first that is given of "
        "MODEL_ID, Azure, Anthropic, OpenAI, else embedded",
    )
    model_deadline_s: float = _setting(
        30.0, "AICC_AGENT_DEADLINE", values.seconds, "Longest time of an answer that a model writes"
    )
    day_tokens: int = _setting(
        0,
        "AICC_DAY_TOKENS",
        values.count,
        "Most tokens a day and tenant that a model may use, requests and answers; then entries are "
        "quoted. 0 for no limit",
    )
    day_micro_usd: int = _setting(
        0,
        "AICC_DAY_USD",
        values.micro_usd,
        "Most US dollars a day and tenant, such as 2.50, by our list of prices; 0 for no limit",
    )
    bedrock_model: str = _setting(
        "", "MODEL_ID", str, "Model id of Amazon Bedrock, or the ARN of an inference profile"
    )
    bedrock_token: str = _setting(
        "",
        "AWS_BEARER_TOKEN_BEDROCK",
        str,
        "API key of Amazon Bedrock, instead of a signature with AWS credentials",
        secret=True,
    )
    bedrock_endpoint: str = _setting(
        "", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME", values.url, "Another address for Amazon Bedrock"
    )
    azure_endpoint: str = _setting(
        "", "AZURE_OPENAI_ENDPOINT", values.url, "Azure OpenAI, such as https://name.example.azure"
    )
    azure_key: str = _setting("", "AZURE_OPENAI_API_KEY", str, "Key for Azure OpenAI", secret=True)
    azure_deployment: str = _setting(
        "", "AZURE_OPENAI_DEPLOYMENT_ID", str, "Deployment of Azure OpenAI"
    )
    azure_version: str = _setting(
        "2024-02-15-preview",
        "AZURE_OPENAI_API_VERSION",
        values.matching(r"\d{4}-\d\d-\d\d(?:-preview)?", "a date, perhaps with -preview"),
        "Version of Azure's interface; before 2024-09-01 tokens are estimated",
    )
    anthropic_key: str = _setting("", "ANTHROPIC_API_KEY", str, "Key for Anthropic", secret=True)
    openai_key: str = _setting("", "OPENAI_API_KEY", str, "Key for OpenAI", secret=True)
    openai_base_url: str = _setting(
        "",
        "OPENAI_BASE_URL",
        values.url,
        "Another server that speaks as OpenAI does, such as http://localhost:8080/v1",
    )


def check_model(given: ModelSettings, named: str = "") -> None:
    """`ConfigError` names what is missing for the model that is `named` (else by AICC_MODEL), and
    of Azure's three, which are of no use alone."""
    named = named or given.model
    provider = named.partition(":")[0]
    azure = {
        "AZURE_OPENAI_ENDPOINT": given.azure_endpoint,
        "AZURE_OPENAI_API_KEY": given.azure_key,
        "AZURE_OPENAI_DEPLOYMENT_ID": given.azure_deployment or provider == "azure",
    }
    if any(azure.values()):
        there = f"the model {named}" if provider == "azure" else next(filter(azure.get, azure))
        _need(azure, there)
    if provider == "anthropic":
        _need({"ANTHROPIC_API_KEY": given.anthropic_key}, f"the model {named}")
    if provider == "openai":
        one = given.openai_key or given.openai_base_url
        _need({"OPENAI_API_KEY (or OPENAI_BASE_URL)": one}, f"the model {named}")


def _need(needed: dict[str, str | bool], there: str) -> None:
    for name, value in needed.items():
        if not value:
            raise ConfigError(f"{name} is missing: {there} needs it")
