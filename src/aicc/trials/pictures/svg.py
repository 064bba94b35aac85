"""A scenario as an SVG picture, drawn without a library or a font of its own."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import log2
from xml.sax.saxutils import escape

from aicc.trials.pictures.layers import Layers, Route, layers
from aicc.trials.pictures.lettering import lines, width
from aicc.trials.pictures.places import Size, Spot, places
from aicc.trials.pictures.sketch import Arrow, Box, Kind, Sketch, words
from aicc.trials.pictures.style import COLOURS

_FONT = "'Noto Sans KR','Noto Sans CJK KR','Apple SD Gothic Neo','Malgun Gothic',sans-serif"
_MONO = "'DejaVu Sans Mono',Menlo,Consolas,monospace"
_ID, _NOTE, _WORDS, _LABEL, _TITLE = 12.0, 10.5, 12.0, 11.0, 19.0  # sizes of letters
_BOX_WIDTH, _PADDING, _LINE, _MOST_LINES = 212.0, 11.0, 17.0, 3
_GAP = Size(width=24.0, height=20.0)
_THIN = Size(width=8.0, height=1.0)
_MARGIN, _HEAD, _LEGEND, _LOOP = 28.0, 44.0, 48.0, 30.0
_CORNER, _PORT = 9.0, 34.0  # how round a box is; how far apart arrows begin
_INK, _QUIET, _PALE = "#52606d", "#8793a0", "#cbd2d9"
_ERROR = COLOURS[Kind.HANDS_OVER].line
_STROKE, _MOST_STROKE = 1.4, 4.6

Ports = Mapping[tuple[int, str], float]  # by arrow and step, where on the step's edge it is tied


def to_svg(drawn: Sketch) -> str:
    made = layers(drawn)
    spots = places(made, _sizes(drawn, made), _GAP)
    ports = _ports(made, spots)
    legend = _legend(drawn)
    wide = max((spot.right for spot in spots.values()), default=0.0)
    wide = max(wide + (_LOOP if made.loops else 0), _legend_width(drawn), width(drawn.name, _TITLE))
    tall = max((spot.bottom for spot in spots.values()), default=0.0)
    paper = Size(width=wide + 2 * _MARGIN, height=tall + 2 * _MARGIN + _HEAD + _LEGEND)
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{paper.width:.0f}" '
            f'height="{paper.height:.0f}" viewBox="0 0 {paper.width:.0f} {paper.height:.0f}" '
            f'role="img" font-family="{_FONT}">',
            f"<title>{escape(drawn.name)}</title>",
            '<rect width="100%" height="100%" fill="#ffffff"/>',
            _text(drawn.name, _MARGIN, _MARGIN + _TITLE, _TITLE, weight=700),
            f'<g transform="translate({_MARGIN:.0f},{_MARGIN + _HEAD:.0f})">',
            *(_route(number, route, spots, ports) for number, route in enumerate(made.routes)),
            *(_loop(arrow, spots[arrow.source]) for arrow in made.loops),
            *(_label(route, spots) for route in made.routes),
            *(_box(box, spots[box.id]) for box in drawn.boxes.values()),
            "</g>",
            f'<g transform="translate({_MARGIN:.0f},{paper.height - _MARGIN - 12:.0f})">',
            *legend,
            "</g>",
            "</svg>",
            "",
        )
    )


def _sizes(drawn: Sketch, made: Layers) -> dict[str, Size]:
    sizes = {place: _THIN for route in made.routes for place in route.places}
    for route in made.routes:
        label = _said(route.arrow)
        if label:
            sizes[route.label_place] = Size(width=width(label, _LABEL) + 12, height=_LINE)
    for box in drawn.boxes.values():
        height = _LINE * (1 + bool(box.note) + len(_words(box))) + 2 * _PADDING - 3
        sizes[box.id] = Size(width=_BOX_WIDTH, height=height)
    return sizes


def _said(arrow: Arrow) -> str:
    count = f"{arrow.visits:,}" if arrow.visits else ""
    return " · ".join(filter(None, (arrow.label, count)))


def _words(box: Box) -> list[str]:
    return lines(box.words, _WORDS, _BOX_WIDTH - 2 * _PADDING, _MOST_LINES)


def _ports(made: Layers, spots: Mapping[str, Spot]) -> Ports:
    """Arrows at the same edge of a step are tied side by side, in the order they come from."""
    tied: dict[tuple[str, bool], list[tuple[float, int]]] = {}
    for number, route in enumerate(made.routes):
        upper, *_, lower = route.places
        tied.setdefault((upper, True), []).append((spots[route.places[1]].x, number))
        tied.setdefault((lower, False), []).append((spots[route.places[-2]].x, number))
    ports: dict[tuple[int, str], float] = {}
    for (step, _), arrows in tied.items():
        apart = min(_PORT, (_BOX_WIDTH - 2 * _CORNER) / len(arrows))
        first = spots[step].x - apart * (len(arrows) - 1) / 2
        for at, (_, number) in enumerate(sorted(arrows)):
            ports[number, step] = first + at * apart
    return ports


def _route(number: int, route: Route, spots: Mapping[str, Spot], ports: Ports) -> str:
    upper, *passed, lower = route.places
    points = [(ports[number, upper], spots[upper].bottom)]
    for place in passed:
        points += [(spots[place].x, spots[place].top), (spots[place].x, spots[place].bottom)]
    points.append((ports[number, lower], spots[lower].top))
    if route.goes_up:
        points.reverse()
    path = _curve(points)
    return _stroke(route.arrow, path, goes_up=route.goes_up) + _head(
        points[-1], route.arrow, goes_up=route.goes_up
    )


def _curve(points: list[tuple[float, float]]) -> str:
    """Straight where two points stand above each other, and else bent without a corner."""
    path = "M{:.1f},{:.1f}".format(*points[0])
    for (x, y), (to_x, to_y) in pairwise(points):
        if abs(x - to_x) < 1:
            path += f" L{to_x:.1f},{to_y:.1f}"
        else:
            middle = (y + to_y) / 2
            path += f" C{x:.1f},{middle:.1f} {to_x:.1f},{middle:.1f} {to_x:.1f},{to_y:.1f}"
    return path


def _stroke(arrow: Arrow, path: str, *, goes_up: bool = False) -> str:
    dashes = ' stroke-dasharray="5 4"' if arrow.is_error or arrow.visits == 0 else ""
    thick = _thickness(arrow)
    colour = _colour(arrow, goes_up=goes_up)
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{thick:.1f}"{dashes}/>'


def _thickness(arrow: Arrow) -> float:
    return min(_STROKE + 0.4 * log2(1 + (arrow.visits or 0)), _MOST_STROKE)


def _colour(arrow: Arrow, *, goes_up: bool = False) -> str:
    if arrow.visits == 0:
        return _PALE
    if arrow.is_error:
        return _ERROR
    return _QUIET if goes_up else _INK


def _head(tip: tuple[float, float], arrow: Arrow, *, goes_up: bool = False) -> str:
    """The end of an arrow: it comes down on a step, or from below."""
    x, y = tip
    back = y + 9 if goes_up else y - 9
    colour = _colour(arrow, goes_up=goes_up)
    half = 4.0 + _thickness(arrow) / 2
    sides = f"L{x - half:.1f},{back:.1f} L{x + half:.1f},{back:.1f}"
    return f'<path d="M{x:.1f},{y:.1f} {sides} Z" fill="{colour}"/>'


def _loop(arrow: Arrow, spot: Spot) -> str:
    """An arrow from a step to itself, at its right side."""
    high, low, out = spot.y - 12, spot.y + 12, spot.right + _LOOP
    begin, end = f"{spot.right:.1f},{low:.1f}", f"{spot.right:.1f},{high:.1f}"
    path = f"M{begin} C{out:.1f},{low:.1f} {out:.1f},{high:.1f} {end}"
    label = _text(_said(arrow), spot.right + _LOOP - 4, spot.y + 4, _LABEL, colour=_INK)
    return _stroke(arrow, path) + label


def _label(route: Route, spots: Mapping[str, Spot]) -> str:
    said = _said(route.arrow)
    if not said:
        return ""
    spot = spots[route.label_place]
    wide = width(said, _LABEL) + 8
    colour = _PALE if route.arrow.visits == 0 else _ERROR if route.arrow.is_error else "#323f4b"
    return (
        f'<rect x="{spot.x - wide / 2:.1f}" y="{spot.y - _LINE / 2:.1f}" width="{wide:.1f}" '
        f'height="{_LINE:.1f}" rx="4" fill="#ffffff"/>'
        + _text(said, spot.x, spot.y + 4, _LABEL, colour=colour, anchor="middle")
    )


def _box(box: Box, spot: Spot) -> str:
    colour = COLOURS[box.kind]
    faded = ' opacity="0.45"' if box.visits == 0 else ""
    dashes = ' stroke-dasharray="6 4"' if box.kind is Kind.MISSING else ""
    thick = 2.6 if box.is_first else 1.4
    x, y = spot.left + _PADDING, spot.top + _PADDING + _ID - 2
    said = [_text(box.id, x, y, _ID, weight=700, mono=True)]
    if box.visits:
        said.append(_text(f"{box.visits:,}", spot.right - _PADDING, y, _ID, anchor="end"))
    if box.note:
        y += _LINE
        said.append(_text(box.note, x, y, _NOTE, colour=colour.line))
    for line in _words(box):
        y += _LINE
        said.append(_text(line, x, y, _WORDS))
    if box.is_last:  # a second edge below: the scenario ends here
        said.append(
            f'<path d="M{spot.left + _CORNER:.1f},{spot.bottom + 3.5:.1f} '
            f'H{spot.right - _CORNER:.1f}" stroke="{colour.line}" stroke-width="2"/>'
        )
    return (
        f'<g{faded}><rect x="{spot.left:.1f}" y="{spot.top:.1f}" width="{spot.size.width:.1f}" '
        f'height="{spot.size.height:.1f}" rx="{_CORNER}" fill="{colour.fill}" '
        f'stroke="{colour.line}" stroke-width="{thick}"{dashes}/>{"".join(said)}</g>'
    )


def _text(
    text: str,
    x: float,
    y: float,
    size: float,
    *,
    colour: str = "#1f2933",
    weight: int = 400,
    anchor: str = "start",
    mono: bool = False,
) -> str:
    family = f' font-family="{_MONO}"' if mono else ""
    bold = f' font-weight="{weight}"' if weight != 400 else ""
    middle = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}"{bold}{middle}{family}>'
        f"{escape(text)}</text>"
    )


def _kinds(drawn: Sketch) -> list[Kind]:
    used = {box.kind for box in drawn.boxes.values()}
    return [kind for kind in Kind if kind in used]


def _legend(drawn: Sketch) -> Iterator[str]:
    x, known = 0.0, words(drawn.locale)
    for kind in _kinds(drawn):
        colour = COLOURS[kind]
        yield (
            f'<rect x="{x:.1f}" y="-10" width="14" height="12" rx="3" fill="{colour.fill}" '
            f'stroke="{colour.line}"/>'
        )
        yield _text(known[kind], x + 20, 0, _LABEL, colour=_INK)
        x += _legend_room(known[kind])


def _legend_room(text: str) -> float:
    return 20 + width(text, _LABEL) + 22


def _legend_width(drawn: Sketch) -> float:
    return sum(_legend_room(words(drawn.locale)[kind]) for kind in _kinds(drawn))
