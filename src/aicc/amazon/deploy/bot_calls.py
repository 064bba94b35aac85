"""A pack's Lex bot made call by call, where a stack is not wanted: bot, locale, slot types,
intents, slots, build, version, alias. What is there is changed: it can be done again."""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aicc.amazon.deploy.cloud import Answer, Cloud, CloudError
from aicc.amazon.deploy.progress import Say
from aicc.amazon.lex_bot.calls import bot_call, intent_call, locale_call, slot_call, slot_type_call
from aicc.amazon.lex_bot.documents import FALLBACK_ID, documents_of
from aicc.amazon.lex_bot.model import Bot
from aicc.amazon.lex_bot.template import ALIAS_NAME, alias_settings
from aicc.domain.json import JsonMap
from aicc.errors import ConflictError, ProviderError

LOOK_EVERY_S, LONGEST_WAIT_S = 3.0, 900.0
DRAFT = "DRAFT"
MOST_WORDS = 10  # of the vocabulary, that a call takes
_BUILT_IN = "AMAZON."
_FAILED = frozenset({"Failed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBot:
    bot_id: str
    alias_id: str
    version: str


class BotCalls:
    def __init__(
        self, cloud: Cloud, say: Say, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._cloud = cloud
        self._say = say
        self._monotonic = monotonic

    def make(self, bot: Bot, role_arn: str, lambda_arn: str) -> MadeBot:
        """`ConflictError` with what Lex said where it cannot be built."""
        files = documents_of(bot)
        bot_id = self._bot(bot.name, files[f"{bot.name}/Bot.json"], role_arn)
        for locale in bot.locales:
            self._locale(bot_id, files, f"{bot.name}/BotLocales/{locale.id}", locale.id)
        version = self._version(bot_id, [locale.id for locale in bot.locales])
        settings: dict[str, Any] = {}
        for locale in bot.locales:
            settings |= alias_settings(locale.id, lambda_arn)
        alias_id = self._alias(bot_id, version, settings)
        self._allow(lambda_arn, f"{bot_id}/{alias_id}")
        return MadeBot(bot_id=bot_id, alias_id=alias_id, version=version)

    def _bot(self, name: str, document: JsonMap, role_arn: str) -> str:
        named = {"name": "BotName", "values": [name], "operator": "EQ"}
        found = self._call("list_bots", filters=[named])["botSummaries"]
        if found:
            bot_id = str(found[0]["botId"])
        else:
            bot_id = str(self._call("create_bot", **bot_call(document), roleArn=role_arn)["botId"])
            self._say(f"bot: made {name} ({bot_id})")
        self._wait("describe_bot", "botStatus", {"Available"}, botId=bot_id)
        return bot_id

    def _locale(
        self, bot_id: str, files: Mapping[str, JsonMap], folder: str, locale_id: str
    ) -> None:
        """FallbackIntent comes with a locale, and has an id of its own."""
        at = {"botId": bot_id, "botVersion": DRAFT, "localeId": locale_id}
        given = {**locale_call(files[f"{folder}/BotLocale.json"]), **at}
        try:
            self._call("describe_bot_locale", **at)
            self._call("update_bot_locale", **given)
        except CloudError as error:
            if error.aws_code != "ResourceNotFoundException":
                raise
            self._call("create_bot_locale", **given)
        resting = {"NotBuilt", "Built", "ReadyExpressTesting"}
        self._wait("describe_bot_locale", "botLocaleStatus", resting | _FAILED, **at)
        types = self._slot_types(at, files, folder)
        self._say(f"{locale_id}: {len(types)} slot types")
        self._intents(at, files, folder, types)
        self._vocabulary(at, files.get(f"{folder}/CustomVocabulary/CustomVocabulary.json"))
        self._say(f"{locale_id}: building")
        self._call("build_bot_locale", **at)
        self._wait("describe_bot_locale", "botLocaleStatus", {"Built"}, **at)

    def _slot_types(
        self, at: Mapping[str, str], files: Mapping[str, JsonMap], folder: str
    ) -> dict[str, str]:
        """Ids by name."""
        there = self._ids("list_slot_types", "slotTypeSummaries", "slotType", at)
        for document in _inside(files, f"{folder}/SlotTypes/[^/]+/SlotType.json"):
            given = {**slot_type_call(document), **at}
            name = given["slotTypeName"]
            there[name] = self._put("slot_type", "slotTypeId", there.get(name), given)
        return there

    def _intents(
        self,
        at: Mapping[str, str],
        files: Mapping[str, JsonMap],
        folder: str,
        types: Mapping[str, str],
    ) -> None:
        there = self._ids("list_intents", "intentSummaries", "intent", at)
        for document in _inside(files, f"{folder}/Intents/[^/]+/Intent.json"):
            given = {**intent_call(document), **at}
            name = given["intentName"]
            known = FALLBACK_ID if document["identifier"] == FALLBACK_ID else there.get(name)
            intent_id = self._put("intent", "intentId", known, given)
            slots = self._slots(
                {**at, "intentId": intent_id}, files, f"{folder}/Intents/{name}", types
            )
            order: Any = document["slotPriorities"]
            priorities = [
                {"priority": each["priority"], "slotId": slots[each["slotName"]]} for each in order
            ]
            if priorities:
                self._call("update_intent", **given, intentId=intent_id, slotPriorities=priorities)
        self._say(f"{at['localeId']}: intents and their slots")

    def _slots(
        self,
        at: Mapping[str, str],
        files: Mapping[str, JsonMap],
        folder: str,
        types: Mapping[str, str],
    ) -> dict[str, str]:
        there = self._ids("list_slots", "slotSummaries", "slot", at)
        for document in _inside(files, f"{folder}/Slots/[^/]+/Slot.json"):
            kind = str(document["slotTypeName"])
            type_id = kind if kind.startswith(_BUILT_IN) else types[kind]
            given = {**slot_call(document), **at, "slotTypeId": type_id}
            name = given["slotName"]
            there[name] = self._put("slot", "slotId", there.get(name), given)
        return there

    def _vocabulary(self, at: Mapping[str, str], document: JsonMap | None) -> None:
        """Words that are there already are refused one by one, which is no harm."""
        items: Any = document["customVocabularyItems"] if document else []
        words = [{"phrase": each["phrase"]} for each in items]
        for begin in range(0, len(words), MOST_WORDS):
            some = words[begin : begin + MOST_WORDS]
            self._call("batch_create_custom_vocabulary_item", **at, customVocabularyItemList=some)

    def _version(self, bot_id: str, locales: list[str]) -> str:
        source = {each: {"sourceBotVersion": DRAFT} for each in locales}
        answer = self._call(
            "create_bot_version", botId=bot_id, botVersionLocaleSpecification=source
        )
        version = str(answer["botVersion"])
        at = {"botId": bot_id, "botVersion": version}
        self._wait("describe_bot_version", "botStatus", {"Available"}, **at)
        self._say(f"version {version}")
        return version

    def _alias(self, bot_id: str, version: str, settings: JsonMap) -> str:
        there = {
            each["botAliasName"]: each["botAliasId"]
            for each in self._pages("list_bot_aliases", "botAliasSummaries", botId=bot_id)
        }
        given = {
            "botId": bot_id,
            "botAliasName": ALIAS_NAME,
            "botVersion": version,
            "botAliasLocaleSettings": settings,
        }
        alias_id = self._put("bot_alias", "botAliasId", there.get(ALIAS_NAME), given)
        at = {"botId": bot_id, "botAliasId": alias_id}
        self._wait("describe_bot_alias", "botAliasStatus", {"Available"}, **at)
        self._say(f"alias {ALIAS_NAME} ({alias_id})")
        return alias_id

    def _allow(self, lambda_arn: str, alias: str) -> None:
        """Lex may call the function for this alias; that it may already is no fault."""
        _, partition, _, region, account, *_ = lambda_arn.split(":")
        try:
            self._cloud.call(
                "lambda",
                "add_permission",
                FunctionName=lambda_arn,
                StatementId=f"lex-{alias.replace('/', '-')}",
                Action="lambda:InvokeFunction",
                Principal="lexv2.amazonaws.com",
                SourceArn=f"arn:{partition}:lex:{region}:{account}:bot-alias/{alias}",
            )
        except CloudError as error:
            if error.aws_code != "ResourceConflictException":
                raise

    def _put(self, what: str, id_name: str, known: str | None, given: Mapping[str, Any]) -> str:
        """Its id, made or changed."""
        if known:
            self._call(f"update_{what}", **given, **{id_name: known})
            return known
        return str(self._call(f"create_{what}", **given)[id_name])

    def _ids(self, operation: str, member: str, what: str, at: Mapping[str, str]) -> dict[str, str]:
        return {
            each[f"{what}Name"]: each[f"{what}Id"] for each in self._pages(operation, member, **at)
        }

    def _wait(
        self, operation: str, member: str, until: set[str] | frozenset[str], **at: str
    ) -> None:
        ends_at = self._monotonic() + LONGEST_WAIT_S
        while True:
            told = self._looked_at(operation, at)
            status = str(told.get(member, "not there yet"))
            if status in until:
                return
            if status in _FAILED:
                raise ConflictError(
                    "\n  ".join(["Lex refuses it:", *told.get("failureReasons", ())])
                )
            if self._monotonic() >= ends_at:
                raise ProviderError(f"{operation}: still {status}: the same again waits on")
            self._cloud.sleep(LOOK_EVERY_S)

    def _looked_at(self, operation: str, at: Mapping[str, str]) -> Answer:
        """Empty for a moment after something was made."""
        try:
            return self._call(operation, **at)
        except CloudError as error:
            if error.aws_code != "ResourceNotFoundException":
                raise
            return {}

    def _pages(self, operation: str, member: str, **given: Any) -> Iterator[Answer]:
        token: Mapping[str, str] = {}
        while True:
            page = self._call(operation, **given, **token)
            yield from page[member]
            if not page.get("nextToken"):
                return
            token = {"nextToken": page["nextToken"]}

    def _call(self, operation: str, **given: Any) -> Answer:
        return self._cloud.call("lexv2-models", operation, **given)


def _inside(files: Mapping[str, JsonMap], pattern: str) -> Iterator[JsonMap]:
    place = re.compile(pattern)
    return (document for path, document in files.items() if place.fullmatch(path))
