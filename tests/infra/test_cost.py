"""The arithmetic of the cost estimate, and that it is of the presets and of the stacks."""

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest

from tests.infra.stack import ROOT, base, of_stack, preset, web

PAGE = (ROOT / "docs/explanation/cost.md").read_text(encoding="utf-8")
HOURS = 730
Row = tuple[Decimal, Decimal, Decimal]  # how many, at what, together


def rows_of(name: str) -> dict[str, Row]:
    part = PAGE.split(f"## Preset {name}\n")[1].split("\n## ")[0]
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in part.splitlines()
        if line.startswith("|") and "---" not in line and "USD each" not in line
    ]
    return {what: tuple(map(number, rest)) for what, *rest in cells}  # type: ignore[misc]


def number(cell: str) -> Decimal:
    found = re.search(r"[0-9][0-9,.]*", cell)
    return Decimal(found[0].replace(",", "")) if found else Decimal(0)


@pytest.mark.parametrize("name", ["small", "production"])
def test_every_line_is_its_product_and_the_last_one_their_sum(name: str) -> None:
    rows = rows_of(name)
    *_, total = rows.pop("**all**")

    for what, (many, each, together) in rows.items():
        product = (many * each).quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert product == together, what
    assert sum(together for *_, together in rows.values()) == total
    assert len(rows) >= 15


@pytest.mark.parametrize("name", ["small", "production"])
def test_quantities_are_those_of_the_preset(name: str) -> None:
    rows, given = rows_of(name), preset(name)
    tasks = int(given["DesiredCount"])

    assert rows["Fargate: processor"][0] * 1024 == tasks * int(given["TaskCpu"]) * HOURS
    assert rows["Fargate: memory"][0] * 1024 == tasks * int(given["TaskMemory"]) * HOURS
    assert rows["Redis"][0] == int(given["RedisNodes"]) * HOURS
    assert ("KMS: a key of your own" in rows) is (given["CustomerKey"] == "on")
    assert ("Firewall: requests" in rows) is (given["EnableWaf"] == "on")
    assert ("CloudFront: requests, three a turn" in rows) is (given["EnableCloudFront"] == "on")
    assert ("Lambda: containers kept warm" in rows) is (given["ProvisionedTurns"] != "0")


@pytest.mark.parametrize("name", ["small", "production"])
def test_alarms_and_secrets_are_counted(name: str) -> None:
    rows = rows_of(name)
    stacks = [
        base(**of_stack(preset(name), "template.yaml")),
        web(**of_stack(preset(name), "web.yaml")),
    ]

    def count(kind: str) -> int:
        return sum(len(stack.of_type(kind)) for stack in stacks)

    assert rows["CloudWatch: alarms"][0] == count("AWS::CloudWatch::Alarm")
    assert rows["Secrets Manager"][0] == count("AWS::SecretsManager::Secret")
