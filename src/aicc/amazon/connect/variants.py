"""The rule of an action as it is written: some types have forms, and a parameter chooses one."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from aicc.amazon.connect.model import Action
from aicc.amazon.connect.rules.contact import CONTACT_RULES
from aicc.amazon.connect.rules.flow import AGENT_METRICS, FLOW_RULES, NAMED_RULES, QUEUE_METRICS
from aicc.amazon.connect.rules.rule import (
    EQUALS,
    NO_MATCH,
    TALKING,
    ActionRule,
    Paths,
    Results,
    fields,
    flag,
    integer,
    static,
    whole,
)
from aicc.amazon.connect.rules.talking import TALKING_RULES

RULES: Mapping[str, ActionRule] = {**TALKING_RULES, **CONTACT_RULES, **FLOW_RULES, **NAMED_RULES}

_LONGEST_LAMBDA_S = 60  # of one that is not waited for
_INTERRUPTED = "MessagesInterrupted"
_STORE = {
    "InputValidation": fields(
        {
            "CustomValidation": fields({"MaximumLength": integer(1, required=True)}),
            "PhoneNumberValidation": fields({
                "NumberFormat": static("Local", "E164", required=True),
                "CountryCode": static(),
            }),
        },
        required=True,
        one_of=("CustomValidation", "PhoneNumberValidation"),
    ),
    "DTMFConfiguration": fields({
        "InputTerminationSequence": replace(whole(), most=5),
        "DisableCancelKey": flag(),
        "InterdigitTimeLimitSeconds": integer(1, 20, paths=Paths.WHOLE),
    }),
}  # fmt: skip
_ENCRYPTION = {"InputEncryption": fields({"EncryptionKeyId": whole(), "Key": whole()})}


# the block of the designer that keeps keys pressed early: nothing is said, nothing awaited
_KEYS_AHEAD = ActionRule(
    parameters={"EnableDTMFBuffer": flag(required=True), "StoreInput": flag(), **_ENCRYPTION},
    errors=(NO_MATCH,),
    kinds=TALKING,
    channel="voice",
)


def rule_for(action: Action) -> ActionRule | None:
    """None for a type that the service does not know."""
    rule = RULES.get(action.type)
    variant = _VARIANTS.get(action.type)
    return variant(action, rule) if rule and variant else rule


def is_true(value: object) -> bool:
    return str(value).lower() == "true"


def _input(action: Action, rule: ActionRule) -> ActionRule:
    """Stored digits land in `$.StoredCustomerInput`: nothing to branch on, no time-out."""
    if "EnableDTMFBuffer" in action.parameters:
        return _KEYS_AHEAD
    if not is_true(action.parameters.get("StoreInput")):
        return rule
    validation = action.parameters.get("InputValidation")
    is_phone = isinstance(validation, Mapping) and "PhoneNumberValidation" in validation
    return replace(
        rule,
        parameters={**rule.parameters, **_STORE, **({} if is_phone else _ENCRYPTION)},
        errors=(NO_MATCH, "InvalidPhoneNumber") if is_phone else (NO_MATCH,),
        results=Results(),
    )


def _looped_messages(action: Action, rule: ActionRule) -> ActionRule:
    if action.parameters.get("InterruptFrequencySeconds") is None:
        return rule
    results = Results(operators=EQUALS, operands=(_INTERRUPTED,), needed=(_INTERRUPTED,))
    return replace(rule, results=results)


def _metric(action: Action, rule: ActionRule) -> ActionRule:
    metric = action.parameters.get("MetricType")
    if metric in QUEUE_METRICS:
        return replace(rule, results=replace(rule.results, is_number=True))
    if metric not in AGENT_METRICS:
        return rule
    return replace(
        rule,
        results=Results(operators=("NumberGreaterThan",), operands=("0",), at_least_one=True),
    )


def _wait(action: Action, rule: ActionRule) -> ActionRule:
    given = action.parameters.get("Events")
    events = tuple(map(str, given)) if isinstance(given, list) else ()
    if action.parameters.get("ContinueExecution") is not None:
        events = (*events, "Continue")
    operands = ("WaitCompleted", *events)
    errors = rule.errors
    if "BotParticipantDisconnected" in events:
        errors = (*errors, "ParticipantNotFound")
    return replace(
        rule, errors=errors, results=Results(operators=EQUALS, operands=operands, needed=operands)
    )


def _lambda(action: Action, rule: ActionRule) -> ActionRule:
    if action.parameters.get("InvocationType") != "ASYNCHRONOUS":
        return rule
    limit = integer(1, _LONGEST_LAMBDA_S, required=True)
    return replace(rule, parameters={**rule.parameters, "InvocationTimeLimitSeconds": limit})


def _recording(action: Action, rule: ActionRule) -> ActionRule:
    """Redaction of a chat under way can fail; of no other channel."""
    if action.parameters.get("ChatBehavior") is None:
        return rule
    return replace(rule, errors=(*rule.errors, "InFlightRedactionConfigurationFailed"))


def _third_party(action: Action, rule: ActionRule) -> ActionRule:
    """Where the flow goes on after the call, it hears why the call was not made."""
    if not is_true(action.parameters.get("ContinueFlowExecution")):
        return rule
    return replace(rule, errors=(*rule.errors, "CallFailed", "ConnectionTimeLimitExceeded"))


_VARIANTS: Mapping[str, Callable[[Action, ActionRule], ActionRule]] = {
    "GetParticipantInput": _input,
    "MessageParticipantIteratively": _looped_messages,
    "CheckMetricData": _metric,
    "TransferParticipantToThirdParty": _third_party,
    "Wait": _wait,
    "InvokeLambdaFunction": _lambda,
    "UpdateContactRecordingAndAnalyticsBehavior": _recording,
}
