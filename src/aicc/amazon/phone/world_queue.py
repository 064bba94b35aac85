"""The queue of the call's own world, as Amazon Connect would tell of it."""

import math
from dataclasses import dataclass

from aicc.amazon.phone.world import World
from aicc.deadline import Deadline
from aicc.systems.phone_queue.port import CallersPlace, QueuedCaller


@dataclass(frozen=True, slots=True)
class WorldQueue:
    world: World

    def place_of(self, caller: QueuedCaller, deadline: Deadline) -> CallersPlace:
        """Those before are served one after the other, in even steps."""
        world = self.world
        left_s = world.wait_left_s
        share = left_s / world.queue_wait_s if world.queue_wait_s else 0.0
        ahead = math.ceil(world.waiting * share)
        wait_s = left_s if world.agents else None
        return CallersPlace(ahead=ahead, others=ahead, wait_s=wait_s, staffed=world.agents)
