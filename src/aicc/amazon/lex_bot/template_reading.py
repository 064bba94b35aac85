"""The Lex bots of a CloudFormation template as the files of archives, for the same checks."""

import json
from collections.abc import Iterator, Mapping

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer, ComposerError
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from aicc.amazon.lex_bot.documents import MANIFEST, Documents
from aicc.amazon.lex_bot.names import LOCALE
from aicc.amazon.lex_bot.shapes import is_intrinsic
from aicc.amazon.lex_bot.template import CAPITALS
from aicc.domain.finding import RuleFinding
from aicc.domain.json import Json, JsonMap, as_map, as_maps, as_text
from aicc.errors import InvalidInputError

_SMALL = {theirs: ours for ours, theirs in CAPITALS.items()}
_NAMED_BY_PEOPLE = frozenset({"PromptAttemptsSpecification"})  # its members are no properties


class TemplateError(InvalidInputError):
    """The text is no template that has a Lex bot in it."""


def bots_in(text: str, findings: list[RuleFinding]) -> dict[str, Documents]:
    """The files of each bot by the name of its resource; what else is wrong goes to `findings`."""
    resources = as_map(read_template(text).get("Resources"))
    bots = {
        name: _files(name, as_map(as_map(each).get("Properties")), findings)
        for name, each in resources.items()
        if as_map(each).get("Type") == "AWS::Lex::Bot"
    }
    if not bots:
        raise TemplateError("there is no AWS::Lex::Bot in its Resources")
    for name, each in resources.items():
        if as_text(as_map(each).get("Type")) in {"AWS::Lex::BotVersion", "AWS::Lex::BotAlias"}:
            findings += _locales_of(name, as_map(as_map(each).get("Properties")))
    return bots


class _Composer(Composer):
    """CloudFormation takes no aliases, and a few of them can stand for millions of values."""

    def compose_node(self, parent: Node | None, index: object) -> Node | None:
        if self.parser.check_event(AliasEvent):
            mark = self.parser.get_event().start_mark
            raise ComposerError(None, None, "CloudFormation takes no aliases (*)", mark)
        return super().compose_node(parent, index)  # type: ignore[no-any-return]


class _Constructor(SafeConstructor):
    """Reads !Ref and the like in their long form."""


def _intrinsic(constructor: SafeConstructor, tag: str, node: Node) -> object:
    name = tag if tag in {"Ref", "Condition"} else f"Fn::{tag}"
    if isinstance(node, ScalarNode):
        return {name: constructor.construct_scalar(node)}
    if isinstance(node, SequenceNode):
        return {name: constructor.construct_sequence(node, deep=True)}
    if isinstance(node, MappingNode):
        return {name: constructor.construct_mapping(node, deep=True)}
    raise TypeError(type(node).__name__)


_Constructor.add_multi_constructor("!", _intrinsic)


def read_template(text: str) -> JsonMap:
    """Tags such as !Ref in their long form. JSON is YAML as well, and read much faster."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Composer = _Composer
    yaml.Constructor = _Constructor
    try:
        template = json.loads(text) if text.lstrip().startswith("{") else yaml.load(text)
    except (YAMLError, ValueError, RecursionError) as error:
        raise TemplateError(f"neither YAML nor JSON: {error}") from error
    if not isinstance(template, dict):
        raise TemplateError("not a template: it must be a mapping")
    return template


def _files(resource: str, properties: JsonMap, findings: list[RuleFinding]) -> Documents:
    about = {name: each for name, each in properties.items() if name != "BotLocales"}
    name = as_text(about.get("Name")) or resource
    files: dict[str, JsonMap] = {
        MANIFEST: {
            "metaData": {"schemaVersion": "1", "fileFormat": "LexJson", "resourceType": "BOT"}
        },
        f"{name}/Bot.json": _known(_small(about), _OF_BOTS),
    }
    for locale in as_maps(properties.get("BotLocales")):
        for path, document in _locale(locale, f"{name}/BotLocales"):
            if path in files:
                message = "two have this name: rename one"
                findings.append(RuleFinding(rule="duplicate", place=path, message=message))
            files[path] = document
    return files


_OF_BOTS = frozenset({
    "roleArn", "autoBuildBotLocales", "botTags", "testBotAliasSettings", "testBotAliasTags",
    "replication", "botFileS3Location",
})  # fmt: skip


def _known(given: JsonMap, besides: frozenset[str]) -> JsonMap:
    """Without what a template alone has."""
    return {name: each for name, each in given.items() if name not in besides}


def _locale(given: JsonMap, folder: str) -> Iterator[tuple[str, JsonMap]]:
    inside = f"{folder}/{as_text(given.get('LocaleId'))}"
    parts = {"LocaleId", "Intents", "SlotTypes", "CustomVocabulary"}
    about = _small({name: each for name, each in given.items() if name not in parts})
    yield f"{inside}/BotLocale.json", {"identifier": given.get("LocaleId"), **about}
    for kind in as_maps(given.get("SlotTypes")):
        yield f"{inside}/SlotTypes/{as_text(kind.get('Name'))}/SlotType.json", _small(kind)
    for intent in as_maps(given.get("Intents")):
        place = f"{inside}/Intents/{as_text(intent.get('Name'))}"
        own = {name: each for name, each in intent.items() if name != "Slots"}
        yield f"{place}/Intent.json", _small(own)
        for slot in as_maps(intent.get("Slots")):
            yield f"{place}/Slots/{as_text(slot.get('Name'))}/Slot.json", _small(slot)
    words = as_map(given.get("CustomVocabulary"))
    if words:
        yield f"{inside}/CustomVocabulary/CustomVocabulary.json", _small(words)


def _small(given: JsonMap) -> JsonMap:
    """With the names that an archive has."""
    if is_intrinsic(given):
        return given
    return {_named(name): _inside(name, each) for name, each in given.items()}


def _named(name: str) -> str:
    return _SMALL.get(name, name[:1].lower() + name[1:])


def _inside(name: str, value: Json) -> Json:
    if isinstance(value, Mapping) and name in _NAMED_BY_PEOPLE:
        return {key: _inside("", each) for key, each in value.items()}
    if isinstance(value, Mapping):
        return _small(value)
    if isinstance(value, list):
        return [_inside("", each) for each in value]
    return value


def _locales_of(resource: str, properties: JsonMap) -> Iterator[RuleFinding]:
    """A version and an alias name the locales again."""
    lists = ("BotVersionLocaleSpecification", "BotAliasLocaleSettings")
    for each in (each for name in lists for each in as_maps(properties.get(name))):
        locale_id = each.get("LocaleId")
        if isinstance(locale_id, str) and not LOCALE.fullmatch(locale_id):
            message = f"LocaleId {locale_id!r} is no locale of Lex: write it as ko_KR"
            yield RuleFinding(rule="locale", place=resource, message=message)
