"""Colours as people see them (OKLCH), as browsers write them, and how well two can be told apart.

OKLCH is Björn Ottosson's: lightness, chroma and hue in which equal steps look equal. Contrast is
that of WCAG 2.
"""

from math import atan2, cos, degrees, radians, sin, sqrt
from typing import NamedTuple

_STEPS = 24


class Colour(NamedTuple):
    """Lightness of 0 to 1, chroma from 0 (grey), hue in degrees."""

    lightness: float
    chroma: float
    hue: float

    def with_lightness(self, lightness: float) -> "Colour":
        return self._replace(lightness=min(1.0, max(0.0, lightness)))


def read_colour(text: str) -> Colour:
    """Of `#rrggbb`."""
    red, green, blue = (_linear(int(text[at : at + 2], 16) / 255) for at in (1, 3, 5))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Colour(lightness, sqrt(a * a + b * b), degrees(atan2(b, a)) % 360)


def write_colour(colour: Colour) -> str:
    """As `#rrggbb`: the nearest that a screen has, with less chroma where it has none as vivid."""
    low, high = 0.0, colour.chroma
    if _is_shown(_light(colour)):
        low = high
    else:
        for _ in range(_STEPS):
            middle = (low + high) / 2
            if _is_shown(_light(colour._replace(chroma=middle))):
                low = middle
            else:
                high = middle
    parts = _light(colour._replace(chroma=low))
    return "#" + "".join(f"{round(255 * _encode(part)):02x}" for part in parts)


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black and white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(text: str) -> float:
    red, green, blue = (_linear(int(text[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _light(colour: Colour) -> tuple[float, float, float]:
    """Linear red, green and blue."""
    a = colour.chroma * cos(radians(colour.hue))
    b = colour.chroma * sin(radians(colour.hue))
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _is_shown(parts: tuple[float, float, float]) -> bool:
    return all(-0.0005 <= part <= 1.0005 for part in parts)


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def _encode(part: float) -> float:
    part = min(1.0, max(0.0, part))
    return float(12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055)
