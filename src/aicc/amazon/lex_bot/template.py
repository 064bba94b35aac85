"""The same bot as a CloudFormation template: bot, version, alias, role and permission.

AWS::Lex::Bot has the members of an import archive with capital first letters, so the template is
made from the archive's files.
"""

import json
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from aicc.amazon.lex_bot.documents import documents_of
from aicc.amazon.lex_bot.model import Bot
from aicc.domain.json import Json, JsonMap
from aicc.errors import InvalidInputError

HOOK_VERSION = "1.0"
ALIAS_NAME = "live"
LARGEST_IN_A_CALL = 51_200  # bytes; a larger template is handed over in a bucket
LAMBDA_ARN = re.compile(
    r"arn:aws[a-z-]*:lambda:[a-z]+(?:-[a-z]+)+-[0-9]:[0-9]{12}:function:[A-Za-z0-9_-]+(?::[A-Za-z0-9_$-]+)?"
)

# Where a capital first letter is not all
CAPITALS = {"dtmfSpecification": "DTMFSpecification", "ssmlMessage": "SSMLMessage"}
_OF_ARCHIVES = frozenset({"identifier", "version"})  # the service gives them


def template_of(bot: Bot, lambda_arn: str = "") -> JsonMap:
    """`lambda_arn` is the default of the parameter; without it the deployment must give one."""
    properties = _properties(bot)
    version = f"BotVersion{_digest(properties)}"  # a new content needs a new version
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": f"Amazon Lex V2 bot {bot.name}",
        "Parameters": {"LambdaArn": _parameter(lambda_arn)},
        "Resources": {
            "BotRole": _role(),
            "Bot": {"Type": "AWS::Lex::Bot", "Properties": properties},
            version: _version(bot),
            "BotAlias": _alias(bot, version),
            "LambdaPermission": _permission(),
        },
        "Outputs": {
            "BotId": {"Value": {"Ref": "Bot"}},
            "BotAliasId": {"Value": _attribute("BotAlias", "BotAliasId")},
            "BotAliasArn": {"Value": _attribute("BotAlias", "Arn")},
        },
    }


def to_yaml(template: JsonMap) -> str:
    """Every text in quotes: CloudFormation reads YAML 1.1, where no and 12:30 are no texts."""
    yaml = YAML()
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    buffer = StringIO()
    yaml.dump(_quoted(template), buffer)
    return buffer.getvalue()


def alias_settings(locale_id: str, lambda_arn: str) -> JsonMap:
    """What CreateBotAlias and UpdateBotAlias take as botAliasLocaleSettings."""
    refuse_no_function(lambda_arn)
    hook = {"lambdaARN": lambda_arn, "codeHookInterfaceVersion": HOOK_VERSION}
    return {locale_id: {"enabled": True, "codeHookSpecification": {"lambdaCodeHook": hook}}}


def refuse_no_function(lambda_arn: str) -> None:
    if not LAMBDA_ARN.fullmatch(lambda_arn):
        raise InvalidInputError(f"{lambda_arn!r}: not the ARN of a Lambda function")


def _properties(bot: Bot) -> JsonMap:
    files = documents_of(bot)
    about = _capitalised(files[f"{bot.name}/Bot.json"])
    return {
        **about,
        "RoleArn": _attribute("BotRole", "Arn"),
        "AutoBuildBotLocales": True,
        "BotLocales": [
            _locale(files, f"{bot.name}/BotLocales/{locale.id}") for locale in bot.locales
        ],
    }


def _locale(files: Mapping[str, JsonMap], folder: str) -> JsonMap:
    about = dict(files[f"{folder}/BotLocale.json"])
    locale_id = about.pop("identifier")
    about.pop("name")  # the console's word for it
    words = files.get(f"{folder}/CustomVocabulary/CustomVocabulary.json")
    return {
        "LocaleId": locale_id,
        **_capitalised(about),
        **({"CustomVocabulary": _capitalised(words)} if words else {}),
        "SlotTypes": _all(files, f"{folder}/SlotTypes", "SlotType.json"),
        "Intents": [
            {
                **intent,
                "Slots": _all(files, f"{folder}/Intents/{intent['Name']}/Slots", "Slot.json"),
            }
            for intent in _all(files, f"{folder}/Intents", "Intent.json")
        ],
    }


def _all(files: Mapping[str, JsonMap], folder: str, name: str) -> list[JsonMap]:
    place = re.compile(f"{re.escape(folder)}/[^/]+/{re.escape(name)}")
    return [_capitalised(given) for path, given in files.items() if place.fullmatch(path)]


def _capitalised(given: JsonMap) -> JsonMap:
    return {
        CAPITALS.get(name, name[:1].upper() + name[1:]): _inside(value)
        for name, value in given.items()
        if value is not None and name not in _OF_ARCHIVES
    }


def _inside(value: Json) -> Json:
    if isinstance(value, Mapping):
        return _capitalised(value)
    if isinstance(value, list):
        return [_inside(each) for each in value]
    return value


def _digest(properties: JsonMap) -> str:
    text = json.dumps(properties, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()[:8]


def _parameter(lambda_arn: str) -> JsonMap:
    given = {"Type": "String", "Description": "ARN of the code hook, aicc's lex_code_hook"}
    if not lambda_arn:
        return given
    refuse_no_function(lambda_arn)
    return {**given, "Default": lambda_arn}


def _role() -> JsonMap:
    trusted: JsonMap = {
        "Effect": "Allow",
        "Principal": {"Service": "lexv2.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    speaks: JsonMap = {"Effect": "Allow", "Action": "polly:SynthesizeSpeech", "Resource": "*"}
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trusted]},
            "Policies": [
                {
                    "PolicyName": "speak",
                    "PolicyDocument": {"Version": "2012-10-17", "Statement": [speaks]},
                }
            ],
        },
    }


def _version(bot: Bot) -> JsonMap:
    return {
        "Type": "AWS::Lex::BotVersion",
        "Properties": {
            "BotId": {"Ref": "Bot"},
            "BotVersionLocaleSpecification": [
                {
                    "LocaleId": locale.id,
                    "BotVersionLocaleDetails": {"SourceBotVersion": "DRAFT"},
                }
                for locale in bot.locales
            ],
        },
    }


def _alias(bot: Bot, version: str) -> JsonMap:
    hook: JsonMap = {"LambdaArn": {"Ref": "LambdaArn"}, "CodeHookInterfaceVersion": HOOK_VERSION}
    setting: JsonMap = {"Enabled": True, "CodeHookSpecification": {"LambdaCodeHook": hook}}
    return {
        "Type": "AWS::Lex::BotAlias",
        "Properties": {
            "BotId": {"Ref": "Bot"},
            "BotAliasName": ALIAS_NAME,
            "BotVersion": _attribute(version, "BotVersion"),
            "BotAliasLocaleSettings": [
                {"LocaleId": locale.id, "BotAliasLocaleSetting": setting} for locale in bot.locales
            ],
        },
    }


def _permission() -> JsonMap:
    return {
        "Type": "AWS::Lambda::Permission",
        "Properties": {
            "Action": "lambda:InvokeFunction",
            "FunctionName": {"Ref": "LambdaArn"},
            "Principal": "lexv2.amazonaws.com",
            "SourceArn": _attribute("BotAlias", "Arn"),
        },
    }


def _attribute(resource: str, name: str) -> JsonMap:
    return {"Fn::GetAtt": [resource, name]}


def _quoted(value: Json) -> object:
    if isinstance(value, str):
        return DoubleQuotedScalarString(value)
    if isinstance(value, Mapping):
        return {name: _quoted(each) for name, each in value.items()}
    if isinstance(value, Sequence):
        return [_quoted(each) for each in value]
    return value
