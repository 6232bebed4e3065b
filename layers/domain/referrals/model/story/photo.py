"""A story's photo: one name, made of its content, and the sizes that were made of it."""

from pydantic import BaseModel, ConfigDict

from referrals.model.errors import RefusedError

SIZES = (320, 800, 1600)
"""The longest side of each, in pixels; none is made larger than what came."""
MOST_BYTES = 4_000_000
"""What comes through the gateway in one piece, spelled as it spells it."""


class UnreadablePhotoError(RefusedError):
    """No JPEG, PNG or WebP, a moving one, too large a one, or one that is cut off."""

    code = "unreadable_photo"


class PhotoSize(BaseModel):
    model_config = ConfigDict(frozen=True)
    width: int
    height: int


class StoryPhoto(BaseModel):
    model_config = ConfigDict(frozen=True)
    name: str
    """The hash of its largest size, in hexadecimal."""
    sizes: tuple[PhotoSize, ...]
    """The smallest first."""

    @property
    def largest(self) -> PhotoSize:
        return self.sizes[-1]


def file_name(name: str, width: int) -> str:
    return f"{name}-{width}.jpg"


def file_names(photo: StoryPhoto) -> tuple[str, ...]:
    return tuple(file_name(photo.name, size.width) for size in photo.sizes)
