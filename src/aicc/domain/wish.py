"""Wishes that need no topic, however many words they are put in."""

from enum import StrEnum


class Wish(StrEnum):
    PERSON = "person"
    NO_PERSON = "no_person"  # who was asked for need not come any more
    LEAVE = "leave"  # the scenario: later, elsewhere, not at all
    OTHERS_DATA = "others_data"  # to be told what is somebody else's
