"""Cookies of our own pages: read by name, and set for this host alone, out of scripts' reach."""

from referrals.edge.event import Event, headers_of


def cookie_of(event: Event, name: str) -> str:
    """The gateway lists cookies apart; local ones leave them in the header."""
    listed = event.get("cookies") or headers_of(event).get("cookie", "").split(";")
    pairs = (str(each).strip().partition("=") for each in listed)
    return next((value for known, _, value in pairs if known == name), "")


def host_cookie(name: str, value: str, seconds: int) -> str:
    """`name` begins with `__Host-`: no other host can set it. No seconds take it away."""
    assert name.startswith("__Host-")
    return f"{name}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax"
