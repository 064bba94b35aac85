"""The names of a Connect instance, read with its list calls: what `render` fills in."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Protocol

from aicc.amazon.connect.placeholders import Kind, Names
from aicc.errors import ProviderError
from aicc.stores.aws import provider_errors

Answer = Mapping[str, Any]


class ConnectLists(Protocol):
    """The calls that we make, with the names that boto3 gives them."""

    def list_contact_flows(self, **given: Any) -> Answer: ...
    def list_contact_flow_modules(self, **given: Any) -> Answer: ...
    def list_queues(self, **given: Any) -> Answer: ...
    def list_hours_of_operations(self, **given: Any) -> Answer: ...
    def list_prompts(self, **given: Any) -> Answer: ...
    def list_lambda_functions(self, **given: Any) -> Answer: ...
    def list_bots(self, **given: Any) -> Answer: ...


class LexModels(Protocol):
    """Connect lists bots by the ARN of their alias; Lex knows their names."""

    def describe_bot(self, *, botId: str) -> Answer: ...
    def describe_bot_alias(self, *, botId: str, botAliasId: str) -> Answer: ...


class Instance:
    """The clients come with their time-outs set; `ProviderError` for whatever AWS says."""

    def __init__(self, instance_id: str, connect: ConnectLists, lex: LexModels) -> None:
        self._id = instance_id
        self._connect = connect
        self._lex = lex

    def names(self, kinds: Collection[Kind]) -> Names:
        """Only the kinds asked for: each costs a call or more."""
        readers: Mapping[Kind, Callable[[], Mapping[str, str]]] = {
            Kind.FLOW: lambda: self._summaries("contact_flows", "ContactFlowSummaryList"),
            Kind.MODULE: lambda: self._summaries(
                "contact_flow_modules", "ContactFlowModulesSummaryList"
            ),
            Kind.QUEUE: lambda: self._summaries("queues", "QueueSummaryList"),
            Kind.HOURS: lambda: self._summaries(
                "hours_of_operations", "HoursOfOperationSummaryList"
            ),
            Kind.PROMPT: lambda: self._summaries("prompts", "PromptSummaryList"),
            Kind.LAMBDA: self._functions,
            Kind.LEX: self._bots,
        }
        return {kind: readers[kind]() for kind in kinds}

    def _summaries(self, what: str, member: str) -> Mapping[str, str]:
        # queues of agents have no name
        return {each["Name"]: each["Arn"] for each in self._all(what, member) if "Name" in each}

    def _functions(self) -> Mapping[str, str]:
        """`arn:aws:lambda:region:account:function:NAME`, with a version or alias behind it."""
        arns = self._all("lambda_functions", "LambdaFunctions")
        return {arn.split(":")[6]: arn for arn in arns}

    def _bots(self) -> Mapping[str, str]:
        aliases = dict(self._aliases())
        bots = Counter(name.partition("/")[0] for name in aliases)
        alone = {
            name.partition("/")[0]: arn
            for name, arn in aliases.items()
            if bots[name.partition("/")[0]] == 1
        }
        return {**aliases, **alone}

    def _aliases(self) -> Iterator[tuple[str, str]]:
        """`bot/alias` and the ARN, which ends in `bot-alias/BOTID/ALIASID`."""
        for each in self._all("bots", "LexBots", LexVersion="V2"):
            arn = str(each["LexV2Bot"]["AliasArn"])
            _, bot_id, alias_id = arn.rsplit("/", 2)
            with provider_errors("render.lex"):
                bot = self._lex.describe_bot(botId=bot_id)
                alias = self._lex.describe_bot_alias(botId=bot_id, botAliasId=alias_id)
            yield f"{bot['botName']}/{alias['botAliasName']}", arn

    def _all(self, what: str, member: str, **given: str) -> Iterator[Any]:
        """Every page of a list call."""
        call = getattr(self._connect, f"list_{what}")
        token: str | None = None
        while True:
            page = {"NextToken": token} if token else {}
            with provider_errors(f"render.{what}"):
                answer = call(InstanceId=self._id, **given, **page)
            yield from answer[member]
            following = answer.get("NextToken")
            if not following:
                return
            if following == token:
                raise ProviderError(f"render.{what}: the same page again")
            token = following
