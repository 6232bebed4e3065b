"""A friend who does what a browser would: follows a link, takes a code, shops and pays."""

import http.client
import re
import time
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode, urlsplit

from goodword.trial.http import BROWSER
from referrals.model.errors import UnavailableError

SECONDS = 30
_CODE = re.compile(r"<code>([A-Z0-9]+)</code>")


class FriendLostError(UnavailableError):
    code = "friend_lost"


@dataclass(slots=True)
class ScriptedFriend:
    """`url`: the stack's own; cookies are the bakery's alone, for the click stands in addresses."""

    url: str
    cookies: dict[str, str] = field(default_factory=dict)

    def follow(self, code: str) -> str:
        """The link; where it leads."""
        return self._redirect("GET", f"/r/{code}")

    def take_code(self, page: str) -> str:
        """The button on the friend's page; the code that it shows then."""
        shown, until = self._redirect("POST", page), time.monotonic() + SECONDS
        # A page whose shop is slow says that the code works in a moment: so look again.
        while (found := _CODE.search(self._page(shown))) is None:
            if time.monotonic() > until:
                raise FriendLostError("the friend's page shows no code.", remedy="Try again.")
            time.sleep(0.5)
        return unescape(found[1])

    def buy(self, code: str, products: tuple[int, ...], *, name: str, email: str) -> int:
        """Puts them into the basket, with the code, and pays: the order's number."""
        self._redirect("GET", f"/shop/discount/{code}?redirect=%2F")
        for product in products:
            self._redirect("POST", "/shop/cart/add", {"id": str(product)})
        form = {"first_name": name, "email": email, "wants_mail": "yes"}
        receipt = self._page(self._redirect("POST", "/shop/checkout", form))
        found = re.search(r"Order #(\d+)", receipt)
        if found is None:
            raise FriendLostError("the till gave no receipt.", remedy="Try again.")
        return int(found[1])

    def _page(self, path: str) -> str:
        return self._ask("GET", path, {})[2]

    def _redirect(self, method: str, path: str, form: dict[str, str] | None = None) -> str:
        status, place, text = self._ask(method, path, form or {})
        if not place:
            said = re.sub(r"<[^>]+>|\s+", " ", text)[:200]
            raise FriendLostError(f"{path} answered {status}: {said}", remedy="Try again.")
        return place

    def _ask(self, method: str, path: str, form: dict[str, str]) -> tuple[int, str, str]:
        parts = urlsplit(path)
        line = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=SECONDS)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        heads = {
            "user-agent": BROWSER,
            "sec-fetch-mode": "navigate",
            "sec-fetch-dest": "document",
            "accept-language": "en",
            "content-type": "application/x-www-form-urlencoded",
            "cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        try:
            line.request(method, target, urlencode(form), heads)
            answer = line.getresponse()
            for text in answer.headers.get_all("set-cookie", []):
                name, _, value = text.partition(";")[0].partition("=")
                self.cookies[name] = value
            place = answer.headers.get("location", "")
            return answer.status, place, answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            raise FriendLostError(f"{path} did not answer.", remedy="Try again.") from error
        finally:
            line.close()
