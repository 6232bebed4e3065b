"""A program's brand: its shop's colour, name and pictures, as `program.yaml` has them."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

_COLOUR = re.compile(r"#[0-9a-f]{6}")
# What a page's policy can name: https, and nothing that ends a policy's word or an attribute. The
# local stack's own pictures have another address; whoever applies rules elsewhere refuses it.
_PICTURE = re.compile(
    r"(https://[a-z0-9][a-z0-9.-]*|http://localhost(:[0-9]{1,5})?)"
    r"(/[!#-&(-+\-./0-:=?-\[\]_a-z~]*)?"
)


def _require_colour(value: object) -> object:
    if value is None:
        raise ValueError('write it in quotes, such as "#8f491f": after a bare # YAML reads nothing')
    if not isinstance(value, str) or (value and not _COLOUR.fullmatch(value.lower())):
        raise ValueError('write it as six hex digits in quotes, such as "#8f491f"')
    return value.lower()


def _require_picture(value: str) -> str:
    if value and not _PICTURE.fullmatch(value):
        raise ValueError("start with https:// and a host in small letters; no spaces or quotes")
    return value


def require_printable(value: str) -> str:
    if not value.isprintable() or value != value.strip():
        raise ValueError("write it as it is printed, without line breaks or spaces around it")
    return value


HexColour = Annotated[str, BeforeValidator(_require_colour)]
PictureAddress = Annotated[str, Field(max_length=500), AfterValidator(_require_picture)]


class Brand(BaseModel):
    """Empty fields leave what is there today: brown on cream, and the program's name."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    colour: HexColour = ""
    logo: PictureAddress = ""
    shop_name: Annotated[str, Field(max_length=80), AfterValidator(require_printable)] = ""
    font: Literal["serif", "sans"] = "serif"
    """In which people's words, names and amounts are set."""
    picture: PictureAddress = ""
    """Of the shop, for friends' pages of links that have none of their own."""
