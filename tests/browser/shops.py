"""Small shops on this machine that behave as the real ones do at cart and checkout."""

import json
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

SCRIPT = '<script {when} src="{address}/static/goodword.js" {options}></script>'

SHOPIFY = """
<script>window.Shopify = { routes: { root: "/en-de/" } };</script>
<button id="drawer" onclick="fetch('/en-de/cart/add.js', { method: 'POST', body: 'id=1' })">
  Add</button>
<form method="post" action="/en-de/cart/add"><button id="plain">Add and show</button></form>
"""

# As sourcebuster does it: the first address of all is kept, and put into hidden fields.
WOOCOMMERCE = """
<script>
  if (!localStorage.entry) localStorage.entry = location.href;
</script>
<form class="checkout">
  <input name="billing_email" value="ben@example.com">
  <input type="hidden" name="wc_order_attribution_session_entry">
  <button id="order">Place order</button>
</form>
<script>
  document.querySelector("form.checkout").addEventListener("submit", (event) => {
    event.preventDefault();
    event.target.elements.wc_order_attribution_session_entry.value = localStorage.entry;
    const sent = new URLSearchParams(new FormData(event.target));
    fetch("/?wc-ajax=checkout", { method: "POST", body: sent }).then(() => document.title = "done");
  });
</script>
"""

# The checkout block keeps what others add in its own store, and posts JSON.
WOOCOMMERCE_BLOCK = """
<button id="order">Place order</button>
<script>
  addEventListener("DOMContentLoaded", () => setTimeout(() => {
    const extensions = {};
    const store = { setExtensionData: (name, values) => { extensions[name] = values; } };
    window.wp = { data: { dispatch: (key) => key === "wc/store/checkout" ? store : undefined } };
    document.getElementById("order").onclick = () =>
      fetch("/wp-json/wc/store/v1/checkout", {
        method: "POST", body: JSON.stringify({ extensions }),
      }).then(() => document.title = "done");
  }));
</script>
<img src="/slow.png" alt="">
"""

STRIPE = """
<a id="link" href="https://buy.stripe.com/test_abc?prefilled_promo_code=SAVE">Buy</a>
<a id="own" href="https://buy.stripe.com/test_abc?client_reference_id=cart-7">Buy</a>
<a id="elsewhere" href="https://buy.stripe.com.evil.example/">Not Stripe</a>
<stripe-buy-button buy-button-id="buy_btn_1"></stripe-buy-button>
<button id="more" onclick="document.body.insertAdjacentHTML('beforeend',
  '<a id=late href=https://buy.stripe.com/test_late>Later</a>')">More</button>
"""

PAGES = {
    "/shopify": SHOPIFY,
    "/en-de/cart": SHOPIFY,
    "/woocommerce": WOOCOMMERCE,
    "/woocommerce-block": WOOCOMMERCE_BLOCK,
    "/stripe": STRIPE,
    "/plain": "",
}


class ShopPageHandler(BaseHTTPRequestHandler):
    """One visitor's cart and order; the tests set `script` and read what arrived."""

    script: ClassVar[str] = ""
    cart: ClassVar[dict[str, Any]] = {}
    posted: ClassVar[dict[str, Any]] = {}
    asked: ClassVar[list[str]] = []
    coupons: ClassVar[list[str]] = []

    @classmethod
    def empty(cls) -> None:
        cls.cart = {"item_count": 0, "attributes": {}}
        cls.posted, cls.asked, cls.coupons = {}, [], []

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        self.asked.append(f"GET {path}")
        if path == "/wp-json/wc/store/v1/cart":
            self._tell(json.dumps(self.woo_cart()), "application/json", {"Nonce": "n0nce"})
        elif path == "/en-de/cart.js":
            self._tell(json.dumps(self.cart), "application/json")
        elif path in PAGES:
            self._tell(f"<!doctype html><title>shop</title>{self.script}{PAGES[path]}")
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        path = urlsplit(self.path).path
        self.asked.append(f"POST {path}")
        body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
        if path == "/wp-json/wc/store/v1/cart/apply-coupon":
            if self.headers.get("nonce") == "n0nce":
                self.coupons.append(json.loads(body)["code"])
            self._tell("{}", "application/json")
        elif path.startswith("/en-de/cart/"):
            self._cart(path, body)
        elif path == "/wp-json/wc/store/v1/checkout":
            self.posted.update(json.loads(body)["extensions"])
            self._tell("{}", "application/json")
        else:
            self.posted.update(dict(parse_qsl(body, keep_blank_values=True)))
            self._tell("{}", "application/json")

    @classmethod
    def woo_cart(cls) -> dict[str, Any]:
        """As the Store API answers: a coupon's code in small letters."""
        coupons = [{"code": code.lower()} for code in cls.coupons]
        return {"items_count": cls.cart["item_count"], "coupons": coupons}

    def _cart(self, path: str, body: str) -> None:
        if path == "/en-de/cart/update.js":
            self.cart["attributes"].update(json.loads(body)["attributes"])
        else:
            self.cart["item_count"] += 1
        if path == "/en-de/cart/add":
            self.send_response(303)
            self.send_header("location", "/en-de/cart")
            self.end_headers()
        else:
            self._tell(json.dumps(self.cart), "application/json")

    def _tell(
        self, text: str, kind: str = "text/html", heads: Mapping[str, str] | None = None
    ) -> None:
        self.send_response(200)
        self.send_header("content-type", f"{kind}; charset=utf-8")
        for name, value in (heads or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        return
