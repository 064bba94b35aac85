"""Actions that speak to the caller and listen: prompts, keypad input, the Lex bot."""

import re
from collections.abc import Mapping

from aicc.amazon.connect.model import Action
from aicc.amazon.connect.variants import is_true
from aicc.amazon.phone.call import Call
from aicc.amazon.phone.caller import Heard, Wants
from aicc.amazon.phone.lambdas import LambdaFaultError
from aicc.amazon.phone.lex.play import Block, LexPlay, NobodySpoke
from aicc.amazon.phone.outcome import TIMED_OUT, Failed, Matched, Next, Outcome
from aicc.amazon.phone.paths import missing_in
from aicc.domain.json import Json, JsonMap

INTERRUPTED = "MessagesInterrupted"
INTERRUPTS = "x-amz-lex:allow-interrupt:*:*"
TIMED_OUT_INPUT = "Timeout"  # what Connect stores when nobody pressed a key
LONGEST_QUEUE_S = 3600.0
ROUNDS_SHOWN = 3  # of prompts that are looped
LONGEST_S = 604_800.0  # that Connect lets anything wait
DEFAULT_ENDS = "#"

_KOREAN_LOCAL = re.compile(r"0\d{8,10}")
_E164 = re.compile(r"\+[1-9]\d{6,14}")


def message(call: Call, action: Action) -> Outcome:
    say_prompt(call, action.parameters)
    return Next()


def say_prompt(call: Call, given: JsonMap, *, listens: bool = False) -> None:
    text, ssml = given.get("Text"), given.get("SSML")
    if isinstance(ssml, str):
        call.say_ssml(call.text(ssml), listens=listens)
    elif isinstance(text, str):
        for path in missing_in(text, call.contact.tree()):
            call.note(f"{path} has no value here")
        call.say(call.text(text), listens=listens)
    elif given.get("PromptId"):
        call.note(f"plays the prompt {call.text(given.get('PromptId'))}")
    elif isinstance(given.get("Media"), Mapping):
        call.note("plays a recording from S3")


def looped_messages(call: Call, action: Action) -> Outcome:
    """Over and over, until a person comes, the caller acts, or it is interrupted on time."""
    given = action.parameters
    every = seconds(call, given.get("InterruptFrequencySeconds"), 0.0)
    ends_s = call.passed_s + (every or LONGEST_QUEUE_S)
    messages = given.get("Messages")
    given_texts = messages if isinstance(messages, list) else []
    listed = [each for each in given_texts if isinstance(each, Mapping)]
    for _ in range(ROUNDS_SHOWN):
        for each in listed:
            if call.passed_s < ends_s:
                say_prompt(call, each)
                call.wait(0.0)
    if listed and call.passed_s < ends_s:
        call.note("and so on, over and over")
    while call.passed_s < ends_s:
        call.wait(min(ends_s - call.passed_s, every or LONGEST_QUEUE_S))
    return Matched(value=INTERRUPTED)


def wait(call: Call, action: Action) -> Outcome:
    told = call.caller.told("result", "the wait: WaitCompleted, CustomerReturn")
    if told:
        return Matched(value=told.split()[0])
    call.wait(seconds(call, action.parameters.get("TimeLimitSeconds"), 1.0))
    return Matched(value="WaitCompleted")


def get_input(call: Call, action: Action) -> Outcome:
    say_prompt(call, action.parameters, listens=True)
    limit_s = seconds(call, action.parameters.get("InputTimeLimitSeconds"), 5.0)
    heard = _pressed(call, limit_s)
    if is_true(action.parameters.get("StoreInput")):
        return _stored(call, action, heard)
    if not heard.keys:
        return Failed(error=TIMED_OUT)
    if len(heard.keys) > 1:
        call.note(f"the menu takes one key: {heard.keys[0]}")
    return Matched(value=heard.keys[0])


def _pressed(call: Call, limit_s: float) -> Heard:
    """A keypad does not hear speech."""
    heard = call.listen(Wants.KEYS, limit_s)
    if heard.text and not heard.keys:
        call.note("nobody listens to speech here: press keys, such as #1")
        call.pass_time(limit_s)
        return Heard()
    return heard


def _stored(call: Call, action: Action, heard: Heard) -> Outcome:
    given = action.parameters
    validation = given.get("InputValidation")
    rules: JsonMap = validation if isinstance(validation, Mapping) else {}
    keys = _typed(call, heard.keys, given.get("DTMFConfiguration"))
    if not keys:
        call.contact.stored_input = TIMED_OUT_INPUT
        return Next(remark="no keys")
    phone = rules.get("PhoneNumberValidation")
    if isinstance(phone, Mapping):
        return _phone_number(call, keys, phone)
    custom = rules.get("CustomValidation")
    most = custom.get("MaximumLength") if isinstance(custom, Mapping) else None
    call.contact.stored_input = keys[: int(seconds(call, most, 20.0))]
    return Next()


def _typed(call: Call, keys: str, configuration: Json) -> str:
    """Keys up to the terminating ones; the star takes back what was keyed before it."""
    given: JsonMap = configuration if isinstance(configuration, Mapping) else {}
    ends = call.text(given.get("InputTerminationSequence")) or DEFAULT_ENDS
    kept = keys.partition(ends)[0]
    return kept if is_true(given.get("DisableCancelKey")) else kept.rpartition("*")[2]


def _phone_number(call: Call, keys: str, rule: JsonMap) -> Outcome:
    """A number of the country is kept with its code, as Connect keeps it."""
    is_korean = str(rule.get("CountryCode", "")).upper() in {"KR", "+82", "82"}
    if is_korean and _KOREAN_LOCAL.fullmatch(keys):
        call.contact.stored_input = f"+82{keys[1:]}"
        return Next()
    if _E164.fullmatch(f"+{keys}") and not keys.startswith("0"):
        call.contact.stored_input = f"+{keys}"
        return Next()
    return Failed(error="InvalidPhoneNumber", why=keys)


def connect_lex(call: Call, action: Action) -> Outcome:
    """One conversation with the bot; its intent chooses the branch."""
    may_cut = call.texts(action.parameters.get("LexSessionAttributes")).get(INTERRUPTS) != "false"
    say_prompt(call, action.parameters, listens=may_cut)
    names = [each.operand for each in action.transitions.conditions]
    timeout = action.parameters.get("LexTimeoutSeconds")
    begins = action.parameters.get("LexInitializationData")
    text_s = timeout.get("Text") if isinstance(timeout, Mapping) else None
    block = Block(
        attributes=call.texts(action.parameters.get("LexSessionAttributes")),
        names=names,
        alias=_alias(call, action),
        chat_limit_s=seconds(call, text_s, 0.0),
        initial=call.text(begins.get("InitialMessage")) if isinstance(begins, Mapping) else "",
    )
    try:
        return Matched(value=LexPlay(call, block).run())
    except NobodySpoke:
        return Failed(error=TIMED_OUT)
    except LambdaFaultError as fault:
        return Failed(why=f"the code hook {fault}")


def third_party(call: Call, action: Action) -> Outcome:
    number = call.text(action.parameters.get("ThirdPartyPhoneNumber"))
    call.note(f"dials {number}")
    told = call.caller.told("result", f"the call of {number}: ok, CallFailed")
    if told and told.split()[0] == "ok":
        return Next(remark=number)
    return Failed(error=told or "CallFailed", why="nobody answers on this phone")


def _alias(call: Call, action: Action) -> str:
    bot = action.parameters.get("LexV2Bot")
    return call.text(bot.get("AliasArn")) if isinstance(bot, Mapping) else ""


def seconds(call: Call, value: Json, default: float) -> float:
    """A figure that Connect writes as text, or a path to one."""
    text = call.text(value) if isinstance(value, str) else value
    try:
        figure = float(text) if isinstance(text, str | int | float) else default
    except ValueError:
        return default
    return figure if 0 <= figure <= LONGEST_S else default  # neither infinity nor no number
