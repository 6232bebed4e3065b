"""What the desk's form shows of a shop's looks."""

from referrals.model.draft.slot import Slot, SlotKind

_TEXT = SlotKind.TEXT
BRAND_SLOTS: tuple[Slot, ...] = (
    Slot("colour", "Colour", ("brand", "colour"), _TEXT, empty="", most=7),
    Slot("shop_name", "Name of the shop", ("brand", "shop_name"), _TEXT, empty="", most=80),
    Slot("logo", "Address of the logo", ("brand", "logo"), _TEXT, empty="", most=500),
    Slot("picture", "Address of a picture", ("brand", "picture"), _TEXT, empty="", most=500),
    Slot(
        "font",
        "Font of words, names and amounts",
        ("brand", "font"),
        SlotKind.CHOICE,
        (("serif", "with serifs"), ("sans", "without serifs")),
    ),
)
