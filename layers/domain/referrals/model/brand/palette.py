"""A palette from one colour: what is read on it is legible, whatever colour a shop has.

Text has a contrast of 4.5 with every sheet that it stands on, a control's edge 3. That is computed,
and corrected where it isn't so: nothing here trusts the colour that was given.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from referrals.model.brand.colour import Colour, contrast, read_colour, write_colour

TEXT = 4.5
CONTROL = 3.0
# Greys have no hue: their paper is cream.
_CREAM = 78.0
_GREY = 0.02
_NEAR = 50.0
_STEP = 0.004
_GREEN = Colour(0.49, 0.08, 140.0)


class Palette(NamedTuple):
    """Each as `#rrggbb`."""

    paper: str
    """Behind everything."""
    card: str
    """A sheet on it."""
    tint: str
    """A sheet that stands out: a gift, a note."""
    ink: str
    """Text."""
    soft: str
    """Text that matters less."""
    warm: str
    """The shop's colour, as far as it can be read: links, initials."""
    on_warm: str
    """Text on it."""
    fill: str
    """What a button is filled with: the colour as it was given, where text on it is legible."""
    on_fill: str
    line: str
    """Between things; nobody needs to see it."""
    edge: str
    """Round what can be pressed or written into."""
    good: str
    """The shape beside what is yours."""

    @property
    def sheets(self) -> tuple[str, str, str]:
        return self.paper, self.card, self.tint


class Palettes(NamedTuple):
    light: Palette
    dark: Palette


# Anybody may ask for the stylesheet of any colour.
@lru_cache(maxsize=64)
def palettes_of(colour: str) -> Palettes:
    """For light and for dark, of `#rrggbb`."""
    given = read_colour(colour)
    hue = _sheets_hue(given)
    return Palettes(_light_palette(colour, given, hue), _dark_palette(given, hue))


def _sheets_hue(given: Colour) -> float:
    """Browns and reds lie on cream, not on pink."""
    if given.chroma < _GREY:
        return _CREAM
    apart = _CREAM - given.hue
    return given.hue + 0.8 * apart if abs(apart) < _NEAR else given.hue


def _light_palette(colour: str, given: Colour, hue: float) -> Palette:
    paper, card, tint = _sheets(given, hue, ((0.960, 0.012), (0.994, 0.005), (0.942, 0.030)))
    sheets = (paper, card, tint)
    ink = _legible(Colour(0.27, 0.025, hue), sheets, TEXT, -_STEP)
    warm = _legible(given.with_lightness(min(given.lightness, 0.6)), sheets, TEXT, -_STEP)
    letters = max((card, ink), key=lambda each: contrast(colour, each))
    fill, on_fill = (colour, letters) if contrast(colour, letters) >= TEXT else (warm, card)
    return Palette(
        paper=paper,
        card=card,
        tint=tint,
        ink=ink,
        soft=_legible(Colour(0.485, 0.03, hue), sheets, TEXT, -_STEP),
        warm=warm,
        on_warm=card,
        fill=fill,
        on_fill=on_fill,
        line=write_colour(Colour(0.905, 0.02, hue)),
        edge=_legible(Colour(0.62, 0.04, hue), sheets, CONTROL, -_STEP),
        good=_legible(_GREEN, sheets, CONTROL, -_STEP),
    )


def _dark_palette(given: Colour, hue: float) -> Palette:
    paper, card, tint = _sheets(given, hue, ((0.203, 0.011), (0.246, 0.014), (0.288, 0.030)))
    sheets = (paper, card, tint)
    warm = _legible(given.with_lightness(max(given.lightness, 0.78)), sheets, TEXT, _STEP)
    return Palette(
        paper=paper,
        card=card,
        tint=tint,
        ink=_legible(Colour(0.935, 0.02, hue), sheets, TEXT, _STEP),
        soft=_legible(Colour(0.775, 0.025, hue), sheets, TEXT, _STEP),
        warm=warm,
        on_warm=paper,
        fill=warm,
        on_fill=paper,
        line=write_colour(Colour(0.35, 0.03, hue)),
        edge=_legible(Colour(0.58, 0.045, hue), sheets, CONTROL, _STEP),
        good=_legible(_GREEN.with_lightness(0.79), sheets, CONTROL, _STEP),
    )


def _sheets(
    given: Colour, hue: float, sheets: Iterable[tuple[float, float]]
) -> tuple[str, str, str]:
    """As vivid as the colour itself at most: a grey shop stays grey, but for its cream."""
    most = given.chroma if given.chroma >= _GREY else 0.012
    paper, card, tint = (
        write_colour(Colour(lightness, min(chroma, most), hue)) for lightness, chroma in sheets
    )
    return paper, card, tint


def _legible(colour: Colour, sheets: Sequence[str], least: float, step: float) -> str:
    """The colour, moved towards black or white until it can be told from every sheet."""
    lightness = colour.lightness
    text = write_colour(colour)
    while min(contrast(text, sheet) for sheet in sheets) < least:
        assert 0 <= lightness <= 1, "the sheets leave room for black or white"
        lightness += step
        text = write_colour(colour.with_lightness(lightness))
    return text


class Correction(NamedTuple):
    """What became of a colour: its contrast on paper, and what is read in its place."""

    given: str
    contrast: float
    """On the sheet where it would be told from least."""
    text: str
    text_contrast: float
    on_fill: str
    fill: str
    fill_contrast: float

    @property
    def is_text_changed(self) -> bool:
        return self.text != self.given

    @property
    def is_fill_changed(self) -> bool:
        return self.fill != self.given


def correction_of(colour: str) -> Correction:
    """In light: that is where a shop's own colour was chosen."""
    light = palettes_of(colour).light
    return Correction(
        colour,
        min(contrast(colour, sheet) for sheet in light.sheets),
        light.warm,
        min(contrast(light.warm, sheet) for sheet in light.sheets),
        light.on_fill,
        light.fill,
        contrast(light.fill, light.on_fill),
    )
