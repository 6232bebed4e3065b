"""Photos as people send them, made anew from their pixels: nothing else of a file is kept."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image

from referrals.model.story.photo import (
    MOST_BYTES,
    SIZES,
    PhotoSize,
    StoryPhoto,
    UnreadablePhotoError,
    file_name,
)
from referrals.providers.pictures.pixels import BROKEN, is_picture, jpeg_of, on_white, read_pixels

MOST_PIXELS = 24_000_000
MOST_JPEG_PIXELS = 60_000_000
"""More, for a JPEG is made smaller while it is decoded."""
QUALITY = 82
# Phones write a second picture behind the first: to Pillow that is another format.
_FORMATS = {"JPEG": MOST_JPEG_PIXELS, "MPO": MOST_JPEG_PIXELS}
_FORMATS |= {"PNG": MOST_PIXELS, "WEBP": MOST_PIXELS}


@dataclass(frozen=True, slots=True)
class NewPhoto:
    photo: StoryPhoto
    files: Mapping[str, bytes]
    """Each size by the name of its file."""


def make_photo(content: bytes) -> NewPhoto:
    if not 0 < len(content) <= MOST_BYTES or not is_picture(content):
        raise _unreadable()
    try:
        picture = on_white(read_pixels(content, _FORMATS, SIZES[-1]))
        made = [_jpeg(picture, size) for size in _sizes(picture)]
    except BROKEN:
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
    return PhotoSize(width=size[0], height=size[1]), jpeg_of(made, QUALITY)
