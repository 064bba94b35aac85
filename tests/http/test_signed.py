"""The service's own tokens: JSON Web Tokens as others write and read them, and nothing else."""

import jwt
import pytest

from api.signed import claims_in, sign

KEY = "k" * 48
CLAIMS = {"aud": "door", "sid": "상담-1", "exp": 4102444800}


def test_what_it_signs_is_a_json_web_token() -> None:
    token = sign(CLAIMS, KEY)

    assert jwt.decode(token, KEY, algorithms=["HS256"], audience="door") == CLAIMS


def test_it_reads_what_was_issued_by_another_library() -> None:
    assert claims_in(jwt.encode(CLAIMS, KEY, "HS256"), KEY, "door", ["sid"]) == CLAIMS


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "..",
        "a.b.c",
        "상담.상담.상담",
        "\ud800.\ud800.",
        sign(CLAIMS, "another" * 8),
        jwt.encode(CLAIMS, "", "none"),
        jwt.encode(CLAIMS, KEY, "HS384"),
        sign({**CLAIMS, "aud": "window"}, KEY),
        sign({**CLAIMS, "exp": "4102444800"}, KEY),
        sign({"aud": "door", "exp": 1}, KEY),
        sign({**CLAIMS, "sid": None}, KEY),
        sign(CLAIMS, KEY)[:-1],
        sign(CLAIMS, KEY) + "=",
        sign(CLAIMS, KEY) + "\n",
        sign(CLAIMS, KEY) + ".",
    ],
)
def test_whatever_else_opens_nothing(token: str) -> None:
    assert claims_in(token, KEY, "door", ["sid"]) is None


def test_a_changed_letter_makes_it_worthless() -> None:
    token = sign(CLAIMS, KEY)

    for at, letter in enumerate(token):
        other = "A" if letter != "A" else "B"
        assert claims_in(token[:at] + other + token[at + 1 :], KEY, "door") is None
