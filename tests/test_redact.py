"""The masker as logs and history use it."""

from aicc.redact import mask, mask_value


def test_text_without_personal_data_comes_back_as_it_was() -> None:
    text = "  잔액  알려 주세요 "

    assert mask(text) is text


def test_nested_values_are_masked_and_the_rest_kept() -> None:
    event = {
        "text": "010-1234-5678로 전화 주세요",
        "turns": [{"said": "900101-1234567"}, 7, None, ("계좌 110-234-567890",)],
        "took_ms": 1.5,
    }

    masked = mask_value(event)

    assert masked == {
        "text": "***-****-**78로 전화 주세요",
        "turns": [{"said": "******-*******"}, 7, None, ["계좌 ***-***-****90"]],
        "took_ms": 1.5,
    }


def test_the_original_value_is_left_alone() -> None:
    event = {"said": ["010-1234-5678"]}

    mask_value(event)

    assert event == {"said": ["010-1234-5678"]}
