"""One contact as Connect knows it, and the tree that JSONPaths are looked up in."""

from dataclasses import dataclass, field

from aicc.amazon.phone.shelf import name_in
from aicc.domain.json import Json, JsonMap

REGION, ACCOUNT = "ap-northeast-2", "000000000000"
INSTANCE_ARN = f"arn:aws:connect:{REGION}:{ACCOUNT}:instance/00000000-0000-4000-8000-000000000002"
CALLER_NUMBER, OUR_NUMBER = "+821000000000", "+821500000000"
VOICE, CHAT = "VOICE", "CHAT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    name: str
    arn: str

    def as_json(self) -> JsonMap:
        return {"ARN": self.arn, "Name": self.name, "OutboundCallerId": None}


@dataclass(slots=True, kw_only=True)
class Contact:
    """`external` is the answer of the last Lambda alone; flow attributes end with their flow."""

    contact_id: str
    number: str = CALLER_NUMBER
    channel: str = VOICE
    initiation: str = "INBOUND"
    language: str = "en-US"  # what Connect has until a flow sets another
    customer_id: str | None = None
    name: str | None = None
    description: str | None = None
    attributes: dict[str, str] = field(default_factory=dict)
    flow_attributes: dict[str, str] = field(default_factory=dict)
    external: JsonMap = field(default_factory=dict)
    lex: JsonMap = field(default_factory=dict)
    metrics: JsonMap = field(default_factory=dict)
    stored_input: str | None = None
    callback_number: str | None = None
    queue: Queue | None = None
    agent: JsonMap = field(default_factory=dict)
    hooks: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    voice: str | None = None
    module_result: JsonMap = field(default_factory=dict)
    spaces: dict[str, Json] = field(default_factory=dict)  # Customer, Case, Views: what was told

    @property
    def customer_endpoint(self) -> JsonMap | None:
        return _telephone(self.number) if self.channel == VOICE else None

    @property
    def system_endpoint(self) -> JsonMap | None:
        return _telephone(OUR_NUMBER) if self.channel == VOICE else None

    def tree(self) -> JsonMap:
        """By the roots that flows may name."""
        values: dict[str, Json] = {
            "Channel": self.channel,
            "ContactId": self.contact_id,
            "InitialContactId": self.contact_id,
            "PreviousContactId": self.contact_id,
            "InstanceARN": INSTANCE_ARN,
            "AwsRegion": REGION,
            "InitiationMethod": self.initiation,
            "LanguageCode": self.language,
            "CustomerId": self.customer_id,
            "Name": self.name,
            "Description": self.description,
            "StoredCustomerInput": self.stored_input,
            "CustomerCallbackNumber": self.callback_number,
            "TextToSpeechVoice": self.voice,
        }
        spaces: dict[str, Json] = {
            "Attributes": self.attributes,
            "FlowAttributes": self.flow_attributes,
            "External": self.external,
            "Lex": self.lex,
            "Metrics": self.metrics,
            "CustomerEndpoint": self.customer_endpoint,
            "SystemEndpoint": self.system_endpoint,
            "Queue": self.queue.as_json() if self.queue else None,
            "Agent": self.agent,
            "Tags": self.tags,
            "Modules": self.module_result,
        }
        return {**values, **spaces, **self.spaces}


def queue_named(reference: str) -> Queue:
    name = name_in(reference)
    is_arn = reference.startswith("arn:")
    return Queue(name=name, arn=reference if is_arn else f"{INSTANCE_ARN}/queue/{name}")


def _telephone(number: str) -> JsonMap:
    return {"Address": number, "Type": "TELEPHONE_NUMBER"}
