"""Palettes: whatever colour a shop has, what stands on it can be read."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.model.brand.colour import contrast, read_colour, write_colour
from referrals.model.brand.page_brand import GENERATION, StyleSheet
from referrals.model.brand.palette import Palette, correction_of, palettes_of
from referrals.model.brand.stylesheet import stylesheet_text

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
EXTREMES = ("#000000", "#ffffff", "#808080", "#ffff00", "#00ff00", "#0000ff", "#ff00ff")


def unreadable(palette: Palette) -> list[str]:
    text = [
        *((name, sheet) for name in ("ink", "soft", "warm") for sheet in palette.sheets),
        ("on_warm", palette.warm),
        ("on_fill", palette.fill),
    ]
    shapes = [(name, sheet) for name in ("edge", "good", "warm") for sheet in palette.sheets]
    least = [(*pair, 4.5) for pair in text] + [(*pair, 3.0) for pair in shapes]
    return [
        f"{name} {getattr(palette, name)} on {sheet}"
        for name, sheet, ratio in least
        if contrast(getattr(palette, name), sheet) < ratio
    ]


@given(COLOURS)
def test_every_colour_gives_readable_pages(colour: str) -> None:
    light, dark = palettes_of(colour)

    assert unreadable(light) + unreadable(dark) == []


@pytest.mark.parametrize("colour", EXTREMES)
def test_the_ends_of_the_scale_give_readable_pages(colour: str) -> None:
    light, dark = palettes_of(colour)

    assert unreadable(light) + unreadable(dark) == []


@given(COLOURS)
def test_a_colour_is_written_as_it_was_read(colour: str) -> None:
    written = write_colour(read_colour(colour))

    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(written[1:]), strict=True)
    assert max(abs(one - other) for one, other in pairs) <= 1


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#ffffff", "#000000", 21.0), ("#777777", "#ffffff", 4.48), ("#8f491f", "#8f491f", 1.0)],
)
def test_contrast_is_that_of_the_standard(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


def test_a_yellow_keeps_its_buttons_and_has_darker_links() -> None:
    light = palettes_of("#ffd400").light

    assert light.fill == "#ffd400"
    assert contrast(light.on_fill, light.fill) > 7
    assert light.warm != "#ffd400"


def test_a_readable_colour_stays_as_it_is() -> None:
    found = correction_of("#8f491f")

    assert not found.is_text_changed
    assert not found.is_fill_changed


def test_a_page_of_dark_is_dark() -> None:
    light, dark = palettes_of("#0057ff")

    assert contrast(light.paper, "#ffffff") < 1.3
    assert contrast(dark.paper, "#000000") < 1.3


def test_stylesheets_are_kept_for_ever_under_their_generation() -> None:
    """Another palette for the same colour is another GENERATION: change both together."""
    asked = [StyleSheet(colour, font) for colour in EXTREMES for font in ("serif", "sans")]
    text = "".join(map(stylesheet_text, asked))

    mark = hashlib.sha256(text.encode()).hexdigest()[:12]
    assert (GENERATION, mark) == ("1", "d96c91d944ea")
