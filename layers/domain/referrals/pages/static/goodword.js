/*! goodword.js: tells the shop's order who sent a friend. No dependency, no third party. */
(() => {
  "use strict";
  const { dataset: set } =
    document.currentScript || document.querySelector("script[src*='goodword.js']") || { dataset: {} };
  const DAY = 86400, days = +set.days || 30, first = set.touch === "first";
  const TOKEN = /^[\w-]{43,80}$/, CODE = /^[a-z0-9-]{3,30}$/i;
  const NAMES = ["gw", "gw_cookie", "ref"], REFERENCE = "client-reference-id";
  let allowed = set.consent === "granted", told = false, turn = Promise.resolve();

  // Read once: a page that changes its own address later has still been reached by this one.
  const query = new URLSearchParams(location.search);
  const [clicked, current] = [["gw", TOKEN], ["ref", CODE]].map(([name, shape]) => {
    const value = query.get(name) || "";
    return shape.test(value) ? value : "";
  });
  // A code of the program before, in our spelling (former_code.py).
  const former = (set.former && query.get(set.former) || "").toLowerCase().replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "").slice(0, 30).replace(/-$/, "");
  const code = current || (CODE.test(former) ? former : "");

  const attempt = (act) => { try { return act(); } catch { return undefined; } };

  // Private windows and sandboxes may refuse cookies, some of them by throwing.
  const cookies = (name) => (allowed && attempt(() => document.cookie) || "").split("; ")
    .filter((pair) => pair.startsWith(name + "=")).map((pair) => pair.slice(name.length + 1));
  const write = (name, value, age) => attempt(() => {
    document.cookie = `${name}=${value}; Max-Age=${age}; Path=/; Secure; SameSite=Lax` +
      (set.domain ? `; Domain=${set.domain}` : "");
  });

  // Seconds since 1970, bytes 1 to 4 of the token: when Goodword's own clock saw the click.
  const moment = (token) => [...atob(token.slice(0, 8).replace(/-/g, "+").replace(/_/g, "/"))]
    .slice(1, 5).reduce((sum, byte) => sum * 256 + byte.charCodeAt(0), 0);
  // The first or last touch; of what is too old to count, or from the future, only for want of any.
  const chosen = (tokens) => {
    const now = Date.now() / 1000, known = tokens.filter((token) => TOKEN.test(token));
    const timely = known.filter((token) => moment(token) > now - days * DAY && moment(token) < now + DAY);
    return (timely.length ? timely : known)
      .reduce((a, b) => (a && (moment(b) > moment(a)) === first ? a : b || a), "");
  };
  const kept = () => chosen([...cookies("gw_cookie"), ...cookies("gw")]);
  const keptCode = () => cookies("gw_ref").find((value) => CODE.test(value)) || "";

  const token = () => chosen([kept(), clicked]);
  const attributes = () => {
    const cookie = kept();
    const hints = [clicked, cookie === clicked ? "" : cookie, first ? keptCode() || code : code || keptCode()];
    return Object.fromEntries(NAMES.map((name, n) => [name, hints[n]]).filter(([, value]) => value));
  };

  // The redirect's own cookie (gw) outlives any that a script may write, so it is not copied when
  // the last touch counts; when the first does, the next click would overwrite it.
  const keep = () => {
    const best = token(), { ref = "" } = attributes();
    const there = [...cookies("gw_cookie"), ...(first ? [] : cookies("gw"))];
    if (best && !there.includes(best)) write("gw_cookie", best, days * DAY);
    if (ref && ref !== keptCode()) write("gw_ref", ref, days * DAY);
  };

  const shopify = async () => {
    const root = (Shopify.routes || {}).root || "/";
    const cart = await (await fetch(root + "cart.js")).json(), now = cart.attributes || {};
    const hints = attributes();
    if (hints.gw_cookie === now.gw) delete hints.gw_cookie;
    if (!cart.item_count || Object.keys(hints).every((name) => hints[name] === now[name])) return;
    await fetch(root + "cart/update.js", {
      method: "POST", keepalive: true, headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ attributes: hints }),
    });
  };

  const woocommerce = (hints) => {
    for (const form of document.querySelectorAll("form.checkout")) for (const name of NAMES) {
      const field = form.elements["goodword_" + name] || document.createElement("input");
      Object.assign(field, { type: "hidden", name: "goodword_" + name, value: hints[name] || "" });
      form.append(field);
    }
    attempt(() => {
      const checkout = wp.data.dispatch("wc/store/checkout");
      (checkout.setExtensionData || checkout.__internalSetExtensionData)("goodword", hints);
    });
  };

  // A gift code that the friend's page sent along: it waits in this tab until the cart has something.
  const COUPON = "gw_coupon", SHAPE = /^[A-Z0-9]{4,40}$/i;
  const store = attempt(() => sessionStorage);
  const asked = query.get(COUPON) || "";
  if (SHAPE.test(asked)) attempt(() => store.setItem(COUPON, asked));
  const coupon = async () => {
    const code = attempt(() => store.getItem(COUPON)) || "";
    if (!SHAPE.test(code)) return;
    const rest = (document.querySelector("link[rel$='api.w.org/']") || {}).href || "/wp-json/";
    const api = rest + "wc/store/v1/cart", same = (c) => c.code.toLowerCase() === code.toLowerCase();
    const seen = await fetch(api), cart = await seen.json();
    if (!cart.items_count) return;
    if (!(cart.coupons || []).some(same)) {
      const answer = await fetch(api + "/apply-coupon", {
        method: "POST", headers: { "Content-Type": "application/json", Nonce: seen.headers.get("Nonce") || "" },
        body: JSON.stringify({ code }),
      });
      if (!answer.ok) return;
      if (window.jQuery) jQuery(document.body).trigger("wc_update_cart").trigger("update_checkout");
      attempt(() => wp.data.dispatch("wc/store/cart").invalidateResolutionForStore());
    }
    store.removeItem(COUPON);
  };
  const apply = () => { turn = turn.then(coupon).catch(() => {}); };

  const reference = () => token() || attributes().ref;
  const stripe = (link) => {
    if (link.hostname !== "buy.stripe.com" || !reference()) return;
    const address = new URL(link.href);
    if (address.searchParams.has("client_reference_id")) return;
    address.searchParams.set("client_reference_id", reference());
    link.href = address.href;
  };

  const carry = () => {
    const hints = attributes(), any = Object.keys(hints).length > 0;
    // Once more without any, when consent was taken back: what a form still holds must go.
    if (!any && !told) return;
    told = any;
    if (window.Shopify) turn = turn.then(shopify).catch(() => {});
    woocommerce(hints);
    document.querySelectorAll("a[href]").forEach(stripe);
    for (const button of document.querySelectorAll("stripe-buy-button,stripe-pricing-table")) {
      if (any && !button.hasAttribute(REFERENCE)) button.setAttribute(REFERENCE, reference());
    }
  };

  const consent = (given) => {
    allowed = !!given;
    if (allowed) keep(); else for (const name of ["gw_cookie", "gw_ref", "gw"]) write(name, "", 0);
    carry();
  };

  apply();
  if (window.jQuery) jQuery(document.body).on("added_to_cart", apply);
  window.goodword = { token, attributes, consent, carry };
  if (allowed) keep();
  // Links and checkouts that came later, and carts that were filled without a new page.
  for (const kind of ["click", "auxclick"]) document.addEventListener(kind, (event) => {
    const link = event.target.closest && event.target.closest("a[href]");
    if (link) stripe(link);
    if (told) woocommerce(attributes());
  }, true);
  if (window.Shopify) attempt(() => new PerformanceObserver((list) => {
    if (list.getEntries().some(({ name }) => /\/cart\/add(\.js)?(\?|$)/.test(name))) carry();
  }).observe({ type: "resource" }));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", carry);
  else carry();
  // A checkout of blocks has its store only when every script has run.
  if (document.readyState !== "complete") window.addEventListener("load", carry);
  document.dispatchEvent(new Event("goodword"));
})();
