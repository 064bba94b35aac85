"""The small pack of these tests, on a stage."""

from functools import cache
from pathlib import Path

from aicc.packs.loader import load_pack
from aicc.trials.stage import Stage
from chatbot_cli.stage import stage_for

HERE = Path(__file__).parent


@cache
def a_stage() -> Stage:
    """One for all tests: every conversation begins as if nothing had happened before."""
    return stage_for(load_pack(str(HERE / "a_pack")))
