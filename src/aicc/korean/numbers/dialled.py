"""Telephone numbers as the network takes them: 010-1234-5678 is +821012345678."""

_COUNTRY = "82"
_SHORTEST, _LONGEST = 8, 11  # digits in the country, the leading zero with them


def e164(written: str) -> str:
    """ValueError for what is no number that can be dialled from elsewhere."""
    digits = "".join(filter(str.isdigit, written))
    if written.strip().startswith("+") and not digits.startswith(_COUNTRY):
        if not _SHORTEST <= len(digits) <= 15:  # as long as E.164 lets them be
            raise ValueError("not a telephone number")
        return f"+{digits}"
    if written.strip().startswith("+"):
        digits = f"0{digits.removeprefix(_COUNTRY).lstrip('0')}"
    if not _SHORTEST <= len(digits) <= _LONGEST:
        raise ValueError("not a telephone number")
    return f"+{_COUNTRY}{digits.removeprefix('0')}"
