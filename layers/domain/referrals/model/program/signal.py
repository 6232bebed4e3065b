"""Ways a conversion can point at a link."""

from enum import StrEnum


class Signal(StrEnum):
    """Ways a conversion can point at a link, in the words `priority` uses."""

    CLICK = "click"
    """A click token in the order, its landing page or the first-party cookie."""
    CODE = "code"
    """The link's code under `ref`."""
    COUPON = "coupon"
    """The link's code, used as a discount code."""
    CLAIM = "claim"
    """A friend's or advocate's word, made through the API; after all others unless listed."""
    ORIGIN = "origin"
    """Of a renewal: whoever brought the order that its subscription began with; never listed."""
    CORRECTION = "correction"
    """The merchant's own word: before all others, and never listed."""
