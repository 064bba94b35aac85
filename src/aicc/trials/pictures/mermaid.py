"""A scenario as Mermaid text, which forges and wikis draw by themselves."""

from aicc.trials.pictures.lettering import lines
from aicc.trials.pictures.sketch import Arrow, Box, Kind, Sketch
from aicc.trials.pictures.style import COLOURS

_SHAPES = {
    Kind.ASKS: ("[/", "/]"),
    Kind.CALLS: ("[(", ")]"),
    Kind.ENTERS: ("[[", "]]"),
    Kind.DECIDES: ("{{", "}}"),
    Kind.HANDS_OVER: ("([", "])"),
}
_PLAIN = ("[", "]")
_LETTERS, _LINES = 15, 2


def to_mermaid(drawn: Sketch) -> str:
    kinds = {box.kind for box in drawn.boxes.values()}
    return "\n".join(
        (
            "flowchart TD",
            *(f"  {_box(box)}" for box in drawn.boxes.values()),
            *(f"  {_arrow(arrow)}" for arrow in drawn.arrows),
            *(
                f"  classDef {kind} fill:{colour.fill},stroke:{colour.line},color:{colour.text}"
                for kind, colour in COLOURS.items()
                if kind in kinds
            ),
        )
    )


def _box(box: Box) -> str:
    opens, closes = _SHAPES.get(box.kind, _PLAIN)
    count = f" ({box.visits})" if box.visits is not None else ""
    said = lines(box.words, 1, _LETTERS, _LINES)
    text = "<br/>".join(
        [f"<b>{box.id}</b>{count}", *map(_plain, (*filter(None, [box.note]), *said))]
    )
    return f'{_name(box.id)}{opens}"{text}"{closes}:::{box.kind}'


def _arrow(arrow: Arrow) -> str:
    line = "-.->" if arrow.is_error else "-->"
    count = f"{arrow.visits}" if arrow.visits is not None else ""
    label = " · ".join(filter(None, (_plain(arrow.label), count)))
    between = f'{line}|"{label}"|' if label else line
    return f"{_name(arrow.source)} {between} {_name(arrow.target)}"


def _name(step_id: str) -> str:
    """A few words, such as "end", may not name a node."""
    return f"step_{step_id}"


def _plain(text: str) -> str:
    for sign, code in (("&", "#amp;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;")):
        text = text.replace(sign, code)
    return text
