"""Where a link is found: the address a friend follows, and the one a QR code spells."""


def link_address(public_url: str, code: str) -> str:
    return f"{public_url.rstrip('/')}/r/{code}"


def scan_address(public_url: str, code: str) -> tuple[str, str]:
    """The address for a QR code in two parts: in upper case, for fewer modules, and the mark."""
    return f"{public_url.rstrip('/')}/r/{code}".upper(), "?q=1"


def promise_address(public_url: str, program_id: str) -> str:
    """The page that says what a program promises, and what is left of its budget."""
    return f"{public_url.rstrip('/')}/p/{program_id}"
