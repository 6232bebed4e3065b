"""The bakery's pages, from templates; none of them needs a script of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from goodword.local.shop.bill import Bill
from goodword.local.shop.order import BakeryOrder
from goodword.local.shop.product import PRODUCTS, price_text

ROOT = "/shop"
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters["price"] = price_text
HTML = ("content-type", "text/html; charset=utf-8")
KEEP_NOT = ("cache-control", "private, no-store")
# Nothing but this machine: goodword.js is the one script, as a real shop has it.
POLICY = (
    "content-security-policy",
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'self' 'unsafe-inline'; "
    "connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'",
)


@dataclass(frozen=True, slots=True)
class ShopRequest:
    method: str
    path: str
    """Below the shop's own root."""
    query: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        text = self.body.decode(errors="replace")
        return dict(parse_qsl(text, keep_blank_values=True))

    @property
    def parameters(self) -> dict[str, str]:
        return dict(parse_qsl(self.query))

    def cookie(self, name: str) -> str:
        pairs = (each.strip().partition("=") for each in self.headers.get("cookie", "").split(";"))
        return next((value for each, _, value in pairs if each == name), "")


@dataclass(frozen=True, slots=True)
class ShopAnswer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""

    def with_cookie(self, text: str) -> "ShopAnswer":
        return ShopAnswer(self.status, (*self.headers, ("set-cookie", text)), self.body)


def show(template: str, *, status: int = 200, **values: object) -> ShopAnswer:
    html = TEMPLATES.get_template(template).render(root=ROOT, products=PRODUCTS, **values)
    return ShopAnswer(status, (HTML, KEEP_NOT, POLICY), html.encode())


@dataclass(frozen=True, slots=True)
class BillRow:
    quantity: int
    title: str
    minor: int


def bill_rows(bill: Bill) -> list[BillRow]:
    return [BillRow(each.quantity, each.product.title, each.price_minor) for each in bill.lines]


def order_rows(order: BakeryOrder) -> list[BillRow]:
    return [BillRow(e.quantity, e.title, e.minor * e.quantity) for e in order.lines]


def go(path: str) -> ShopAnswer:
    """To another of the shop's own pages."""
    return ShopAnswer(303, (("location", ROOT + path), KEEP_NOT))


def note(title: str, text: str, status: int) -> ShopAnswer:
    return show("note.html", status=status, title=title, text=text, count=0)
