"""How does this link look as a QR code?"""

import io
from enum import StrEnum
from typing import Any

from referrals.model.brand.palette import palettes_of
from referrals.model.link.share import scan_address

QUIET_ZONE = 4


class Drawing(StrEnum):
    SVG = "svg"
    """For screens and print of any size."""
    PNG = "png"
    """For everything else."""


BLACK = "#000000"


def qr_colour(colour: str) -> str:
    """A shop's own, as far as a camera tells it from white; `colour` is empty for black."""
    return palettes_of(colour).light.warm if colour else BLACK


def link_qr(
    public_url: str, code: str, drawing: Drawing, scale: int, *, colour: str = BLACK
) -> bytes:
    """Error level M, with the quiet zone; `scale` is pixels a module."""
    import segno  # A third of this function's start, and few requests draw.

    address, mark = scan_address(public_url, code)
    parts: Any = [address, mark]  # Two segments, which segno takes but doesn't declare.
    symbol = segno.make(parts, error="m", micro=False)
    out = io.BytesIO()
    symbol.save(
        out, kind=drawing.value, scale=scale, border=QUIET_ZONE, **_options(drawing, colour)
    )
    drawn = out.getvalue()
    if drawing is Drawing.PNG:
        return drawn
    # Both, so that it has a size by itself and fills whatever room a page gives it, whole.
    side = symbol.symbol_size(scale, QUIET_ZONE)[0]
    return drawn.replace(b"<svg ", f'<svg width="{side}" height="{side}" '.encode(), 1)


def _options(drawing: Drawing, colour: str) -> dict[str, object]:
    if drawing is Drawing.PNG:
        return {"dark": colour}
    # White behind it: a see-through code can't be read on a dark page.
    drawn = {"xmldecl": False, "svgclass": None, "lineclass": None, "omitsize": True}
    return {"dark": colour, "light": "white", **drawn}
