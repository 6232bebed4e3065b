"""Charts of the desk: where bars, points and labels stand. `chart.html` draws them as SVG.

Widths are shares of the page in percent, so that letters keep their size on a telephone; heights
are pixels. Nothing is told by colour alone, and a table beside each chart has the same figures.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor, log10
from typing import NamedTuple

LEFT, RIGHT = 11.0, 99.0
TOP, FOOT = 16.0, 22.0
SHAPES = ("first", "second")
"""How one line is told from the other: filled and drawn through, or hollow and dashed."""
type LevelText = Callable[[float], str]
"""What stands beside a level of the scale."""


class ChartValue(NamedTuple):
    label: str
    value: float | None
    text: str
    """What is read at it: the number in words."""
    low: float | None = None
    high: float | None = None


class ChartHead(NamedTuple):
    name: str
    """A plain word, once on a page."""
    title: str
    words: str
    """What is seen in it, for whoever doesn't see it."""
    height: int = 160


class ChartLabel(NamedTuple):
    offset: float
    text: str
    anchor: str = "middle"


class ChartBar(NamedTuple):
    x: float
    y: float
    width: float
    height: float
    text: str


class ChartPoint(NamedTuple):
    x: float
    y: float
    low: float
    high: float
    text: str


class ChartStroke(NamedTuple):
    """From one point to the next."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class ChartLine:
    name: str
    shape: str
    points: tuple[ChartPoint, ...]
    strokes: tuple[ChartStroke, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    head: ChartHead
    levels: tuple[ChartLabel, ...]
    """Across the chart, at a height."""
    marks: tuple[ChartLabel, ...]
    """Below it, at a share of its width."""
    bars: tuple[ChartBar, ...] = ()
    lines: tuple[ChartLine, ...] = field(default=())


class Scale(NamedTuple):
    least: float
    most: float
    height: int

    def y(self, value: float) -> float:
        share = (min(max(value, self.least), self.most) - self.least) / (self.most - self.least)
        return round(self.height - FOOT - share * (self.height - FOOT - TOP), 1)

    def levels(self, text: LevelText) -> tuple[ChartLabel, ...]:
        """Three of them, or two where the middle is none that one would say."""
        numbers = [self.least, (self.least + self.most) / 2, self.most]
        texts: dict[str, float] = {}
        for each in numbers:
            texts.setdefault(text(each), each)
        return tuple(ChartLabel(self.y(each), said) for said, each in texts.items())


def bar_chart(head: ChartHead, values: Sequence[ChartValue], level_text: LevelText) -> Chart:
    """Counts and sums, which begin at nothing."""
    scale = Scale(0, round_top(max([each.value or 0 for each in values] + [1])), head.height)
    step = (RIGHT - LEFT) / max(len(values), 1)
    width = round(step * 0.72, 3)
    bars = []
    for place, each in enumerate(values):
        y = scale.y(each.value or 0)
        height = round(scale.y(0) - y, 1)
        bars.append(ChartBar(round(LEFT + place * step, 3), y, width, height, each.text))
    return Chart(head, scale.levels(level_text), _ends(values), tuple(bars))


def line_chart(
    head: ChartHead,
    lines: Mapping[str, Sequence[ChartValue]],
    level_text: LevelText,
    *,
    scale: Scale | None = None,
) -> Chart:
    """Each value with how sure it is; a value that nobody knows leaves a gap."""
    labels = next(iter(lines.values()), ())
    found = scale or _scale(lines.values(), head.height)
    drawn = [
        _line(name, shape, values, found)
        for shape, (name, values) in zip(SHAPES, lines.items(), strict=False)
    ]
    marks = [ChartLabel(_x(n, len(labels)), each.label) for n, each in enumerate(labels)]
    return Chart(head, found.levels(level_text), _thin(marks), (), tuple(drawn))


def round_top(value: float) -> float:
    """The next number above it whose half is one that people say, too."""
    power = 10.0 ** floor(log10(value)) if value > 0 else 1.0
    steps = (1.0, 1.2, 1.6, 2.0, 3.0, 4.0, 6.0, 8.0, 10.0) if power > 1 else (1, 2, 4, 6, 8, 10)
    return next(step * power for step in steps if value <= step * power * (1 + 1e-9))


def _scale(lines: Iterable[Sequence[ChartValue]], height: int) -> Scale:
    known = [v.high if v.high is not None else v.value for line in lines for v in line]
    return Scale(0, round_top(max([each for each in known if each is not None] + [1])), height)


def _line(name: str, shape: str, values: Sequence[ChartValue], scale: Scale) -> ChartLine:
    points, strokes = [], []
    before: ChartPoint | None = None
    # Both lines have room for their intervals: the second stands a little to the right.
    aside = 0.0 if shape == SHAPES[0] else 1.2
    for place, each in enumerate(values):
        if each.value is None:
            before = None
            continue
        low, high = (each.value if end is None else end for end in (each.low, each.high))
        x = round(_x(place, len(values)) + aside, 3)
        point = ChartPoint(x, scale.y(each.value), scale.y(low), scale.y(high), each.text)
        if before:
            strokes.append(ChartStroke(before.x, before.y, point.x, point.y))
        points.append(point)
        before = point
    return ChartLine(name, shape, tuple(points), tuple(strokes))


def _x(place: int, many: int) -> float:
    """The middle of its share of the width."""
    return round(LEFT + (RIGHT - LEFT) * (place + 0.5) / many, 3)


def _thin(marks: Sequence[ChartLabel]) -> tuple[ChartLabel, ...]:
    """As many as stand beside each other on a telephone."""
    step = max(ceil(len(marks) / 5), 1)
    return tuple(marks[::-1][::step][::-1])


def _ends(values: Sequence[ChartValue]) -> tuple[ChartLabel, ...]:
    if not values:
        return ()
    first = ChartLabel(LEFT, values[0].label, "start")
    return (first, ChartLabel(RIGHT, values[-1].label, "end")) if len(values) > 1 else (first,)
