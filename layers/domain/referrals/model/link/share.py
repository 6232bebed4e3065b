"""Where a link is found, and the ways to send it on from its advocate's own device."""

from enum import StrEnum
from urllib.parse import quote


def link_address(public_url: str, code: str) -> str:
    return f"{public_url.rstrip('/')}/r/{code}"


def scan_address(public_url: str, code: str) -> tuple[str, str]:
    """The address for a QR code in two parts: in upper case, for fewer modules, and the mark."""
    return f"{public_url.rstrip('/')}/r/{code}".upper(), "?q=1"


def promise_address(public_url: str, program_id: str) -> str:
    """The page that says what a program promises, and what is left of its budget."""
    return f"{public_url.rstrip('/')}/p/{program_id}"


class ShareChannel(StrEnum):
    """How a link was taken along, as far as its page can tell."""

    COPY = "copy"
    """Copied."""
    NATIVE = "native"
    """Handed to the device's own sheet."""
    WHATSAPP = "whatsapp"
    """Opened in WhatsApp."""
    MAIL = "mail"
    """Opened in the mail program."""
    TELEGRAM = "telegram"
    """Opened in Telegram."""
    SMS = "sms"
    """Opened as a text message."""
    QR = "qr"
    """Its QR code was opened."""
    PRINT = "print"
    """Its card was opened for printing."""


class SharePage(StrEnum):
    """Where a way to share was pressed."""

    OWN = "me"
    """The advocate's own page."""
    NUDGE = "nudge"
    """The page that a nudge leads to: nobody but its reader can press there."""


def share_name(channel: ShareChannel, page: SharePage) -> str:
    """By which a share is counted: the channel, with the page where that isn't their own."""
    return channel.value if page is SharePage.OWN else f"{page}:{channel}"


def is_of_own_page(name: str) -> bool:
    return ":" not in name


def share_place(channel: ShareChannel, address: str, text: str, subject: str) -> str:
    """Where the channel is opened with the text in it; empty for what needs no place.

    A plus would be read as a plus by mail and messages, so spaces are %20 everywhere.
    """
    both = _escape(f"{text} {address}")
    match channel:
        case ShareChannel.WHATSAPP:
            return f"https://wa.me/?text={both}"
        case ShareChannel.TELEGRAM:
            return f"https://t.me/share/url?url={_escape(address)}&text={_escape(text)}"
        case ShareChannel.MAIL:
            body = _escape(f"{text}\r\n\r\n{address}")
            return f"mailto:?subject={_escape(subject)}&body={body}"
        case ShareChannel.SMS:
            # Both spellings at once: what one phone's app wants, the other's reads over.
            return f"sms:?&body={both}"
    return ""


def _escape(text: str) -> str:
    return quote(text, safe="")
