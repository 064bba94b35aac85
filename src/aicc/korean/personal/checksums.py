"""Check digits. They raise confidence in a number and never clear one.

Resident numbers given out since October 2020 carry no check digit, and callers misspeak.
"""

_RESIDENT = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_CORPORATE = (1, 2) * 6
_BUSINESS = (1, 3, 7, 1, 3, 7, 1, 3, 5)


def is_resident(digits: str) -> bool:
    """Thirteen digits; foreigners' numbers (seventh digit 5 to 8) add two before the last step."""
    total = _weighted(digits, _RESIDENT)
    offset = 13 if digits[6] in "5678" else 11
    return (offset - total % 11) % 10 == int(digits[12])


def is_corporate(digits: str) -> bool:
    return (10 - _weighted(digits, _CORPORATE) % 10) % 10 == int(digits[12])


def is_business(digits: str) -> bool:
    total = _weighted(digits, _BUSINESS) + int(digits[8]) * 5 // 10
    return (10 - total % 10) % 10 == int(digits[9])


def is_goods(digits: str) -> bool:
    """A bar code or the number of a book (EAN-13, ISBN-13)."""
    return len(digits) == 13 and _weighted(digits, (1, 3) * 6 + (1,)) % 10 == 0


def is_card(digits: str) -> bool:
    """Every second digit from the right counts double (ISO/IEC 7812)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))
