"""Whether a person is needed: 150 situations, and the manager that people hold in their hands."""

from pathlib import Path

import pytest

from aicc.errors import InvalidInputError
from aicc.packs.escalation_from_files import rules_from_plain
from aicc.understanding.evaluation.escalation import evaluate_escalation, read_cases
from chatbot_escalation import EscalationManager, EscalationPriority, EscalationReason

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize("half", ["escalation_first", "escalation_second"])
def test_a_person_is_asked_for_where_one_is_needed(half: str) -> None:
    cases = read_cases(DATA / f"{half}.yaml")

    figures = evaluate_escalation(cases, EscalationManager().judge)

    assert figures.cases == 75
    assert figures.precision >= 0.9
    assert figures.recall >= 0.9
    assert figures.other_reason == []


def test_the_manager_explains_what_it_weighed() -> None:
    manager = EscalationManager()
    session = {"misses": 2, "user_tier": "silver"}

    told = manager.explain_escalation(session, "말귀를 못 알아듣네 짜증나게")

    assert [each["signal"] for each in told] == ["anger", "misses"]
    assert told[1]["of"] == "2 of 3"
    assert told[0]["sum"] == pytest.approx(told[0]["adds"] + told[1]["adds"], abs=0.01)
    assert manager.check_escalation(session, "말귀를 못 알아듣네 짜증나게")[0]


def test_a_check_that_is_removed_is_not_heard_any_more() -> None:
    manager = EscalationManager()
    manager.remove_check("vip")

    assert not manager.check_escalation({"user_tier": "vip"}, "잔액")[0]
    assert manager.check_escalation({}, "긴급이에요")[0]


def test_a_check_of_the_same_name_stands_in_for_a_shipped_one() -> None:
    manager = EscalationManager()
    manager.register_check(
        "vip", lambda *_: (True, EscalationReason.VIP, EscalationPriority.NORMAL)
    )

    verdict = manager.check_escalation({"user_tier": "vip"}, "잔액")

    assert verdict == (True, EscalationReason.VIP, EscalationPriority.NORMAL)


def test_a_pack_moves_weights_and_words() -> None:
    rules = rules_from_plain(
        {"weights": {"high_risk": 2.0}, "high_risk": ["진료 기록"], "money_won": 0, "misses": 5}
    )
    manager = EscalationManager(rules=rules)

    assert manager.check_escalation({}, "진료기록을 떼 주세요")[0]
    assert not manager.check_escalation({"misses": 3}, "그거 말고요")[0]
    assert manager.explain_escalation({}, "1억 원이요") == []


def test_what_a_caller_gives_in_another_form_is_nothing() -> None:
    odd = {"misses": "many", "sentiments": "NEGATIVE", "amounts": None, "same_step": True}

    assert not EscalationManager().check_escalation(odd, "잔액이요")[0]


@pytest.mark.parametrize("text", ["say: x", "- {say: x}", "- {say: x, person: 1}", "- {said: x}"])
def test_situations_that_cannot_be_read_are_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(InvalidInputError, match=r"cases\.yaml"):
        read_cases(path)
