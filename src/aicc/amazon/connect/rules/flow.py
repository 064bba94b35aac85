"""Rules of the actions that steer the flow, call others, and of those known by name alone."""

from collections.abc import Mapping
from dataclasses import replace

from aicc.amazon.connect.rules.rule import (
    ANY_RESULT,
    EQUALS,
    INBOUND,
    MODULE,
    NO_CONDITION,
    NO_MATCH,
    NUMBER_OPERATORS,
    OPERATORS,
    QUEUE,
    TALKING,
    TRANSFER,
    WHISPER,
    ActionRule,
    Paths,
    Results,
    Value,
    anything,
    dynamic,
    entry,
    fields,
    flag,
    free,
    integer,
    listing,
    mapping,
    path,
    static,
    whole,
)

LONGEST_WAIT_S = 604_800
AGENT_METRICS = ("NumberOfAgentsAvailable", "NumberOfAgentsStaffed", "NumberOfAgentsOnline")
QUEUE_METRICS = ("OldestContactInQueueAgeSeconds", "NumberOfContactsInQueue")
_QUEUE_OR_AGENT = {"QueueId": whole(), "AgentId": whole()}
_EITHER = (("QueueId", "AgentId"),)
_CASE_ERRORS = ("ContactNotLinked", "MultipleFound", "NoneFound")
_CASE = {
    "LinkContactToCase": flag(),
    "ContactToLink": whole(),
    "CaseTemplateId": whole(),
    "CaseId": whole(),
    "CustomerId": whole(),
    "CaseRequestFields": free(),
    "CaseResponseFields": listing(static()),
    "GetLastUpdatedCase": flag(),
}

FLOW_RULES: Mapping[str, ActionRule] = {
    "InvokeLambdaFunction": ActionRule(
        parameters={
            "LambdaFunctionARN": dynamic(required=True),
            "InvocationTimeLimitSeconds": integer(1, 8, required=True),
            "InvocationType": static("SYNCHRONOUS", "ASYNCHRONOUS"),
            "LambdaInvocationAttributes": free(),
            "ResponseValidation": fields(
                {"ResponseType": static("STRING_MAP", "JSON", required=True)}
            ),
        },
        errors=(NO_MATCH,),
    ),
    "UpdateFlowAttributes": ActionRule(
        parameters={
            "FlowAttributes": mapping(
                fields({"Value": replace(entry(), is_required=True), "Type": static()}),
                required=True,
            )
        },
        errors=(NO_MATCH,),
    ),
    "UpdateFlowLoggingBehavior": ActionRule(
        parameters={"FlowLoggingBehavior": static("Enabled", "Disabled", required=True)}
    ),
    "CheckHoursOfOperation": ActionRule(
        parameters={"HoursOfOperationId": whole()},
        errors=(NO_MATCH,),
        results=Results(operators=EQUALS, operands=("True", "False"), needed=("True", "False")),
        kinds=TALKING,
    ),
    # the metric decides what it may be compared with: see `variants`
    "CheckMetricData": ActionRule(
        parameters={
            "MetricType": static(*AGENT_METRICS, *QUEUE_METRICS, required=True),
            **_QUEUE_OR_AGENT,
        },
        at_most_one=_EITHER,
        errors=(NO_MATCH, NO_CONDITION),
        results=Results(operators=(*EQUALS, *NUMBER_OPERATORS), at_least_one=True),
        kinds=TALKING,
    ),
    "GetMetricData": ActionRule(
        parameters={**_QUEUE_OR_AGENT, "QueueChannel": whole("Voice", "Chat", "Task", "Email")},
        at_most_one=_EITHER,
        errors=(NO_MATCH,),
    ),
    "Compare": ActionRule(
        parameters={"ComparisonValue": path(required=True)},
        errors=(NO_CONDITION,),
        results=Results(operators=OPERATORS, at_least_one=True),
    ),
    "DistributeByPercentage": ActionRule(
        errors=(NO_CONDITION,), results=Results(operators=("NumberLessThan",)), kinds=TALKING
    ),
    "Loop": ActionRule(
        parameters={"LoopCount": integer(0, 100, required=True, paths=Paths.WHOLE)},
        other_errors=(NO_MATCH,),
        results=Results(
            operators=EQUALS,
            operands=("ContinueLooping", "DoneLooping"),
            needed=("ContinueLooping", "DoneLooping"),
        ),
    ),
    # its events decide its branches: see `variants`
    "Wait": ActionRule(
        parameters={
            "TimeLimitSeconds": integer(1, LONGEST_WAIT_S, required=True, paths=Paths.WHOLE),
            "Events": listing(static("CustomerReturned", "BotParticipantDisconnected")),
            "ContinueExecution": anything(),
            "MinimumWaitTimeSeconds": integer(0, LONGEST_WAIT_S, paths=Paths.WHOLE),
        },
        errors=(NO_MATCH,),
        other_errors=("ParticipantNotFound",),
        channel="chat",
    ),
    "TransferToFlow": ActionRule(
        parameters={"ContactFlowId": whole(required=True)},
        errors=(NO_MATCH,),
        kinds=INBOUND | TRANSFER | MODULE,
    ),
    "InvokeFlowModule": ActionRule(
        parameters={"FlowModuleId": whole(required=True), "Input": anything()},
        errors=(NO_MATCH,),
        other_errors=(NO_CONDITION,),
        results=Results(operators=EQUALS),  # branches that the module names itself
        kinds=INBOUND | MODULE,
    ),
    "EndFlowModuleExecution": ActionRule(
        # the designer exports both; the API takes them for modules that declare them
        parameters={"Result": dynamic(), "ResultData": free()},
        is_terminal=True,
        kinds=MODULE,
    ),
    # published solutions end inbound flows with it too
    "EndFlowExecution": ActionRule(is_terminal=True, kinds=INBOUND | WHISPER | QUEUE | MODULE),
    "CreateCase": ActionRule(
        parameters={
            **_CASE,
            "LinkContactToCase": flag(required=True),
            "CaseTemplateId": whole(required=True),
        },
        errors=(NO_MATCH,),
        other_errors=_CASE_ERRORS,
    ),
    "GetCase": ActionRule(
        parameters={
            **_CASE,
            "LinkContactToCase": flag(required=True),
            "GetLastUpdatedCase": flag(required=True),
        },
        errors=(NO_MATCH, "MultipleFound", "NoneFound"),
        other_errors=("ContactNotLinked",),
    ),
    "UpdateCase": ActionRule(parameters=_CASE, errors=(NO_MATCH,), other_errors=_CASE_ERRORS),
    "CheckOutboundCallStatus": ActionRule(
        errors=(NO_MATCH,), results=Results(operators=EQUALS, at_least_one=True)
    ),
    "ResumeContact": ActionRule(errors=(NO_MATCH,)),
}

VOICE_ID = frozenset({"StartVoiceIdStream", "CheckVoiceId", "SetVoiceId"})  # ended on 2026-05-20
# their error branches as the designer writes them
_BY_NAME: Mapping[str, tuple[str, ...]] = {
    "CreateContact": (NO_MATCH,),
    "CreatePersistentContactAssociation": (NO_MATCH,),
    "EvaluateDataTableValues": (NO_MATCH,),
    "LoadContactContent": (NO_MATCH,),
    "RenderMessageTemplate": (NO_MATCH, "TemplateRenderingError"),
    "StartOutboundEmailContact": (NO_MATCH,),
    "UpdateContactMediaProcessing": (NO_MATCH, "ChannelMismatch"),
    "UpdateContactRoutingCriteria": (NO_MATCH,),
    "UpdatePreviousContactParticipantState": (NO_MATCH,),
}
_BY_NAME_TAKE: Mapping[str, Mapping[str, Value]] = {
    "UpdateContactRoutingCriteria": {"RoutingCriteria": anything()},
    "UpdatePreviousContactParticipantState": {"PreviousContactParticipantState": anything()},
}
# of these not even all the branches are known
_HARDLY_KNOWN = (
    "AssociateContactToCustomerProfile", "ListDataTableValues", "StartOutboundChatContact",
    *sorted(VOICE_ID),
)  # fmt: skip
_OPEN = ActionRule(is_open=True, other_errors=None, results=ANY_RESULT)
_PROFILE = replace(
    _OPEN,
    parameters={
        "ProfileRequestData": free(required=True),
        "ProfileResponseData": listing(static()),
    },
    errors=(NO_MATCH,),
)
_PROFILES = (
    "CreateCustomerProfile", "UpdateCustomerProfile", "GetCustomerProfileObject",
    "GetCalculatedAttributesForCustomerProfile",
)  # fmt: skip
NAMED_RULES: Mapping[str, ActionRule] = {
    **dict.fromkeys(_PROFILES, _PROFILE),
    "GetCustomerProfile": replace(
        _PROFILE,
        errors=(NO_MATCH, "MultipleFoundError", "NoneFoundError"),
        other_errors=(),
        results=Results(),
    ),
    **{
        name: ActionRule(is_open=True, errors=errors, parameters=_BY_NAME_TAKE.get(name, {}))
        for name, errors in _BY_NAME.items()
    },
    **dict.fromkeys(_HARDLY_KNOWN, replace(_OPEN, errors=(NO_MATCH,))),
    "CompleteOutboundCall": _OPEN,  # a call that fails ends the flow
}
