"""What is loaded before the first caller comes."""

from aicc.packs.loader import load_pack
from aicc.systems.hours.embedded import _holidays_of
from aicc.wiring import memory_parts
from chatbot_engine import engine_from


def test_the_calendar_of_holidays_is_loaded_before_the_first_turn() -> None:
    engine = engine_from(memory_parts(load_pack("general")))
    _holidays_of.cache_clear()

    engine.upkeep.warm_up()

    assert _holidays_of.cache_info().currsize
