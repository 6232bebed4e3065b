"""How a program's brand comes out on a page: its contrast, and what was corrected."""

from referrals.model.brand.brand import Brand
from referrals.model.brand.palette import CONTROL, TEXT, correction_of


def brand_report(brand: Brand, shop_name: str) -> list[str]:
    """Sentences for the merchant; none where the program says nothing of its looks."""
    if brand == Brand():
        return []
    lines = [f"Pages and letters are signed {shop_name}."]
    if brand.colour:
        lines += _colour_lines(brand.colour)
    if brand.font == "sans":
        lines.append("Words, names and amounts are set without serifs, as all the rest.")
    return lines


def _colour_lines(colour: str) -> list[str]:
    found = correction_of(colour)
    if found.is_text_changed:
        text = (
            f"{colour} has a contrast of {found.contrast:.1f} with the page's sheets, and text "
            f"needs {TEXT}: links are {found.text} ({found.text_contrast:.1f})."
        )
    else:
        text = f"{colour} has a contrast of {found.contrast:.1f}: links are written in it."
    button = f"with letters of {found.on_fill} on them ({found.fill_contrast:.1f})."
    if found.is_fill_changed:
        return [text, f"No letters can be read on {colour}: buttons are {found.fill}, {button}"]
    edged = "" if found.contrast >= CONTROL else f", an edge of {found.text} round them"
    return [text, f"Buttons are {colour}{edged}, {button}"]
