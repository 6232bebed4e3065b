"""Where a shop takes a gift code by its own address, so that nobody has to type it."""

from urllib.parse import quote, urlsplit, urlunsplit

# Our own parameter at a WooCommerce shop: goodword.js makes an applied coupon of it.
COUPON_NAME = "gw_coupon"
_STRIPE_LINKS = "buy.stripe.com"


def gift_address(codes_by: str, code: str, onward: str) -> str:
    """`onward` with the code applied; empty where the shop has no address for that."""
    parts = urlsplit(onward)
    match codes_by:
        case "shopify":
            back = urlunsplit(("", "", parts.path or "/", parts.query, ""))
            return f"https://{parts.netloc}/discount/{code}?redirect={quote(back, safe='')}"
        case "woocommerce":
            return _add_parameter(onward, COUPON_NAME, code)
        case "stripe" if parts.hostname == _STRIPE_LINKS:
            return _add_parameter(onward, "prefilled_promo_code", code)
        case _:
            return ""


def _add_parameter(address: str, name: str, value: str) -> str:
    """Beside those that are there: our hints are among them."""
    place, mark, fragment = address.partition("#")
    return f"{place}{'&' if '?' in place else '?'}{name}={value}{mark}{fragment}"
