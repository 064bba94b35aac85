"""A Connect instance and the Lex models behind its bots, in memory, with AWS's own limits."""

from typing import Any

from tests.understanding.aws_model import (
    Plain,
    checked_answer,
    failure,
    operation,
    refuse_wrong_request,
)

INSTANCE = "11111111-2222-3333-4444-555555555555"
REGION = "arn:aws:{service}:ap-northeast-2:123456789012"
PAGE = 2


def arn(what: str, name: str) -> str:
    return f"{REGION.format(service='connect')}:instance/{INSTANCE}/{what}/{name}"


class FakeConnect:
    """Answers by pages of two; `failing` names a call that throttles; `asked` is what came."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.failing = ""
        self.flows = {"callback": arn("contact-flow", "f1"), "customer_queue": arn("flow", "f2")}
        self.queues = {"support": arn("queue", "q1"), "callback": arn("queue", "q2")}
        self.queues["vip"] = arn("queue", "q3")
        self.hours = {"business": arn("operating-hours", "h1")}
        self.functions = [f"{REGION.format(service='lambda')}:function:connect_turn:live"]
        self.bots = [f"{REGION.format(service='lex')}:bot-alias/MADEUPBOT1/MADEUPALS1"]

    def list_contact_flows(self, **given: Any) -> Plain:
        return self._page("ListContactFlows", given, "ContactFlowSummaryList", named(self.flows))

    def list_contact_flow_modules(self, **given: Any) -> Plain:
        return self._page("ListContactFlowModules", given, "ContactFlowModulesSummaryList", [])

    def list_queues(self, **given: Any) -> Plain:
        agents = [{"Id": "a", "Arn": arn("queue", "agent"), "QueueType": "AGENT"}]
        return self._page("ListQueues", given, "QueueSummaryList", [*agents, *named(self.queues)])

    def list_hours_of_operations(self, **given: Any) -> Plain:
        found = named(self.hours)
        return self._page("ListHoursOfOperations", given, "HoursOfOperationSummaryList", found)

    def list_prompts(self, **given: Any) -> Plain:
        return self._page("ListPrompts", given, "PromptSummaryList", [])

    def list_lambda_functions(self, **given: Any) -> Plain:
        return self._page("ListLambdaFunctions", given, "LambdaFunctions", self.functions)

    def list_bots(self, **given: Any) -> Plain:
        found = [{"LexV2Bot": {"AliasArn": bot}} for bot in self.bots]
        return self._page("ListBots", given, "LexBots", found)

    def _page(self, name: str, given: Plain, member: str, found: list[Any]) -> Plain:
        model = operation("connect", name)
        refuse_wrong_request(model, given)
        self.asked.append(name)
        if name == self.failing:
            raise failure("ThrottlingException", name)
        start = int(given.get("NextToken", "0"))
        answer: Plain = {member: found[start : start + PAGE]}
        if start + PAGE < len(found):
            answer["NextToken"] = str(start + PAGE)
        return checked_answer(model, answer)


def named(arns: dict[str, str]) -> list[Plain]:
    return [{"Id": name, "Arn": each, "Name": name} for name, each in arns.items()]


class FakeLexModels:
    def describe_bot(self, *, botId: str) -> Plain:
        return self._answer("DescribeBot", {"botId": botId}, {"botName": "AICC-ChatBot"})

    def describe_bot_alias(self, *, botId: str, botAliasId: str) -> Plain:
        given = {"botId": botId, "botAliasId": botAliasId}
        name = {"MADEUPALS1": "live"}.get(botAliasId, "test")
        return self._answer("DescribeBotAlias", given, {"botAliasName": name})

    def _answer(self, name: str, given: Plain, answer: Plain) -> Plain:
        model = operation("lexv2-models", name)
        refuse_wrong_request(model, given)
        return checked_answer(model, answer)
