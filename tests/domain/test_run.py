"""A run of a flow, copied with some of its fields changed."""

from dataclasses import fields

import pytest

from aicc.domain.run import FlowRun, RunFields

RUN = FlowRun(flow_id="transfer", step_id="amount", answers={"to": "A"})


def test_a_copy_has_the_fields_given_and_keeps_the_others() -> None:
    assert RUN.having(step_id="confirm", tries=2) == FlowRun(
        flow_id="transfer", step_id="confirm", answers={"to": "A"}, tries=2
    )


def test_a_field_that_a_run_has_not_is_refused() -> None:
    with pytest.raises(TypeError, match="stepid"):
        RUN.having(stepid="confirm")  # type: ignore[call-arg]  # mypy refuses it too


def test_the_fields_that_mypy_knows_are_those_of_a_run() -> None:
    assert list(RunFields.__annotations__) == [each.name for each in fields(FlowRun)]
