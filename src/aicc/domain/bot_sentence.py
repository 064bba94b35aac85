"""A sentence for the customer, as a screen shows it and as the phone says it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from aicc.domain.danger import Aftermath, DangerKind
from aicc.domain.turn import Channel, QuickReply

DESK_REPLY = "desk_reply_"  # begins the keys of what people at the desk begin with


class SentenceKey(StrEnum):
    """Sentences that the engine itself says; each is in the catalogue, a pack may replace it."""

    GREETING = "greeting"
    FALLBACK = "fallback"
    OFFER_PERSON = "offer_person"
    OFFER_RESUME = "offer_resume"
    RESUME_DECLINED = "resume_declined"
    OFFER_DECLINED = "offer_declined"
    HELP = "help"
    SILENCE = "silence"
    SILENCE_AGAIN = "silence_again"
    SILENT_GOODBYE = "silent_goodbye"
    BARE_NUMBER = "bare_number"
    NOTHING_TO_REPEAT = "nothing_to_repeat"
    WHICH_ONE = "which_one"
    CANCELLED = "cancelled"
    NOTHING_TO_CANCEL = "nothing_to_cancel"
    RESTARTED = "restarted"
    BACK_AT_START = "back_at_start"
    REMINDER = "reminder"
    TICKET_KEPT = "ticket_kept"
    TICKET_FOR_TOPIC = "ticket_for_topic"
    TICKET_WHILE_CLOSED = "ticket_while_closed"
    CLOSED_NOW = "closed_now"
    CLOSED_BREAK = "closed_break"
    CLOSED_DAY = "closed_day"
    OPENS_AT = "opens_at"
    OPENS_SOME_TIME = "opens_some_time"
    CALLBACK_WHILE_CLOSED = "callback_while_closed"
    TICKET_ALREADY = "ticket_already"
    TICKET_REFUSED = "ticket_refused"
    TICKET_WAITS = "ticket_waits"
    TICKET_WITHDRAWN = "ticket_withdrawn"
    TICKET_AHEAD = "ticket_ahead"
    TICKET_NEXT = "ticket_next"
    TICKET_WAIT = "ticket_wait"
    TICKET_WAIT_UNKNOWN = "ticket_wait_unknown"
    QUEUE_WAIT = "queue_wait"
    QUEUE_OTHERS = "queue_others"
    QUEUE_NOBODY = "queue_nobody"
    QUEUE_OPENS = "queue_opens"
    TICKET_DONE = "ticket_done"
    TICKET_STILL_WAITS = "ticket_still_waits"
    DESK_NOTICE_CAME = "desk_notice_came"
    DESK_NOTICE_URGENT = "desk_notice_urgent"
    DESK_NOTICE_CALL = "desk_notice_call"
    DESK_NOTICE_WAITS = "desk_notice_waits"
    DESK_NOTICE_BODY = "desk_notice_body"
    PERSON_CONNECTED = "person_connected"
    PERSON_CONNECTED_UNNAMED = "person_connected_unnamed"
    PERSON_GAVE_BACK = "person_gave_back"
    PERSON_CLOSED = "person_closed"
    PERSON_LEFT = "person_left"
    ASK_BACK_TO_BOT = "ask_back_to_bot"
    STEP_MISSING = "step_missing"
    BACKEND_DOWN = "backend_down"
    SECRETS_LOST = "secrets_lost"
    SECRETS_GONE = "secrets_gone"
    REFUSED = "refused"
    REFUSED_NUMBER = "refused_number"
    REFUSED_AMOUNT = "refused_amount"
    REFUSED_RANGE = "refused_range"
    REFUSED_DIGITS = "refused_digits"
    REFUSED_PHONE = "refused_phone"
    REFUSED_NAME = "refused_name"
    REFUSED_DATE = "refused_date"
    REFUSED_TIME = "refused_time"
    REFUSED_OPTION = "refused_option"
    REFUSED_CONFIRM = "refused_confirm"
    HELP_CUSTOMER_NUMBER = "help_customer_number"
    HELP_ORDER_NUMBER = "help_order_number"
    HELP_BOOKING_NUMBER = "help_booking_number"
    HELP_CODE = "help_code"
    HELP_ACCOUNT_NUMBER = "help_account_number"
    HELP_PHONE = "help_phone"
    HELP_BIRTH_DATE = "help_birth_date"
    HELP_NAME = "help_name"
    HELP_AMOUNT = "help_amount"
    HELP_STEP = "help_step"
    WHY_CUSTOMER_NUMBER = "why_customer_number"
    WHY_ORDER_NUMBER = "why_order_number"
    WHY_BOOKING_NUMBER = "why_booking_number"
    WHY_CODE = "why_code"
    WHY_ACCOUNT_NUMBER = "why_account_number"
    WHY_PHONE = "why_phone"
    WHY_BIRTH_DATE = "why_birth_date"
    WHY_NAME = "why_name"
    WHY_AMOUNT = "why_amount"
    WHY_STEP = "why_step"
    ASK_SLOT = "ask_slot"
    SILENT_STEP = "silent_step"
    TRY_A_PERSON = "try_a_person"
    USE_KEYS = "use_keys"
    OFFER_CALLBACK = "offer_callback"
    LEFT_OFF = "left_off"
    GIVEN_UP = "given_up"
    KEPT_FOR_LATER = "kept_for_later"
    ASKED_LATER = "asked_later"
    CORRECTED = "corrected"
    COUNTED_YEARLY = "counted_yearly"
    COUNTED_IN_MYRIADS = "counted_in_myriads"
    OFFERED_ITEM = "offered_item"
    OFFERED_MORE = "offered_more"
    OFFERED_ALL = "offered_all"
    REFUSED_OFFERED = "refused_offered"
    TOO_MANY_TRIES = "too_many_tries"
    APOLOGY = "apology"
    FILLER = "filler"
    ANYTHING_ELSE = "anything_else"
    HEAR_MORE = "hear_more"
    HEARD_ENOUGH = "heard_enough"
    TRANSFER = "handoff_transfer"
    TRANSFER_CLOSED = "handoff_closed"
    TRANSFER_OPENS = "handoff_opens"
    HANDOFF_SAID = "handoff_said"
    HANDOFF_FLOW = "handoff_flow"
    REASON_USER_REQUEST = "reason_user_request"
    REASON_COMPLEX_INQUIRY = "reason_complex_inquiry"
    REASON_REPEATED_MISS = "reason_repeated_miss"
    REASON_NEGATIVE_SENTIMENT = "reason_negative_sentiment"
    REASON_EMERGENCY = "reason_emergency"
    REASON_HIGH_RISK = "reason_high_risk"
    REASON_VIP = "reason_vip"
    REASON_TECHNICAL_ERROR = "reason_technical_error"
    REASON_FLOW_FAILURE = "reason_flow_failure"
    DANGER_MEDICAL = "danger_medical"
    DANGER_SUICIDE = "danger_suicide"
    DANGER_VIOLENCE = "danger_violence"
    DANGER_FAMILY = "danger_family"
    DANGER_LOAN_SCAM = "danger_loan_scam"
    DANGER_REMOTE_APP = "danger_remote_app"
    DANGER_IMPERSONATION = "danger_impersonation"
    DANGER_PHONE_LOST = "danger_phone_lost"
    DANGER_UNKNOWN_PAYMENT = "danger_unknown_payment"
    DANGER_IDENTITY_THEFT = "danger_identity_theft"
    DANGER_SCAM_VICTIM = "danger_scam_victim"
    EMPATHY = "empathy"
    EMPATHY_WORRY = "empathy_worry"
    EMPATHY_THANKS = "empathy_thanks"
    OTHERS_DATA = "others_data"
    IDENTITY_WANTED = "identity_wanted"
    NOT_KNOWN = "not_known"
    NOT_KNOWN_UNNAMED = "not_known_unnamed"
    NEAREST = "nearest"
    NEAREST_UNNAMED = "nearest_unnamed"
    NOT_KNOWN_IN_FLOW = "not_known_in_flow"
    OFFER_PERSON_ANGRY = "offer_person_angry"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    NOTED = "noted"
    NOTHING_MORE = "nothing_more"
    CALLING = "calling"
    WAIT = "wait"
    THANKS_IN_FLOW = "thanks_in_flow"
    HURRY_IN_FLOW = "hurry_in_flow"
    GRUMBLE_IN_FLOW = "grumble_in_flow"
    GRUMBLE_AT_CONFIRM = "grumble_at_confirm"
    STOP_OR_GO_ON = "stop_or_go_on"
    STOP_AFTER_ALL = "stop_after_all"
    STOPPED = "stopped"
    NOT_DONE_YET = "not_done_yet"
    ASK_TROUBLE = "ask_trouble"
    ASK_UNDO = "ask_undo"
    ASK_MORE = "ask_more"
    ASK_TOPIC = "ask_topic"
    ASK_WITH_NUMBER = "ask_with_number"
    FALLBACK_AGAIN = "fallback_again"
    LATER = "later"
    LATER_OFFERED = "later_offered"
    OR_ONE_OF_THESE = "or_one_of_these"
    OR_OTHERWISE = "or_otherwise"
    TEMPLATE = "template"


def danger_key(kind: DangerKind) -> str:
    """The sentence that says what to do at once."""
    return f"danger_{kind}"


_AFTER: Mapping[DangerKind, str] = {
    DangerKind.MEDICAL: "life",
    DangerKind.SUICIDE: "despair",
    DangerKind.VIOLENCE: "violence",
    DangerKind.PHONE_LOST: "theft",
    DangerKind.UNKNOWN_PAYMENT: "theft",
    DangerKind.IDENTITY_THEFT: "theft",
}
_TOLD_APART: Mapping[str, frozenset[Aftermath]] = {
    "fraud": frozenset(Aftermath),
    "violence": frozenset({Aftermath.HOLDING_ON, Aftermath.CALMER, Aftermath.WHAT_NOW}),
}


def after_danger_key(kind: str, state: Aftermath) -> str:
    """What is said to how things stand after a warning; a pack's own kind counts as a swindle."""
    group = _AFTER.get(DangerKind(kind), "fraud") if kind in set(DangerKind) else "fraud"
    told = _TOLD_APART.get(group, frozenset({Aftermath.CALMER, Aftermath.WHAT_NOW}))
    return f"after_{group}_{state if state in told else Aftermath.WHAT_NOW}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BotSentence:
    """`voice` is empty where the chat text can be spoken as it is; `otherwise` is said where it has
    values of a system that is away."""

    chat: str
    voice: str = ""
    otherwise: str = ""
    quick_replies: tuple[QuickReply, ...] = ()

    def on(self, channel: Channel) -> str:
        return self.voice if channel is Channel.VOICE and self.voice else self.chat

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Self:
        """From the form of the catalogue and of replies.yaml."""
        return cls(
            chat=data["chat"],
            voice=data.get("voice", ""),
            otherwise=data.get("otherwise", ""),
            quick_replies=quick_replies(data.get("quick_replies", ())),
        )


def quick_replies(data: Iterable[str | Mapping[str, str]]) -> tuple[QuickReply, ...]:
    """Of buttons as files have them: the words, or a label and what is sent."""
    return tuple(_quick_reply(each) for each in data)


def _quick_reply(data: str | Mapping[str, str]) -> QuickReply:
    if isinstance(data, str):
        return QuickReply(label=data, value=data)
    return QuickReply(label=data["label"], value=data["value"])
