"""How a customer stands to the question of a scenario, where no step could read the answer."""

from enum import StrEnum


class Stance(StrEnum):
    LEAVE = "leave"  # later, elsewhere, not at all: who asks somebody first, who looks for papers
    YES = "yes"  # to a question of yes or no
    NO = "no"
    HURRY = "hurry"  # it is urgent
    GRUMBLE = "grumble"  # a complaint about the question or what it costs
    WAIT = "wait"  # what was asked for is being looked for
    OTHER = "other"
