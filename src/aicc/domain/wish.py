"""Wishes that need no topic, however many words they are put in."""

from enum import StrEnum


class Wish(StrEnum):
    PERSON = "person"
    NO_PERSON = "no_person"  # who was asked for need not come any more
    BOT = "bot"  # who talks with a person wants the bot again
    LEAVE = "leave"  # not to go on with the scenario
    MAY_LEAVE = "may_leave"  # it sounds like it: later, elsewhere, in a hurry
    NO_GOODBYE = "no_goodbye"  # what sounds like one is of a thing or a service
    WHEN_CALLED = "when_called"  # how long it takes until the one who was asked for comes
    OTHERS_DATA = "others_data"  # to be told what is somebody else's
