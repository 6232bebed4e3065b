"""What the bakery sells; prices are final, for so small a shop charges no tax."""

from dataclasses import dataclass

CURRENCY = "EUR"


@dataclass(frozen=True, slots=True)
class Product:
    """`number` is both the product's id and that of its one variant."""

    number: int
    handle: str
    title: str
    minor: int
    words: str


PRODUCTS = (
    Product(101, "rye", "Rye, 1 kg", 780, "Three days in the making. Keeps a whole week."),
    Product(102, "rolls", "Sunday rolls, a dozen", 1650, "Baked at five, at yours by eight."),
    Product(103, "walnut", "Walnut loaf", 890, "With honey from the roof of the town hall."),
    Product(104, "brioche", "Butter brioche", 1120, "Best with somebody to share it."),
    Product(105, "focaccia", "Focaccia with rosemary", 940, "Cut as you like it."),
    Product(106, "starter", "A jar of our starter", 500, "Eleven years old. Comes with a letter."),
)
BY_NUMBER = {product.number: product for product in PRODUCTS}


def price_text(minor: int) -> str:
    """As the shop writes it: €7.80, and −€0.78 for what is taken off."""
    sign = "−" if minor < 0 else ""
    return f"{sign}€{abs(minor) // 100}.{abs(minor) % 100:02}"


def decimal_text(minor: int) -> str:
    """As platforms write amounts: 7.80."""
    sign = "-" if minor < 0 else ""
    return f"{sign}{abs(minor) // 100}.{abs(minor) % 100:02}"
