"""The reference names every rule, flow and kind of placeholder that there is."""

import re
from pathlib import Path

from aicc.amazon.connect.placeholders import Kind
from tests.connect.test_contact_flows import FLOWS

ROOT = Path(__file__).resolve().parent.parent.parent
REFERENCE = (ROOT / "docs/reference/connect.md").read_text(encoding="utf-8")
CODE = [
    path.read_text(encoding="utf-8")
    for path in (ROOT / "src/aicc/amazon/connect").glob("*.py")
    if path.name != "type_names.py"
]
RULE = re.compile(
    r"(?:rule=|_error\(\s*(?:module,\s*)?|(?:_advice|advice|_found)\(\s*|_about\(\s*action,\s*)"
    r'"([a-z-]+)"'
)


def test_every_rule_is_in_the_reference() -> None:
    rules = {rule for code in CODE for rule in RULE.findall(code)}

    assert len(rules) > 35
    assert {rule for rule in rules if f"`{rule}`" not in REFERENCE} == set()


def test_every_flow_and_every_kind_of_name_is_in_the_reference() -> None:
    assert {name for name in (*FLOWS, *Kind) if f"`{name}`" not in REFERENCE} == set()
