"""From settings and a pack to the one model that answers, and why it is that one."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from aicc.model.budgeted import BudgetedModel, DayLimits
from aicc.model.embedded import EmbeddedModel
from aicc.model.metered import MeteredModel, ModelCall, log_call
from aicc.model.port import ChatModel
from aicc.model_settings import EMBEDDED, ModelSettings, check_model
from aicc.stores import aws
from aicc.wire.request import Request
from aicc.wire.sigv4 import Sign, SigV4

ANTHROPIC_MODEL, OPENAI_MODEL = "claude-haiku-4-5", "gpt-4o-mini"  # where only a key is given


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelChoice:
    """`why` names what chose it."""

    provider: str
    name: str
    why: str

    @property
    def shown(self) -> str:
        if self.provider == EMBEDDED:
            return f"{EmbeddedModel.about.shown}, by {self.why}"
        return f"{self.provider}:{self.name}, by {self.why}"


def choice_of(settings: ModelSettings, pack_model: str = "") -> ModelChoice:
    """AICC_MODEL, the pack, MODEL_ID, Azure, Anthropic, OpenAI, or what needs nothing. A model
    whose key is missing is a `ConfigError`, and never another model instead."""
    for named, why in ((settings.model, "AICC_MODEL"), (pack_model, "the pack")):
        if named:
            check_model(settings, named)
            provider, _, name = named.partition(":")
            return ModelChoice(provider=provider, name=name, why=why)
    given = (
        ("bedrock", settings.bedrock_model, "MODEL_ID", settings.bedrock_model),
        ("azure", settings.azure_endpoint, "AZURE_OPENAI_ENDPOINT", settings.azure_deployment),
        ("anthropic", settings.anthropic_key, "ANTHROPIC_API_KEY", ANTHROPIC_MODEL),
        ("openai", settings.openai_key, "OPENAI_API_KEY", OPENAI_MODEL),
        ("openai", settings.openai_base_url, "OPENAI_BASE_URL", OPENAI_MODEL),
    )
    for provider, is_given, why, name in given:
        if is_given:
            return ModelChoice(provider=provider, name=name, why=why)
    return ModelChoice(provider=EMBEDDED, name="", why="default")


def model_for(
    settings: ModelSettings,
    region: str,
    choice: ModelChoice,
    *,
    report: Callable[[ModelCall], None] = log_call,
    day: DayLimits | None = None,
) -> ChatModel:
    """Nothing personal reaches one that is not embedded; its calls are reported, and count
    against the day's limits where there are any."""
    if choice.provider == EMBEDDED:
        return EmbeddedModel()
    from aicc.model.masked import MaskedModel

    model: ChatModel = MeteredModel(_remote(settings, region, choice), report)
    return MaskedModel(BudgetedModel(model, day) if day else model)


def _remote(settings: ModelSettings, region: str, choice: ModelChoice) -> ChatModel:
    """Its adapter is loaded now, and urllib3 with it."""
    from aicc.wire.http import HttpWire

    wire = HttpWire()
    if choice.provider == "bedrock":
        from aicc.model.bedrock import BedrockChat

        sign = _bearer(settings.bedrock_token) if settings.bedrock_token else SigV4(aws.credentials)
        endpoint = settings.bedrock_endpoint
        return BedrockChat(choice.name, region=region, sign=sign, wire=wire, endpoint=endpoint)
    if choice.provider == "azure":
        from aicc.model.azure import AzureChat

        return AzureChat(
            choice.name,
            endpoint=settings.azure_endpoint,
            key=settings.azure_key,
            version=settings.azure_version,
            wire=wire,
        )
    if choice.provider == "anthropic":
        from aicc.model.anthropic import AnthropicChat

        return AnthropicChat(choice.name, key=settings.anthropic_key, wire=wire)
    from aicc.model.openai_chat import OpenAiChat

    key, base_url = settings.openai_key, settings.openai_base_url
    return OpenAiChat(choice.name, key=key, base_url=base_url, wire=wire)


def _bearer(token: str) -> Sign:
    def sign(request: Request, service: str, region: str) -> Request:
        return replace(request, headers={**request.headers, "Authorization": f"Bearer {token}"})

    return sign
