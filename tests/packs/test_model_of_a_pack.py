"""`model:` of pack.yaml."""

import pytest
from pydantic import ValidationError

from aicc.packs.loader import load_pack
from aicc.packs.schema.pack import PackFile

ABOUT = {"id": "bank", "name": "Bank", "scenario_type": "banking"}


@pytest.mark.parametrize("named", ["", "embedded", "openai:gpt-4o-mini", "bedrock:a.b-v1:0"])
def test_a_pack_may_name_its_model(named: str) -> None:
    assert PackFile.model_validate({**ABOUT, "model": named}).model == named


@pytest.mark.parametrize("named", ["gpt-4o-mini", "openai:", "mistral:large"])
def test_a_model_of_no_known_service_is_refused(named: str) -> None:
    with pytest.raises(ValidationError, match="model"):
        PackFile.model_validate({**ABOUT, "model": named})


def test_a_shipped_pack_leaves_it_to_the_environment() -> None:
    assert load_pack("banking").model == ""
