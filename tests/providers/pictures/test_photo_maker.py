"""Photos made anew: nothing of a file but its pixels, and no file that breaks or bursts."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from referrals.model.story.photo import MOST_BYTES, UnreadablePhotoError
from referrals.providers.pictures.photo_maker import NewPhoto, make_photo

SECRET = b"48.8584 N, 2.2945 E"
ORIENTATION, GPS = 0x0112, 0x8825


def a_picture(mode: str = "RGB", size: tuple[int, int] = (400, 300)) -> Image.Image:
    colour = {"RGB": (200, 30, 30), "RGBA": (200, 30, 30, 0), "CMYK": (0, 200, 200, 20)}
    return Image.new(mode, size, colour.get(mode, 40_000 if mode == "I;16" else 120))


def spelled(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def largest(made: NewPhoto) -> Image.Image:
    return Image.open(BytesIO(made.files[f"{made.photo.name}-{made.photo.largest.width}.jpg"]))


def with_exif() -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (48.0, 51.0, 30.0)
    return spelled(a_picture(), exif=exif, comment=SECRET)


def test_where_it_was_taken_is_gone_and_it_stands_upright() -> None:
    raw = with_exif()
    assert b"Exif" in raw

    made = make_photo(raw)

    for content in made.files.values():
        picture = Image.open(BytesIO(content))
        assert not picture.getexif()
        assert SECRET not in content
        assert b"Exif" not in content
        assert "comment" not in picture.info
        assert picture.height > picture.width


def test_sizes_are_made_and_none_is_larger_than_what_came() -> None:
    wide = make_photo(spelled(a_picture(size=(2000, 1000))))
    small = make_photo(spelled(a_picture(size=(200, 100))))

    assert [(s.width, s.height) for s in wide.photo.sizes] == [(320, 160), (800, 400), (1600, 800)]
    assert [(s.width, s.height) for s in small.photo.sizes] == [(200, 100)]


def test_the_same_photo_has_the_same_name() -> None:
    assert make_photo(with_exif()).photo == make_photo(with_exif()).photo


def test_a_phone_s_second_picture_is_left_behind() -> None:
    both = spelled(a_picture(), "MPO", save_all=True, append_images=[a_picture()])

    assert largest(make_photo(both)).size == (400, 300)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_three_kinds_are_read(kind: str) -> None:
    assert largest(make_photo(spelled(a_picture(), kind))).format == "JPEG"


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("CMYK", "JPEG"), ("L", "JPEG"), ("L", "PNG"), ("P", "PNG"), ("1", "PNG"), ("I;16", "PNG")],
)
def test_any_kind_of_colour_is_read(mode: str, kind: str) -> None:
    assert largest(make_photo(spelled(a_picture(mode), kind))).mode == "RGB"


def test_sixteen_bits_keep_their_brightness() -> None:
    level = largest(make_photo(spelled(a_picture("I;16"), "PNG"))).getpixel((5, 5))

    assert isinstance(level, tuple)
    assert abs(level[0] - 40_000 // 256) <= 3


def test_what_is_transparent_is_white() -> None:
    assert largest(make_photo(spelled(a_picture("RGBA"), "PNG"))).getpixel((5, 5)) == (255,) * 3


def test_wide_colours_come_as_every_screen_shows_them() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    made = largest(make_photo(spelled(a_picture(), icc_profile=profile)))
    broken = largest(make_photo(spelled(a_picture(), icc_profile=b"no profile")))

    assert "icc_profile" not in made.info
    assert "icc_profile" not in broken.info


def chunk(kind: bytes, content: bytes) -> bytes:
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def bomb(side: int) -> bytes:
    """A PNG of few bytes that claims to be enormous, with rows to match."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    rows = zlib.compress(b"\0" * 5_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def text_bomb() -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text("comment", "a" * 80_000_000, zip=True)
    return spelled(a_picture(), "PNG", pnginfo=text)


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (60, 60), (40 * n, 0, 0)) for n in range(4)]
    return spelled(frames[0], kind, save_all=True, append_images=frames[1:])


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xd8\xff",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + bytes(100),
        spelled(Image.new("RGB", (50, 50)), "GIF"),
        spelled(Image.new("RGB", (50, 50)), "TIFF"),
        spelled(Image.new("RGB", (50, 50)), "BMP"),
        spelled(Image.new("RGB", (400, 300)))[:-700],
        spelled(Image.new("RGB", (400, 300)), "PNG")[:200],
        spelled(Image.new("RGB", (400, 300)), "WEBP")[:60],
        b"\xff\xd8\xff\xe0" + bytes(4000),
        spelled(Image.new("RGB", (8, 8))),
        bomb(60_000),
        bomb(9_000),
        moving("PNG"),
        moving("WEBP"),
        text_bomb(),
        b"\xff\xd8\xff" + bytes(MOST_BYTES),
        b"%PDF-1.7\n" + spelled(Image.new("RGB", (50, 50))),
    ],
    ids=lambda raw: f"{raw[:6]!r}-{len(raw)}",
)
def test_what_is_no_photo_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadablePhotoError):
        make_photo(raw)


def test_what_rides_behind_a_photo_is_left_behind() -> None:
    rider = b"PK\x03\x04<script>alert(document.cookie)</script>"

    made = make_photo(spelled(a_picture()) + rider)

    assert all(b"script" not in content for content in made.files.values())


def test_no_camera_s_odd_note_breaks_a_photo() -> None:
    raw = bytearray(with_exif())
    place = raw.index(b"Exif") + 6
    raw[place : place + 40] = b"\xff" * 40

    assert make_photo(bytes(raw)).photo.largest.width > 0
