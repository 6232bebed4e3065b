"""A shop's logo or picture, made anew from its pixels, in the size that pages and letters need."""

import hashlib
from io import BytesIO
from typing import NamedTuple

from PIL import Image

from referrals.model.brand.brand_picture import MOST_BYTES, PictureUse, UnreadablePictureError
from referrals.providers.pictures.pixels import BROKEN, is_picture, jpeg_of, on_white, read_pixels

SIZES = {PictureUse.LOGO: (720, 360), PictureUse.PICTURE: (1600, 1600)}
"""What it has to fit in, in pixels; none is made larger than what came. A letter shows a logo 180
wide, on screens of up to four of its pixels to one."""
MOST_PIXELS, MOST_WEBP_PIXELS = 16_000_000, 12_000_000
MOST_JPEG_PIXELS = 60_000_000
"""More, for a JPEG is made smaller while it is decoded."""
QUALITY = 85
_FORMATS = {"JPEG": MOST_JPEG_PIXELS, "MPO": MOST_JPEG_PIXELS}
# What unpacks a WebP holds it several times over.
_FORMATS |= {"PNG": MOST_PIXELS, "WEBP": MOST_WEBP_PIXELS}


class NewPicture(NamedTuple):
    name: str
    content: bytes


def make_brand_picture(content: bytes, use: PictureUse, field: str = "") -> NewPicture:
    if content[:99].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise UnreadablePictureError(
            "an SVG can hold a program, and mail programs show none.",
            field=field,
            remedy="Save it as a PNG, some 700 pixels wide.",
        )
    if not 0 < len(content) <= MOST_BYTES or not is_picture(content):
        raise _unreadable(field)
    try:
        picture = read_pixels(content, _FORMATS, max(SIZES[use]))
        picture.thumbnail(SIZES[use], Image.Resampling.LANCZOS)
        # A logo may be seen through, and has flat colours and sharp edges.
        ending, made = ("png", _png(picture)) if use is PictureUse.LOGO else ("jpg", _jpg(picture))
    except BROKEN:
        raise _unreadable(field) from None
    return NewPicture(f"brand-{hashlib.sha256(made).hexdigest()[:32]}.{ending}", made)


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _jpg(picture: Image.Image) -> bytes:
    return jpeg_of(on_white(picture), QUALITY)


def _unreadable(field: str) -> UnreadablePictureError:
    return UnreadablePictureError(
        "this is no picture that can be read.",
        field=field,
        remedy=f"Send a PNG, JPEG or WebP of {MOST_BYTES // 1_000_000} MB at most, at least 16 "
        f"pixels high and wide, and of {MOST_WEBP_PIXELS // 1_000_000} megapixels at most.",
    )
