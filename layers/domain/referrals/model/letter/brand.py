"""What a letter looks like: the shop's logo, and its colours by day and by night."""

from dataclasses import dataclass

from referrals.model.brand.palette import Palette, palettes_of
from referrals.model.program.program import Program

# The bakery's brown, for a shop that names no colour.
DEFAULT_COLOUR = "#8a4a22"


@dataclass(frozen=True, slots=True)
class LetterBrand:
    """Each colour as `#rrggbb`: mail programs know no other way."""

    light: Palette
    dark: Palette
    logo: str


def letter_brand(rules: Program) -> LetterBrand:
    light, dark = palettes_of(rules.brand.colour or DEFAULT_COLOUR)
    return LetterBrand(light, dark, rules.brand.logo)
