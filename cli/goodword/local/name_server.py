"""The demo shop's own name, `shop.example`, led to the bakery on this machine.

Destinations are https and elsewhere, as they must be; so what the stack answers is rewritten on its
way to a browser, as a name server would do it below.
"""

import re

SHOP = "https://shop.example"
_ADDRESS = re.compile(r"https://(?:www\.)?shop\.example(?::443)?(?=[/?#\"'<&\s]|$)(/?)")


def local_address(text: str, url: str) -> str:
    """Every address of the shop in a text becomes the bakery's."""
    return _ADDRESS.sub(f"{url}/shop/", text)
