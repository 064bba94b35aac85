"""Rules of the actions that talk to the customer. Facts observed at the service, not from pages."""

from collections.abc import Mapping

from aicc.amazon.connect.rules.rule import (
    ANY_RESULT,
    EQUALS,
    HOLD,
    INBOUND,
    MODULE,
    NO_CONDITION,
    NO_MATCH,
    QUEUE,
    TALKING,
    TIMED_OUT,
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
    static,
    whole,
)

PROMPTS = ("Text", "SSML", "PromptId", "Media")
KEYS = tuple("0123456789*#")
LONGEST_PROMPT = 6000  # characters in all; 3000 of them billed
LONGEST_WAIT_S = 604_800
LONGEST_RINGING_S = 600

_SPEECH = Value(paths=Paths.INSIDE, must_say_something=True, most=LONGEST_PROMPT)
_PROMPT: Mapping[str, Value] = {
    "Text": _SPEECH,
    "SSML": _SPEECH,
    "PromptId": whole(),
    "Media": fields({
        "Uri": dynamic(required=True),
        "SourceType": static("S3", required=True),
        "MediaType": static("Audio", required=True),
    }),
}  # fmt: skip
_SKIP = {"SkipWhenDTMFBufferEnabled": flag()}  # the console writes it, no page names it

TALKING_RULES: Mapping[str, ActionRule] = {
    "MessageParticipant": ActionRule(
        parameters={**_PROMPT, **_SKIP},
        one_of=(PROMPTS,),
        other_errors=(NO_MATCH,),
        kinds=INBOUND | TRANSFER | WHISPER | QUEUE | MODULE,
    ),
    "MessageParticipantIteratively": ActionRule(
        parameters={
            "Messages": listing(fields(_PROMPT, one_of=PROMPTS), required=True),
            "InterruptFrequencySeconds": integer(1, paths=Paths.WHOLE),
            "ContinueMessagingDuringInterrupt": flag(),
            **_SKIP,
        },
        other_errors=(NO_MATCH,),
        results=Results(operators=EQUALS, operands=("MessagesInterrupted",)),
        needs_next=False,  # it ends when the contact is taken
        kinds=INBOUND | QUEUE | HOLD | MODULE,
    ),
    # as a menu; `variants` has the form that stores digits
    "GetParticipantInput": ActionRule(
        parameters={
            **_PROMPT,
            **_SKIP,
            "InputTimeLimitSeconds": integer(1, 180, required=True),
            "StoreInput": flag(),
            "DTMFConfiguration": anything(),
        },
        at_most_one=(PROMPTS,),
        errors=(TIMED_OUT, NO_CONDITION, NO_MATCH),
        results=Results(operators=EQUALS, operands=KEYS),
        kinds=TALKING,
        channel="voice",
    ),
    "ConnectParticipantWithLexBot": ActionRule(
        parameters={
            **_PROMPT,
            **_SKIP,
            "LexInitializationData": fields({"InitialMessage": dynamic(required=True)}),
            "LexV2Bot": fields({"AliasArn": dynamic(required=True)}),
            "LexBot": fields(
                {
                    "Name": dynamic(required=True),
                    "Region": dynamic(required=True),
                    "Alias": dynamic(required=True),
                }
            ),
            "LexSessionAttributes": mapping(entry()),
            "LexTimeoutSeconds": fields(
                {"Text": integer(60, LONGEST_WAIT_S, required=True, paths=Paths.WHOLE)}
            ),
        },
        one_of=(("LexV2Bot", "LexBot"),),
        at_most_one=(PROMPTS,),
        some_of=((*PROMPTS, "LexInitializationData"),),
        errors=(NO_CONDITION, NO_MATCH),
        other_errors=(TIMED_OUT,),  # older exports leave it out
        results=Results(operators=EQUALS),
        kinds=TALKING,
    ),
    "ConnectParticipantWithAgenticCX": ActionRule(
        is_open=True, other_errors=None, results=ANY_RESULT
    ),
    "ShowView": ActionRule(
        parameters={
            "ViewResource": fields({"Id": whole(required=True), "Version": whole()}, required=True),
            "InvocationTimeLimitSeconds": integer(
                1, LONGEST_WAIT_S, required=True, paths=Paths.WHOLE
            ),
            "ViewData": free(),
            "SensitiveDataConfiguration": anything(),
        },
        errors=(NO_CONDITION, NO_MATCH, "TimeLimitExceeded"),
        results=Results(operators=EQUALS),
        kinds=INBOUND | QUEUE | MODULE,
        channel="chat",
    ),
    "AuthenticateParticipant": ActionRule(
        parameters={
            "CognitoConfiguration": free(),
            "CustomerProfilesConfiguration": free(),
            "TimeLimitMinutes": integer(1, paths=Paths.WHOLE),
        },
        is_open=True,
        errors=(NO_MATCH, "TimeLimitExceeded"),
        results=Results(operators=EQUALS),
        channel="chat",
    ),
    "DisconnectParticipant": ActionRule(is_terminal=True, kinds=TALKING),
    # whether the flow goes on decides its branches: see `variants`
    "TransferParticipantToThirdParty": ActionRule(
        parameters={
            "ThirdPartyPhoneNumber": dynamic(required=True),
            "ThirdPartyConnectionTimeLimitSeconds": integer(
                1, LONGEST_RINGING_S, required=True, paths=Paths.WHOLE
            ),
            "ContinueFlowExecution": flag(required=True),
            "CallerId": fields({"Name": dynamic(), "Number": dynamic()}, least=1),
            "ThirdPartyDTMFDigits": dynamic(),
        },
        errors=(NO_MATCH,),
        other_errors=("CallFailed", "ConnectionTimeLimitExceeded"),
        kinds=TALKING,
        channel="voice",
    ),
}
