"""GET /console/brand and its form: the shop's looks, the palette they give, and its contrast.

What a colour becomes is computed before it is applied, and shown on a page and in a letter.
"""

from typing import NamedTuple

from referrals.edge.http import Answer
from referrals.model.brand.brand_picture import MOST_BYTES
from referrals.model.brand.brand_report import brand_report
from referrals.model.brand.colour import contrast
from referrals.model.brand.palette import CONTROL, TEXT, Palette, palettes_of
from referrals.model.program.program import Program
from referrals.pages.console.brand_slots import BRAND_SLOTS
from referrals.pages.console.draft import apply_draft, draft_in
from referrals.pages.console.frame import show as show_page
from referrals.pages.console.visit import DeskVisit

LETTER = "advocate.thanked"


class ContrastLine(NamedTuple):
    what: str
    colour: str
    on: str
    light: float
    """How far it is told from what it stands on; on paper that is the nearest of the sheets."""
    dark_colour: str
    dark_on: str
    dark: float
    least: float

    @property
    def suffices(self) -> bool:
        return min(self.light, self.dark) >= self.least


def show(visit: DeskVisit) -> Answer:
    draft = draft_in(visit, BRAND_SLOTS, visit.program)
    shown = draft.rules or visit.rules
    return show_page(
        visit,
        "brand",
        "Brand",
        status=400 if draft.faults and not visit.fault else 200,
        framing=True,
        draft=draft,
        report=brand_report(shown.brand, shown.shop_name),
        lines=contrast_lines(shown),
        letter=LETTER,
        megabytes=MOST_BYTES // 1_000_000,
    )


def apply(visit: DeskVisit) -> None:
    apply_draft(visit, BRAND_SLOTS)


def contrast_lines(rules: Program) -> list[ContrastLine]:
    """None for a program in the house's own colours."""
    if not rules.brand.colour:
        return []
    light, dark = palettes_of(rules.brand.colour)
    return [
        _on_sheets("Text", "ink", light, dark, least=TEXT),
        _on_sheets("Text that matters less", "soft", light, dark, least=TEXT),
        _on_sheets("Links, initials", "warm", light, dark, least=TEXT),
        ContrastLine(
            "Letters on a button",
            light.on_fill,
            light.fill,
            contrast(light.on_fill, light.fill),
            dark.on_fill,
            dark.fill,
            contrast(dark.on_fill, dark.fill),
            TEXT,
        ),
        _on_sheets("Edges of what is pressed", "edge", light, dark, least=CONTROL),
    ]


def _on_sheets(
    what: str, name: str, light: Palette, dark: Palette, *, least: float
) -> ContrastLine:
    bright, dim = str(getattr(light, name)), str(getattr(dark, name))
    return ContrastLine(
        what,
        bright,
        light.paper,
        min(contrast(bright, sheet) for sheet in light.sheets),
        dim,
        dark.paper,
        min(contrast(dim, sheet) for sheet in dark.sheets),
        least,
    )
