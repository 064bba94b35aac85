"""The Lex bot made call by call: every call one that AWS takes, in an order in which it can."""

import pytest

from aicc.amazon.deploy.bot_calls import BotCalls, MadeBot
from aicc.amazon.lex_bot.from_pack import bot_from
from aicc.amazon.lex_bot.model import Bot
from aicc.errors import ConflictError
from aicc.packs.loader import load_pack
from tests.deploy.fake_account import FUNCTION, FakeAccount, throttled
from tests.deploy.made import Desk, a_pack

ROLE = "arn:aws:iam::123456789012:role/made-up"
HOOK = f"{FUNCTION}:aicc-prod-hook:live"


@pytest.fixture(scope="module")
def bot() -> Bot:
    return bot_from(load_pack(a_pack())).bot


def made(desk: Desk, bot: Bot) -> MadeBot:
    calls = BotCalls(desk.world.cloud, desk.told.append, monotonic=desk.account.monotonic)
    return calls.make(bot, ROLE, HOOK)


def test_a_bot_is_made_with_all_that_the_pack_has(desk: Desk, bot: Bot) -> None:
    found = made(desk, bot)

    lex, [locale] = desk.account.lex, bot.locales
    names = {each["intentName"] for each in lex.made["intent"].values()}
    assert names == {intent.name for intent in locale.intents}
    assert len(lex.made["slot"]) == sum(len(intent.slots) for intent in locale.intents)
    assert len(lex.words) == len(locale.vocabulary)
    assert lex.locales == {"ko_KR": "Built"}
    assert (found.version, found.bot_id) == ("1", lex.bots["AICC-ChatBot"])


def test_its_alias_calls_the_hook_which_lex_may_call(desk: Desk, bot: Bot) -> None:
    found = made(desk, bot)

    alias = desk.account.lex.made["alias"][found.alias_id]
    hook = alias["botAliasLocaleSettings"]["ko_KR"]["codeHookSpecification"]["lambdaCodeHook"]
    [allowed] = desk.account.functions.allowed
    assert (alias["botVersion"], hook["lambdaARN"]) == ("1", HOOK)
    assert allowed["Principal"] == "lexv2.amazonaws.com"
    assert allowed["SourceArn"].endswith(f":bot-alias/{found.bot_id}/{found.alias_id}")


def test_a_locale_comes_before_its_types_and_these_before_slots(desk: Desk, bot: Bot) -> None:
    made(desk, bot)

    called = desk.account.called
    order = ["create_bot", "create_bot_locale", "create_intent", "create_slot", "build_bot_locale",
             "create_bot_version", "create_bot_alias"]  # fmt: skip
    places = [called.index(f"lexv2-models.{each}") for each in order]
    assert places == sorted(places)


def test_made_again_it_is_changed_and_nothing_is_there_twice(desk: Desk, bot: Bot) -> None:
    first = made(desk, bot)
    counts = {kind: len(each) for kind, each in desk.account.lex.made.items()}

    second = made(desk, bot)

    assert {kind: len(each) for kind, each in desk.account.lex.made.items()} == counts
    assert (second.bot_id, second.alias_id) == (first.bot_id, first.alias_id)
    assert second.version == "2"
    assert desk.account.lex.made["alias"][second.alias_id]["botVersion"] == "2"


def test_after_ctrl_c_in_the_middle_it_goes_on(desk: Desk, bot: Bot) -> None:
    desk.account.late_faults["lexv2-models.create_slot"] = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        made(desk, bot)

    made(desk, bot)

    slots = [
        (each["intentId"], each["slotName"]) for each in desk.account.lex.made["slot"].values()
    ]
    assert len(slots) == len(set(slots)) == sum(len(i.slots) for i in bot.locales[0].intents)


def test_a_build_that_lex_refuses_is_told_and_no_version_is_made(desk: Desk, bot: Bot) -> None:
    desk.account.lex.refusal = "Intent X has no utterance"

    with pytest.raises(ConflictError, match="Intent X has no utterance"):
        made(desk, bot)

    assert desk.account.lex.versions == {}


def test_a_throttled_call_waits_its_turn(account: FakeAccount, desk: Desk, bot: Bot) -> None:
    account.faults["lexv2-models.create_intent"] = [throttled()]

    made(desk, bot)

    assert account.lex.locales == {"ko_KR": "Built"}
