"""Lex V2 models in memory: what is made under which id, and what a build would refuse."""

from typing import Any

from tests.deploy.fake_cloudformation import Plain
from tests.understanding.aws_model import failure


class FakeLex:
    """`refusal` is what a build fails with. A version is not there at the first look."""

    def __init__(self) -> None:
        self.bots: dict[str, str] = {}  # ids by name
        self.made: dict[str, dict[str, Plain]] = {}  # by kind, then by id
        self.locales: dict[str, str] = {}  # status by locale
        self.versions: dict[str, int] = {}  # looks at each
        self.words: list[str] = []
        self.refusal = ""
        self._ids = 0

    def list_bots(self, filters: list[Plain] | None = None, **given: Any) -> Plain:
        named = [value for each in filters or () for value in each["values"]]
        found = {name: id_ for name, id_ in self.bots.items() if not named or name in named}
        return {"botSummaries": [{"botName": name, "botId": id_} for name, id_ in found.items()]}

    def create_bot(self, botName: str, **given: Any) -> Plain:
        self.bots[botName] = self._id()
        return {"botId": self.bots[botName]}

    def describe_bot(self, botId: str) -> Plain:
        return {"botStatus": "Available"}

    def describe_bot_locale(self, localeId: str, **at: Any) -> Plain:
        if localeId not in self.locales:
            raise failure("ResourceNotFoundException", "DescribeBotLocale")
        told: Plain = {"botLocaleStatus": self.locales[localeId]}
        return told | ({"failureReasons": [self.refusal]} if self.refusal else {})

    def create_bot_locale(self, localeId: str, **given: Any) -> Plain:
        self.locales[localeId] = "NotBuilt"
        self.made.setdefault("intent", {})["FALLBCKINT"] = {"intentName": "FallbackIntent"}
        return {}

    def update_bot_locale(self, localeId: str, **given: Any) -> Plain:
        return {}

    def build_bot_locale(self, localeId: str, **at: Any) -> Plain:
        self.locales[localeId] = "Failed" if self.refusal else "Built"
        return {}

    def list_slot_types(self, **at: Any) -> Plain:
        return {"slotTypeSummaries": self._listed("slotType", "slotTypeId", "slotTypeName")}

    def create_slot_type(self, **given: Any) -> Plain:
        return self._create("slotType", "slotTypeId", given)

    def update_slot_type(self, slotTypeId: str, **given: Any) -> Plain:
        return self._update("slotType", slotTypeId, given)

    def list_intents(self, **at: Any) -> Plain:
        return {"intentSummaries": self._listed("intent", "intentId", "intentName")}

    def create_intent(self, **given: Any) -> Plain:
        return self._create("intent", "intentId", given)

    def update_intent(self, intentId: str, **given: Any) -> Plain:
        known = self.made["slot"]
        if any(each["slotId"] not in known for each in given.get("slotPriorities", ())):
            raise failure("ValidationException", "UpdateIntent", "no such slot")
        return self._update("intent", intentId, given)

    def list_slots(self, intentId: str, **at: Any) -> Plain:
        found = self._listed("slot", "slotId", "slotName", intentId=intentId)
        return {"slotSummaries": found}

    def create_slot(self, **given: Any) -> Plain:
        kind = given["slotTypeId"]
        if not kind.startswith("AMAZON.") and kind not in self.made["slotType"]:
            raise failure("ValidationException", "CreateSlot", "no such slot type")
        return self._create("slot", "slotId", given)

    def update_slot(self, slotId: str, **given: Any) -> Plain:
        return self._update("slot", slotId, given)

    def batch_create_custom_vocabulary_item(self, **given: Any) -> Plain:
        self.words += [each["phrase"] for each in given["customVocabularyItemList"]]
        return {"errors": [], "resources": []}

    def create_bot_version(self, **given: Any) -> Plain:
        version = str(len(self.versions) + 1)
        self.versions[version] = 0
        return {"botVersion": version}

    def describe_bot_version(self, botVersion: str, **at: Any) -> Plain:
        self.versions[botVersion] += 1
        if self.versions[botVersion] == 1:
            raise failure("ResourceNotFoundException", "DescribeBotVersion")
        return {"botStatus": "Available"}

    def list_bot_aliases(self, botId: str) -> Plain:
        return {"botAliasSummaries": self._listed("alias", "botAliasId", "botAliasName")}

    def create_bot_alias(self, **given: Any) -> Plain:
        return self._create("alias", "botAliasId", given)

    def update_bot_alias(self, botAliasId: str, **given: Any) -> Plain:
        return self._update("alias", botAliasId, given)

    def describe_bot_alias(self, **at: Any) -> Plain:
        return {"botAliasStatus": "Available"}

    def _id(self) -> str:
        self._ids += 1
        return f"MADEUP{self._ids:04}"

    def _create(self, kind: str, id_name: str, given: Plain) -> Plain:
        id_ = self._id()
        self.made.setdefault(kind, {})[id_] = given
        return {id_name: id_}

    def _update(self, kind: str, id_: str, given: Plain) -> Plain:
        if id_ not in self.made[kind]:
            raise failure("ResourceNotFoundException", f"update {kind}")
        self.made[kind][id_] = given
        return {}

    def _listed(self, kind: str, id_name: str, name: str, **where: str) -> list[Plain]:
        return [
            {id_name: id_, name: each[name]}
            for id_, each in self.made.get(kind, {}).items()
            if all(each.get(key) == value for key, value in where.items())
        ]
