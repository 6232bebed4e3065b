"""What `/demo` answers: the page, its two fragments, and the buttons."""

import threading
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from goodword.local import inbox
from goodword.local.demo import desk
from goodword.local.demo.mishap import Mishaps
from goodword.local.name_server import local_address
from goodword.local.place import StackPlace
from goodword.local.shop.door import CART, Bakery
from goodword.local.shop.page import HTML, KEEP_NOT, ROOT, ShopAnswer, ShopRequest
from goodword.local.shop.product import price_text
from referrals.model.errors import GoodwordError

PATH = "/demo"
ADA = "ada@example.com"
FOLDER = Path(__file__).parent / "templates"
POLICY = (
    "content-security-policy",
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self'; "
    "frame-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
)
SCRIPT = (("content-type", "text/javascript; charset=utf-8"), KEEP_NOT)
STYLE = (("content-type", "text/css; charset=utf-8"), KEEP_NOT)
# What makes a browser somebody that was here before: the page's cookie, the script's, the cart.
REMEMBERED = (
    ("__Host-gift-ada", "/; Secure"),
    ("gw_cookie", "/"),
    ("gw_ref", "/"),
    ("gw", "/"),
    (CART, ROOT),
)


@dataclass
class Demo:
    place: StackPlace
    bakery: Bakery
    lock: threading.Lock = field(default_factory=threading.Lock)

    @cached_property
    def templates(self) -> Environment:
        made = Environment(
            loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined
        )
        made.filters["price"] = price_text
        return made

    def answer(self, asked: ShopRequest) -> ShopAnswer:
        if asked.method == "POST" and asked.headers.get("sec-fetch-site") == "cross-site":
            return self._text(403, "Forms of other sites are not taken.")
        match asked.method, *asked.path.strip("/").split("/"):
            case "GET", "":
                return self._page("demo.html", said="")
            case "GET", "start":
                return self._page("start.html", url=self.place.url)
            case "GET", "desk":
                return self._show_desk()
            case "GET", "phone":
                return self._show_phone()
            case "GET", "demo.js":
                return ShopAnswer(200, SCRIPT, (FOLDER / "demo.js").read_bytes())
            case "GET", "demo.css":
                return ShopAnswer(200, STYLE, (FOLDER / "demo.css").read_bytes())
            case "POST", "another-friend":
                return self._forget_friend()
            case "POST", "act", name:
                return self._act(name, asked)
            case _:
                return self._text(404, "There is nothing here.")

    def _show_desk(self) -> ShopAnswer:
        desk.enter()
        known = self.place.read_stack_file()
        return self._page(
            "desk.html",
            orders=desk.desk_orders(self.bakery.shelf),
            balances=desk.advocate_balances(known["demo"]["advocate_id"]),
            books=desk.books(),
            today=desk.today(),
        )

    def _show_phone(self) -> ShopAnswer:
        found = [m for m in inbox.letters(self.place.emulator_url) if ADA in m["To"]]
        letters = [
            {
                "subject": each["Subject"],
                "html": local_address(each["BodyHtml"] or "", self.place.url),
                "text": each["BodyText"] or "",
            }
            for each in found
        ]
        return self._page("phone.html", letters=letters)

    def _act(self, name: str, asked: ShopRequest) -> ShopAnswer:
        try:
            said = Mishaps(self.place, self.bakery, self.lock).run(name)
        except GoodwordError as error:
            said = f"That did not work: {error}"
        if asked.headers.get("accept", "").startswith("text/plain"):
            return self._text(200, said)
        return self._page("demo.html", said=said)

    def _forget_friend(self) -> ShopAnswer:
        gone = [
            ("set-cookie", f"{name}=; Path={path}; Max-Age=0; SameSite=Lax")
            for name, path in REMEMBERED
        ]
        return ShopAnswer(303, (("location", f"{PATH}/start"), KEEP_NOT, *gone))

    def _page(self, template: str, **values: object) -> ShopAnswer:
        html = self.templates.get_template(template).render(**values)
        return ShopAnswer(200, (HTML, KEEP_NOT, POLICY), html.encode())

    def _text(self, status: int, text: str) -> ShopAnswer:
        kind = ("content-type", "text/plain; charset=utf-8")
        return ShopAnswer(status, (kind, KEEP_NOT), text.encode())
