"""Pages for people: HTML that runs no script, is kept by no cache and says little elsewhere."""

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from referrals.edge.http import Answer, Event, answer, status_of
from referrals.edge.log import count, log
from referrals.edge.static_file import StaticFiles
from referrals.model.brand.page_brand import PageBrand
from referrals.model.errors import GoodwordError
from referrals.model.words.wording import Wording

HEADERS = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "private, no-store",
    "referrer-policy": "strict-origin-when-cross-origin",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
}
POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'{images}; {scripts}"
    "form-action 'self'; base-uri 'none'; frame-ancestors {framed_by}"
)
# On every page; the italic comes only where somebody's words stand.
FONTS = ("fraunces.woff2", "figtree.woff2")
ITALIC = "fraunces-italic.woff2"


class Pages:
    """The templates of one folder and those below it, and its static files."""

    def __init__(self, folder: Path) -> None:
        self.files = StaticFiles(folder / "static")
        self._templates = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def show(
        self,
        template: str,
        words: Wording,
        *,
        status: int = 200,
        brand: PageBrand | None = None,
        image: str = "",
        script: str = "",
        framed_by: str = "",
        **values: object,
    ) -> Answer:
        """`brand` is the shop's, where it is known whose page it is; `image` is the one address
        outside ours that the page may load from, `script` a static file of ours that it works
        better with, `framed_by` the one origin that may show it within its own page.
        """
        html = self._templates.get_template(template).render(
            **values,
            brand=brand,
            words=words,
            language=words.tag,
            direction=words.direction,
            stylesheet=self.files.address("portal.css"),
            fonts=[self.files.address(name) for name in FONTS],
            italic=self.files.address(ITALIC),
            script=self.files.address(script) if script else "",
        )
        logo = brand.logo if brand else ""
        policy = POLICY.format(
            images=_origins(image, logo),
            scripts="script-src 'self'; connect-src 'self'; " if script else "",
            framed_by=_origin(framed_by).strip() or "'none'",
        )
        return answer(
            status,
            html,
            headers={**HEADERS, "content-security-policy": policy},
        )


def away(address: str) -> Answer:
    keep = {"location": address, "cache-control": "private, no-store", "x-robots-tag": "noindex"}
    return answer(HTTPStatus.FOUND, headers=keep)


def page_or_trouble(
    handle: Callable[[Event], Answer], trouble: Callable[[Event, int], Answer], event: Event
) -> Answer:
    """`handle`'s answer, or the page for the trouble it met; never a stack trace outside."""
    try:
        return handle(event)
    except GoodwordError as error:
        count("Refused", code=error.code)
        return trouble(event, status_of(error))
    except Exception as error:
        log("ERROR", "unexpected", error=type(error).__name__)
        count("Unexpected")
        return trouble(event, HTTPStatus.INTERNAL_SERVER_ERROR)


def _origins(*addresses: str) -> str:
    return "".join(dict.fromkeys(map(_origin, addresses)))


def _origin(address: str) -> str:
    parts = urlsplit(address)
    plain = parts.scheme == "https" and not set(address) & set(" ;,'\"")
    return f" https://{parts.netloc}" if plain and parts.netloc else ""
