"""Draws cards, with the fonts that lie in the layer of pictures and no others."""

from functools import cache
from pathlib import Path

from referrals.model.card.card import CardFacts
from referrals.model.card.drawing import card_svg
from referrals.model.errors import RefusedError


class DrawingFailedError(RefusedError):
    """The renderer gave up: a mistake of ours, which no second try mends."""

    code = "drawing_failed"


def draw_png(facts: CardFacts) -> bytes:
    # Only where pictures are drawn is there a layer that has it.
    import resvg_py

    svg = card_svg(facts)
    try:
        drawn = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=_fonts())
    except Exception:
        raise
    except BaseException as panic:
        # What panics in Rust is no Exception, and would end the process.
        if type(panic).__name__ != "PanicException":
            raise
        raise DrawingFailedError(
            "the card could not be drawn.", remedy="Shorten the words of the link."
        ) from panic
    return bytes(drawn)


@cache
def _fonts() -> list[str]:
    import goodword_fonts

    folder = Path(next(iter(goodword_fonts.__path__)))
    return [str(path) for path in sorted(folder.glob("*.ttf"))]
