"""A shop's logo or picture from a file: taken and shown, then kept with the version that names it.

What was taken and never applied ends by itself. What a version names is kept before the version
is made, and stays: an older version may be applied again, and letters that went out show it.
"""

from collections.abc import Callable

from referrals.model.brand.brand_picture import PictureGoneError, PictureUse, own_picture
from referrals.model.program.program import Program
from referrals.store.brand.brand_picture_file import BrandPictures


def take_picture(
    content: bytes, use: PictureUse, pictures: BrandPictures, *, field: str = ""
) -> str:
    """Its name, as `GET /pictures/{name}` knows it from now on; refused for what is no picture."""
    # Decoding pictures costs a start that nothing else at the desk pays.
    from referrals.providers.pictures.brand_maker import make_brand_picture

    made = make_brand_picture(content, use, field)
    pictures.put_draft(made.name, made.content)
    return made.name


def keep_pictures(
    rules: Program,
    current: Program | None,
    pictures: Callable[[], BrandPictures],
    public_url: str,
) -> None:
    """Those of ours that `rules` name and `current` doesn't; refused where one has ended."""
    before = set(_addresses(current)) if current else set()
    for address, field in _addresses(rules).items():
        name = "" if address in before else own_picture(address, public_url)
        if name and not pictures().keep(name):
            raise PictureGoneError(
                "this file was sent more than a month ago, and never applied.",
                field=field,
                remedy="Send it again on the page Brand.",
            )


def _addresses(rules: Program) -> dict[str, str]:
    """Each with its field."""
    return {
        rules.sharing.image: "sharing.image",
        rules.brand.picture: "brand.picture",
        rules.brand.logo: "brand.logo",
    }
