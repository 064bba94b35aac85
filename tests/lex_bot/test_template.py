"""The CloudFormation template: what cfn-lint accepts, and what it does not see."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from aicc.amazon.lex_bot.check import check_template
from aicc.amazon.lex_bot.template import template_of, to_yaml
from aicc.errors import InvalidInputError
from tests.fakes import inside
from tests.lex_bot.made import PACKS, bot_of, put

ARN = "arn:aws:lambda:ap-northeast-2:123456789012:function:hook"
LOCALE = "Resources/Bot/Properties/BotLocales/0"
SLOT = f"{LOCALE}/Intents/0/Slots/0"
# (a place in the banking pack's template, what is put there, the rule that finds it)
FAULTS = [
    (f"{LOCALE}/LocaleId", "ko-KR", "locale"),
    ("Resources/BotAlias/Properties/BotAliasLocaleSettings/0/LocaleId", "ko-KR", "locale"),
    (f"{SLOT}/SlotTypeName", "Nothing", "reference"),
    (f"{SLOT}/SlotTypeName", "AMAZON.Nothing", "built-in"),
    (f"{SLOT}/Name", "Nothing", "reference"),  # of the priorities
    (f"{SLOT}/ValueElicitationSetting/PromptSpecification/MaxRetries", 6, "limit"),
    (f"{LOCALE}/Intents/1/SampleUtterances/0/Utterance", "{Nothing} 해 주세요", "reference"),
    (f"{LOCALE}/Intents/1/Name", "AccountInquiry", "duplicate"),
    (f"{LOCALE}/NluConfidenceThreshold", 2, "limit"),
    ("Resources/Bot/Properties/IdleSessionTTLInSeconds", 1, "limit"),
    ("Resources/Bot/Type", "AWS::S3::Bucket", "template"),
]
WITH_TAGS = """
Resources:
  Bot:
    Type: AWS::Lex::Bot
    Properties:
      Name: !Sub "${AWS::StackName}-bot"
      RoleArn: !GetAtt Role.Arn
      DataPrivacy: {ChildDirected: false}
      IdleSessionTTLInSeconds: !Ref Idle
      BotLocales:
        - LocaleId: ko_KR
          NluConfidenceThreshold: 0.4
          Intents:
            - {Name: FallbackIntent, ParentIntentSignature: AMAZON.FallbackIntent}
            - {Name: Hello, SampleUtterances: [{Utterance: !Join [" ", [안녕, 하세요]]}]}
  Role: {Type: AWS::IAM::Role}
"""


def template_file(pack: str) -> str:
    return to_yaml(template_of(bot_of(pack)))


def read_back(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def test_cfn_lint_has_nothing_to_say(tmp_path: Path) -> None:
    paths = []
    for pack in PACKS:
        paths.append(tmp_path / f"{pack}.yaml")
        paths[-1].write_text(template_file(pack), encoding="utf-8")

    done = subprocess.run(
        [
            Path(sys.executable).with_name("cfn-lint"),
            "--regions",
            "ap-northeast-2",
            "--",
            *map(str, paths),
        ],
        capture_output=True,
        text=True,
    )

    assert (done.stdout, done.returncode) == ("", 0)


@pytest.mark.parametrize("pack", PACKS)
def test_it_is_the_same_bot_as_in_the_archive(pack: str) -> None:
    checked = check_template(template_file(pack))

    assert checked.findings == ()
    assert checked.bot
    (ours,), (its,) = bot_of(pack).locales, checked.bot.locales
    assert (its.threshold, its.intents, its.slot_types) == (
        ours.threshold,
        ours.intents,
        ours.slot_types,
    )


def test_text_stays_text_where_yaml_has_words_of_its_own() -> None:
    text = to_yaml({"no": "no", "at": "12:30", "mark": "무엇을: #1 {a}?"})

    assert read_back(text) == {"no": "no", "at": "12:30", "mark": "무엇을: #1 {a}?"}
    assert re.search('"no"$', text, re.MULTILINE)


@pytest.mark.parametrize(("place", "value", "rule"), FAULTS)
def test_what_is_wrong_in_a_template_is_found(place: str, value: Any, rule: str) -> None:
    template = read_back(template_file("banking"))
    put(template, place, value)

    found = check_template(json.dumps(template, ensure_ascii=False)).findings

    assert rule in {each.rule for each in found if each.is_error}


def test_what_cloudformation_computes_is_passed_over() -> None:
    assert check_template(WITH_TAGS).findings == ()


DEEP = '{"a": ' * 900 + "{}" + "}" * 900
CIRCLE = "Resources: {Bot: {Type: 'AWS::Lex::Bot', Properties: &a {BotLocales: [*a]}}}"


@pytest.mark.parametrize(
    "text",
    ["", "[]", "a: [", "{", "Resources: {}", "Resources: 5", "a: &b 1\nc: *b", DEEP, CIRCLE],
)
def test_what_is_no_template_with_a_bot_is_refused(text: str) -> None:
    (finding,) = check_template(text).findings

    assert finding.rule == "template"


def test_a_bot_that_changed_is_a_new_version() -> None:
    names = [inside(template_of(bot_of(pack)), "Resources") for pack in PACKS]

    versions = {name for each in names for name in each if name.startswith("BotVersion")}

    assert len(versions) == len(PACKS)


def test_the_function_is_a_parameter_with_the_default_that_is_given() -> None:
    template = template_of(bot_of("general"), ARN)

    assert read_back(to_yaml(template))["Parameters"]["LambdaArn"]["Default"] == ARN


@pytest.mark.parametrize("arn", ["hook", "arn:aws:lambda:x:1:function:hook", f"{ARN} "])
def test_what_is_no_function_is_refused(arn: str) -> None:
    with pytest.raises(InvalidInputError, match="Lambda function"):
        template_of(bot_of("general"), arn)
