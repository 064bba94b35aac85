"""A number of which only the last characters are shown, and how that is said."""

from aicc.korean.numbers.words import say_digits


def hide_but_last(text: str, kept: int) -> str:
    """Stars for letters and figures, in the shape that the text had."""
    hidden = sum(char.isalnum() for char in text) - kept
    shown: list[str] = []
    for char in text:
        counts = char.isalnum()
        shown.append("*" if counts and hidden > 0 else char)
        hidden -= counts
    return "".join(shown)


def say_last(last: str) -> str:
    """`last` are the characters that are not hidden."""
    return f"끝자리 {say_digits(last)}"
