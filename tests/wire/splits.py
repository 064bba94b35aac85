"""Bytes cut into pieces anywhere."""

from collections.abc import Sequence

from hypothesis import strategies as st


@st.composite
def split(draw: st.DrawFn, whole: bytes) -> list[bytes]:
    cuts: Sequence[int] = sorted(draw(st.sets(st.integers(0, len(whole)), max_size=12)))
    return [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]


def byte_by_byte(whole: bytes) -> list[bytes]:
    return [whole[at : at + 1] for at in range(len(whole))]
