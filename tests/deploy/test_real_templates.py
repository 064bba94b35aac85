"""The templates and presets of the checkout through the tool: all that one stack wants is given."""

import pytest

from aicc.amazon.deploy.plan import costs
from aicc.amazon.deploy.project import Part
from tests.deploy.fake_account import INSTANCE
from tests.deploy.made import PROJECT, ROOT, Desk, wanted_in

PHONE = f"ConnectInstanceArn={INSTANCE}"
CERTIFICATE = "CertificateArn=arn:aws:acm:ap-northeast-2:123456789012:certificate/made-up"


@pytest.mark.parametrize(("preset", "given"), [("small", ()), ("production", (CERTIFICATE,))])
def test_an_environment_of_a_preset_is_put_up_whole(
    desk: Desk, preset: str, given: tuple[str, ...]
) -> None:
    found = desk.apply(wanted_in(ROOT, PHONE, *given, preset=preset))

    stacks = desk.account.cloudformation.stacks
    assert [each.status for each in stacks.values()] == ["CREATE_COMPLETE"] * 3
    assert all(each.is_well for each in found)


def test_what_the_base_has_made_is_handed_to_the_service(desk: Desk) -> None:
    wanted = wanted_in(ROOT)

    desk.apply(wanted)

    base = wanted.templates[Part.BASE]
    web = desk.account.cloudformation.stacks[PROJECT.stack(Part.WEB)].parameters
    handed = base.outputs & wanted.templates[Part.WEB].parameters.keys()
    assert len(handed) > 5
    assert {name: web[name] for name in handed} == {name: f"made-up {name}" for name in handed}


def test_the_functions_find_their_pack_where_the_template_says() -> None:
    wanted = wanted_in(ROOT)

    text = wanted.templates[Part.BASE].text
    assert "/var/task/pack/${PackName}.json" in text
    assert f"pack/{wanted.known['PackName']}.json" in wanted.code.files


def test_every_handler_of_the_template_is_in_the_zip() -> None:
    wanted = wanted_in(ROOT)

    handlers = {
        str(each["Properties"]["Handler"])  # type: ignore[index, call-overload] # of a function
        for each in wanted.templates[Part.BASE].resources.values()
        if each.get("Type") == "AWS::Serverless::Function"
    }
    assert handlers
    for handler in handlers:
        module = handler.rpartition(".")[0].replace(".", "/")
        assert f"{module}.py" in wanted.code.files


def test_what_is_paid_for_by_the_hour_follows_the_conditions() -> None:
    small, large = wanted_in(ROOT), wanted_in(ROOT, preset="production")

    assert "1 × Fargate task, 1 × Redis node" in costs(small)
    assert "WAF" not in costs(small)
    assert "3 × Fargate task, 2 × Redis node, 1 × WAF" in costs(large)
