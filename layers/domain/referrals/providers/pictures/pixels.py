"""The pixels of a picture that somebody sent, and nothing else of its file.

What a camera writes into a file (where, when, with what) is gone, and so is whatever a file may
carry beside its picture. Decoding is bounded: a small file can unfold into a very large picture.
"""

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from referrals.model.errors import MISSHAPEN

LEAST_SIDE, LONGEST_SIDE = 16, 16_000
_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
BROKEN: tuple[type[Exception], ...] = (
    *(OSError, SyntaxError, EOFError, struct.error, zlib.error, MemoryError),
    *(Image.DecompressionBombError, Image.DecompressionBombWarning, ImageCms.PyCMSError),
    *MISSHAPEN,
)
"""What a file that is no picture, or is cut off, can raise."""


def is_picture(content: bytes) -> bool:
    """By its first bytes, whatever its name or type says."""
    return content.startswith(_STARTS) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")


def read_pixels(content: bytes, most_pixels: Mapping[str, int], side: int) -> Image.Image:
    """Upright, in sRGB, as RGB or, where it can be seen through, RGBA; a JPEG no smaller than
    `side` asks for. `most_pixels` by format; raises one of BROKEN."""
    formats = ("JPEG", "PNG", "WEBP")
    with Image.open(BytesIO(content), formats=formats) as checked:
        _require_bounded(checked, most_pixels)
        checked.verify()
    with Image.open(BytesIO(content), formats=formats) as found:
        profile = found.info.get("icc_profile")
        found.draft("RGB", (side, side))
        found.load()
        picture = _upright(found)
        picture = _in_srgb(_in_colour(picture), profile)
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    return clean


def on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    sheet = Image.new("RGB", picture.size, "white")
    sheet.paste(picture, mask=picture.getchannel("A"))
    return sheet


def jpeg_of(picture: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def _require_bounded(found: Image.Image, most_pixels: Mapping[str, int]) -> None:
    width, height = found.size
    fits = min(found.size) >= LEAST_SIDE and max(found.size) <= LONGEST_SIDE
    if not fits or width * height > most_pixels[found.format or ""]:
        raise ValueError("too large or too small a picture")
    if found.format != "MPO" and getattr(found, "is_animated", False):
        raise ValueError("a moving picture")


def _upright(found: Image.Image) -> Image.Image:
    """As the camera was held, if what it wrote of that can be read."""
    try:
        return ImageOps.exif_transpose(found) or found
    except BROKEN:
        return found


def _in_colour(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):
        # 16 bits a pixel: the upper eight are what is seen.
        return (
            picture.convert("I").point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
        )
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture if picture.mode in ("RGB", "CMYK") else picture.convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """A phone's wide colours as every screen shows them; a profile that is broken is left out."""
    plain = picture if picture.mode == "RGBA" else picture.convert("RGB")
    if not profile or picture.mode == "RGBA":
        return plain
    try:
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        made = ImageCms.profileToProfile(
            picture, given, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except BROKEN:
        return plain
    return made or plain
