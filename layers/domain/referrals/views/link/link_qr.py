"""How does this link look as a QR code?"""

import io
from enum import StrEnum
from typing import Any

from referrals.model.link.share import scan_address

QUIET_ZONE = 4


class Drawing(StrEnum):
    SVG = "svg"
    """For screens and print of any size."""
    PNG = "png"
    """For everything else."""


def link_qr(public_url: str, code: str, drawing: Drawing, scale: int) -> bytes:
    """Error level M, with the quiet zone; `scale` is pixels a module."""
    import segno  # A third of this function's start, and few requests draw.

    address, mark = scan_address(public_url, code)
    parts: Any = [address, mark]  # Two segments, which segno takes but doesn't declare.
    symbol = segno.make(parts, error="m", micro=False)
    out = io.BytesIO()
    symbol.save(out, kind=drawing.value, scale=scale, border=QUIET_ZONE, **_options(drawing))
    return out.getvalue()


def _options(drawing: Drawing) -> dict[str, object]:
    if drawing is Drawing.PNG:
        return {}
    # White behind it: a see-through code can't be read on a dark page.
    return {"light": "white", "xmldecl": False, "svgclass": None, "lineclass": None}
