"""Logos and pictures made anew: pixels alone, in the size that is shown; no file that bursts."""

from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from referrals.model.brand.brand_picture import MOST_BYTES, NAME, PictureUse, UnreadablePictureError
from referrals.providers.pictures.brand_maker import make_brand_picture
from tests.file_form import drawing

LOGO, PICTURE = PictureUse.LOGO, PictureUse.PICTURE


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize(
    ("content", "use", "size", "mode"),
    [
        (drawing("RGBA", (2000, 500)), LOGO, (720, 180), "RGBA"),
        (drawing("RGB", (100, 40), "JPEG"), LOGO, (100, 40), "RGB"),
        (drawing("RGBA", (900, 900), "WEBP"), LOGO, (360, 360), "RGBA"),
        (drawing("RGB", (4000, 2000), "JPEG"), PICTURE, (1600, 800), "RGB"),
        (drawing("RGBA", (300, 200)), PICTURE, (300, 200), "RGB"),
    ],
)
def test_a_file_is_made_as_large_as_it_is_shown(
    content: bytes, use: PictureUse, size: tuple[int, int], mode: str
) -> None:
    made = make_brand_picture(content, use)

    assert (opened(made.content).size, opened(made.content).mode) == (size, mode)
    assert opened(made.content).format == {LOGO: "PNG", PICTURE: "JPEG"}[use]
    assert NAME.fullmatch(made.name)
    assert make_brand_picture(content, use) == made


def test_what_a_file_says_beside_its_pixels_is_gone() -> None:
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "Jana at 48.8584 N")
    exif = Image.Exif()
    exif[0x010E] = "Jana at 48.8584 N"
    for raw in (drawing(pnginfo=said, exif=exif), drawing(kind="JPEG", exif=exif)):
        assert b"48.8584" in raw
        for use in PictureUse:
            made = make_brand_picture(raw + b"<script>48.8584</script>", use)
            assert b"48.8584" not in made.content
            assert not opened(made.content).getexif()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a" + b"\0" * 99,
        drawing(kind="GIF"),
        drawing()[:200],
        drawing(size=(15, 200)),
        drawing("RGB", (5000, 4000)),
        drawing("RGB", (9000, 9000), "JPEG", quality=1),
        drawing(kind="WEBP", save_all=True, append_images=[Image.new("RGB", (900, 300))]),
        drawing() + b"\0" * MOST_BYTES,
    ],
    ids=["empty", "gif", "real gif", "cut", "tiny", "png bomb", "jpeg bomb", "moving", "long"],
)
def test_what_is_no_picture_of_bounded_size_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadablePictureError) as refusal:
        make_brand_picture(content, LOGO, "logo_file")

    assert "PNG, JPEG or WebP of 4 MB" in refusal.value.remedy
    assert refusal.value.field == "logo_file"


def test_a_drawing_that_may_hold_a_program_gets_a_remedy() -> None:
    with pytest.raises(UnreadablePictureError, match="can hold a program") as refusal:
        make_brand_picture(b'\xef\xbb\xbf <svg xmlns="..."><script/></svg>', LOGO)

    assert "as a PNG" in refusal.value.remedy
