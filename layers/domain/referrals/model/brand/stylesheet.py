"""The stylesheet of a shop's colour and font: custom properties, laid over the page's own."""

from referrals.model.brand.page_brand import StyleSheet
from referrals.model.brand.palette import Palette, palettes_of


def stylesheet_text(wanted: StyleSheet) -> str:
    rules = []
    if wanted.colour:
        light, dark = palettes_of(wanted.colour)
        dark_rule = f"@media (prefers-color-scheme: dark) {{ :root {{ {_properties(dark)} }} }}"
        rules += [f":root {{ {_properties(light)} }}", dark_rule]
    if wanted.font == "sans":
        rules.append(":root, :lang(ar) { --words: var(--rest); }")
    return "\n".join(rules) + "\n"


def _properties(palette: Palette) -> str:
    named = palette._asdict().items()
    return " ".join(f"--{name.replace('_', '-')}: {colour};" for name, colour in named)
