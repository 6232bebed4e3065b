"""What a letter looks like: the shop's name and logo, and its colours by day and by night."""

from dataclasses import dataclass

from referrals.model.program.program import Program


@dataclass(frozen=True, slots=True)
class LetterColours:
    """Each as `#rrggbb`: mail programs know no other way."""

    paper: str
    card: str
    ink: str
    soft: str
    warm: str
    on_warm: str
    tint: str
    line: str


@dataclass(frozen=True, slots=True)
class LetterBrand:
    light: LetterColours
    dark: LetterColours
    logo: str = ""


LIGHT = LetterColours(
    paper="#f6efe6",
    card="#fffdfa",
    ink="#33261c",
    soft="#6b5a4d",
    warm="#8a4a22",
    on_warm="#ffffff",
    tint="#f9ead8",
    line="#e6d7c5",
)
DARK = LetterColours(
    paper="#1d1713",
    card="#28201a",
    ink="#f4e9dd",
    soft="#c5b3a2",
    warm="#e9a777",
    on_warm="#23170f",
    tint="#38291d",
    line="#4b3a2d",
)


def letter_brand(rules: Program) -> LetterBrand:  # noqa: ARG001
    return LetterBrand(LIGHT, DARK)


def shop_of(rules: Program) -> str:
    """The shop as people know it: what a program is called is the merchant's own business."""
    return rules.name
