"""Photos as people send them, made anew from their pixels: nothing else of a file is kept.

What a camera writes into a file (where, when, with what) is gone, and so is whatever a file may
carry beside its picture. Decoding is bounded: a small file can unfold into a very large picture.
"""

import hashlib
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from referrals.model.errors import MISSHAPEN
from referrals.model.story.photo import (
    MOST_BYTES,
    SIZES,
    PhotoSize,
    StoryPhoto,
    UnreadablePhotoError,
    file_name,
)

MOST_PIXELS = 24_000_000
MOST_JPEG_PIXELS = 60_000_000
"""More, for a JPEG is made smaller while it is decoded."""
LEAST_SIDE, LONGEST_SIDE = 16, 16_000
QUALITY = 82
# Phones write a second picture behind the first: to Pillow that is another format.
_FORMATS = {"JPEG": MOST_JPEG_PIXELS, "MPO": MOST_JPEG_PIXELS}
_FORMATS |= {"PNG": MOST_PIXELS, "WEBP": MOST_PIXELS}
_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_BROKEN: tuple[type[Exception], ...] = (
    *(OSError, SyntaxError, EOFError, struct.error, zlib.error, MemoryError),
    *(Image.DecompressionBombError, Image.DecompressionBombWarning, ImageCms.PyCMSError),
    *MISSHAPEN,
)


@dataclass(frozen=True, slots=True)
class NewPhoto:
    photo: StoryPhoto
    files: Mapping[str, bytes]
    """Each size by the name of its file."""


def make_photo(content: bytes) -> NewPhoto:
    if not 0 < len(content) <= MOST_BYTES or not _is_picture(content):
        raise _unreadable()
    try:
        picture = _pixels(content)
        made = [_jpeg(picture, size) for size in _sizes(picture)]
    except _BROKEN:
        raise _unreadable() from None
    name = hashlib.sha256(made[-1][1]).hexdigest()
    sizes = tuple(size for size, _ in made)
    files = {file_name(name, size.width): jpeg for size, jpeg in made}
    return NewPhoto(StoryPhoto(name=name, sizes=sizes), files)


def _unreadable() -> UnreadablePhotoError:
    return UnreadablePhotoError(
        "this is no photo that can be read.",
        field="photo",
        remedy=f"Send a JPEG, PNG or WebP of {MOST_BYTES // 1_000_000} MB at most.",
    )


def _is_picture(content: bytes) -> bool:
    """By its first bytes, whatever its name or type says."""
    return content.startswith(_STARTS) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")


def _pixels(content: bytes) -> Image.Image:
    """Upright, in RGB, on white, and without anything but its pixels."""
    formats = ("JPEG", "PNG", "WEBP")
    with Image.open(BytesIO(content), formats=formats) as checked:
        _require_bounded(checked)
        checked.verify()
    with Image.open(BytesIO(content), formats=formats) as found:
        profile = found.info.get("icc_profile")
        found.draft("RGB", (SIZES[-1], SIZES[-1]))
        found.load()
        picture = _upright(found)
        picture = _in_srgb(_in_colour(picture), profile)
    clean = Image.new("RGB", picture.size, "white")
    clean.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    return clean


def _require_bounded(found: Image.Image) -> None:
    width, height = found.size
    fits = min(found.size) >= LEAST_SIDE and max(found.size) <= LONGEST_SIDE
    if not fits or width * height > _FORMATS[found.format or ""]:
        raise ValueError("too large or too small a picture")
    if found.format != "MPO" and getattr(found, "is_animated", False):
        raise ValueError("a moving picture")


def _upright(found: Image.Image) -> Image.Image:
    """As the camera was held, if what it wrote of that can be read."""
    try:
        return ImageOps.exif_transpose(found) or found
    except _BROKEN:
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
    except _BROKEN:
        return plain
    return made or plain


def _sizes(picture: Image.Image) -> list[tuple[int, int]]:
    """Those that are not larger than what came, and at least one; no width twice."""
    found: dict[int, tuple[int, int]] = {}
    longest = max(picture.size)
    for most in SIZES:
        scale = min(1.0, most / longest)
        width, height = (max(1, round(side * scale)) for side in picture.size)
        found.setdefault(width, (width, height))
    return list(found.values())


def _jpeg(picture: Image.Image, size: tuple[int, int]) -> tuple[PhotoSize, bytes]:
    made = picture if size == picture.size else picture.resize(size, Image.Resampling.LANCZOS)
    out = BytesIO()
    made.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return PhotoSize(width=size[0], height=size[1]), out.getvalue()
