"""A card as SVG: an advocate's words, large, and beside them who says so and what it brings."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from referrals.model.brand.page_brand import initial_of
from referrals.model.brand.palette import Palette, palettes_of
from referrals.model.card.card import HEIGHT, WIDTH, CardFacts
from referrals.model.card.layout import LEADING, Lines, fit_line, fit_lines
from referrals.model.card.letter_width import is_arabic, is_right_to_left, runs_of

OURS = "#8f491f"
_MARGIN = 80
_WITHIN = WIDTH - 2 * _MARGIN
_TOP, _BOTTOM = 168, 500
# The renderer takes every line for left to right: Arabic ones say otherwise themselves.
_RIGHT_TO_LEFT, _END = "\u202b", "\u202c"


def card_svg(facts: CardFacts) -> str:
    palette = palettes_of(facts.colour or OURS).light
    return "".join(_elements(facts, palette))


def _elements(facts: CardFacts, palette: Palette) -> Iterator[str]:
    yield f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{palette.tint}"/>'
    yield (
        f'<rect x="28" y="28" width="{WIDTH - 56}" height="{HEIGHT - 56}" rx="36" '
        f'fill="{palette.card}" stroke="{palette.line}" stroke-width="2"/>'
    )
    yield from _masthead(facts, palette)
    yield from _words(facts, palette)
    yield from _foot(facts, palette)
    yield "</svg>"


def _masthead(facts: CardFacts, palette: Palette) -> Iterator[str]:
    mirrored = facts.direction == "rtl"
    disc = WIDTH - _MARGIN - 30 if mirrored else _MARGIN + 30
    yield (
        f'<circle cx="{disc}" cy="112" r="30" fill="{palette.fill}" '
        f'stroke="{palette.warm}" stroke-width="2"/>'
    )
    initial = initial_of(facts.shop_name)
    yield (
        f'<text x="{disc}" y="124" text-anchor="middle" font-family="goodword words" '
        f'font-size="34" fill="{palette.on_fill}">{escape(initial)}</text>'
    )
    name = fit_line(facts.shop_name, "words", _WITHIN - 90, 34)
    edge = disc - 48 if mirrored else disc + 48
    yield from _line(name, _font(facts, "words"), (edge, 124, 34), palette.ink, end=mirrored)


def _words(facts: CardFacts, palette: Palette) -> Iterator[str]:
    text, font = (facts.words, "words-italic") if facts.words else (facts.title, "words")
    font = _font(facts, font)
    text = _quote(text) if facts.words else text
    found: Lines = fit_lines(text, font, _WITHIN, _BOTTOM - _TOP)
    first = _TOP + (_BOTTOM - _TOP - found.height) / 2 + found.size * 0.95
    backwards = is_right_to_left(text)
    edge = WIDTH - _MARGIN if backwards else _MARGIN
    for number, line in enumerate(found.lines):
        place = (edge, first + number * found.size * LEADING, found.size)
        yield from _line(line, font, place, palette.ink, end=backwards)


def _foot(facts: CardFacts, palette: Palette) -> Iterator[str]:
    mirrored = facts.direction == "rtl"
    edge = WIDTH - _MARGIN if mirrored else _MARGIN
    named = [part for part in (facts.advocate, facts.offer) if part]
    text = fit_line(" · ".join(named), "rest", _WITHIN, 32)
    yield from _line(text, "rest", (edge, 556, 32), palette.warm, end=mirrored)


def _line(
    text: str, font: str, place: tuple[float, float, int], colour: str, *, end: bool
) -> Iterator[str]:
    """One line from its edge on: emoji in texts of their own, which the renderer mixes with no
    other letters.
    """
    x, y, size = place
    # Which has Latin letters of its own: a line of two fonts is put in order by nobody.
    font = "naskh" if is_arabic(text) else font
    for run in runs_of(text, font):
        family = "Noto Emoji" if run.is_emoji else f"goodword {font}"
        shown = run.text
        if end and not run.is_emoji:
            shown = f"{_RIGHT_TO_LEFT}{run.text}{_END}"
        yield (
            f'<text x="{x:.1f}" y="{y:.1f}" font-family={quoteattr(family)} font-size="{size}" '
            f'fill="{colour}" xml:space="preserve" text-anchor="{"end" if end else "start"}">'
            f"{escape(shown)}</text>"
        )
        x += -run.width * size if end else run.width * size


def _font(facts: CardFacts, font: str) -> str:
    return "rest" if facts.font == "sans" else font


def _quote(text: str) -> str:
    """Marks that every reader of ours knows; none where the words bring their own."""
    if text[:1] in "\"“”„«»'‘":
        return text
    return f"«{text}»" if is_right_to_left(text) else f"“{text}”"
