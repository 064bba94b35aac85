"""What a customer asks about a question is told apart from an answer."""

import pytest

from aicc.conversation.scenario.explaining import asked_back, explained_by_kind
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.run import FlowRun
from aicc.korean.text.said import as_said
from aicc.packs.from_files import flow_from_plain

FLOW = flow_from_plain(
    "loan",
    {
        "steps": [
            {"id": "number", "message": "고객번호를 입력해 주십시오.", "input_type": "digits",
             "validation": "customer_number", "next_step": "income"},
            {"id": "income", "message": "연소득은 얼마입니까?", "input_type": "amount",
             "labels": ["연봉"], "why": "한도를 정하기 위해 여쭙습니다.", "next_step": "fee"},
            {"id": "fee", "message": "수수료는 천 원입니다. 계속할까요?", "input_type": "confirm",
             "why": "종이와 우편에 드는 비용입니다.", "next_step": "note"},
            {"id": "note", "message": "남기실 말씀은요?", "input_type": "text"},
        ]
    },
)  # fmt: skip


@pytest.mark.parametrize(
    ("here", "text", "step_id", "asks_why"),
    [
        ("number", "몰라요", "number", False),
        ("number", "고객번호 모르는데요", "number", False),
        ("number", "고객번호가 뭐예요?", "number", False),
        ("number", "번호 없는데", "number", False),
        ("number", "앱에 안 나와요", "number", False),
        ("number", "왜 물어봐요?", "number", True),
        ("number", "꼭 해야 돼요?", "number", True),
        ("number", "알려주기 싫은데요", "number", True),
        ("fee", "연봉은 왜 물어봐요?", "income", True),
        ("number", "왜 연봉이 필요해요?", "income", True),
        ("fee", "왜 이렇게 비싸요?", "fee", True),
        ("note", "글쎄 모르겠어요", "note", False),
        ("number", "고객번호 남이 알면 위험한 거 아니에요?", "number", True),
        ("number", "내 번호를 뭘로 했더라", "number", False),
        ("number", "번호는 또 왜 받아야 돼요", "number", True),
    ],
)
def test_it_is_known_which_question_is_asked_about(
    here: str, text: str, step_id: str, asks_why: bool
) -> None:
    run = FlowRun(flow_id="loan", step_id=here)

    about = asked_back(FLOW, run, as_said(text))

    assert about is not None
    assert (about.step_id, about.asks_why) == (step_id, asks_why)


@pytest.mark.parametrize(
    ("here", "text"),
    [
        ("number", "1234567"),
        ("number", "금리가 뭐예요?"),
        ("number", "카드 어디 있어요?"),
        ("number", "왜 이렇게 느려요?"),
        ("fee", "없어요"),
        ("fee", "수수료가 뭐예요?"),
    ],
)
def test_an_answer_or_another_question_is_none(here: str, text: str) -> None:
    run = FlowRun(flow_id="loan", step_id=here)

    assert asked_back(FLOW, run, as_said(text)) is None


def test_the_catalogue_knows_the_kinds_of_questions() -> None:
    number, income, fee = (FLOW.steps[each] for each in ("number", "income", "fee"))

    assert explained_by_kind(number, asks_why=False) is SentenceKey.HELP_CUSTOMER_NUMBER
    assert explained_by_kind(income, asks_why=True) is SentenceKey.WHY_AMOUNT
    assert explained_by_kind(fee, asks_why=False) is SentenceKey.HELP_STEP
