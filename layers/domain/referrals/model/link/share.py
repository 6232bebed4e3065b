"""Where a link is found: the address a friend follows, and the one a QR code spells."""


def link_address(public_url: str, code: str) -> str:
    return f"{public_url.rstrip('/')}/r/{code}"


def scan_address(public_url: str, code: str) -> tuple[str, str]:
    """In two parts: upper case, which QR codes spell in fewer modules, and the scan's mark."""
    return f"{public_url.rstrip('/')}/r/{code}".upper(), "?q=1"
