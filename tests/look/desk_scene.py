"""The desk as it is looked at: `python -m tests.look.desk_scene [name ...]` writes its pictures."""

import sys
from collections.abc import Iterable
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from shutil import which
from typing import Literal, NamedTuple

from playwright.sync_api import Page, sync_playwright

from referrals.model.insight.insight import Bucket, Move
from referrals.model.insight.source_state import SourceLook, SourceState
from referrals.model.session.person_session import secret_hash
from referrals.model.staff.desk_entry import DeskEntry
from referrals.model.staff.right import StaffRole
from referrals.store.order.body import RawBody
from referrals.wiring import clock, session_stores, stores, todo_stores
from tests.desk import DESK_TEXT, a_member, come_in, post, seat
from tests.look.bakery import MIRA
from tests.look.desk_people import ORDER, lay_people
from tests.look.desk_trials import lay_trials
from tests.look.run import world
from tests.look.studio import ORIGIN, Light, opened_page
from tests.measured_year import lay_year
from tests.passkeys import a_passkey
from tests.reviewer import appeal
from tests.template import ROOT

FOLDER = ROOT / ".cache/look"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (390, 1280)


class DeskScene(NamedTuple):
    name: str
    address: str


LINKS = "ada-bakes", "cleos"
SCENES = (
    DeskScene("desk-today", "/console"),
    DeskScene("desk-empty", "/console?program=lemons"),
    DeskScene("desk-days", "/console/days"),
    DeskScene("desk-rows", "/console/rows?what=rewards"),
    DeskScene("desk-rows-orders", "/console/rows?what=first"),
    DeskScene("desk-measures", "/console/measures"),
    DeskScene("desk-measures-empty", "/console/measures?program=lemons"),
    DeskScene("desk-reviews", "/console/reviews"),
    DeskScene("desk-deliveries", "/console/deliveries"),
    DeskScene("desk-denied", "/console/reviews?state=denied"),
    DeskScene("desk-stories", "/console/stories"),
    DeskScene("desk-program", "/console/program"),
    DeskScene("desk-plan", "/console/program?on=1&hold=30&advocate_amount_0=12.50&budget=900"),
    DeskScene(
        "desk-plan-wrong",
        "/console/program?on=1&hold=soon&friend_percent_0=300&tier_at_0=5&good_at_0=x",
    ),
    DeskScene("desk-brand", "/console/brand?on=1&colour=%23ffd200&font=sans"),
    DeskScene("desk-wordings", "/console/words?subject=letters"),
    DeskScene("desk-sentence", "/console/words/thanks.subject?on=1&own=Thank+you"),
    DeskScene("desk-versions", "/console/program/versions"),
    DeskScene("desk-version", "/console/program/versions/1"),
    DeskScene("desk-people", "/console/people"),
    DeskScene("desk-person", "/console/people/adv_ada"),
    DeskScene("desk-statement", "/console/people/adv_ada?part=statement"),
    DeskScene("desk-words", "/console/people/adv_ada?part=words"),
    DeskScene("desk-consents", "/console/people/adv_ada?part=consents"),
    DeskScene("desk-friend", f"/console/people/{MIRA}"),
    DeskScene("desk-orders", "/console/orders"),
    DeskScene("desk-orders-unknown", "/console/orders?q=4711"),
    DeskScene("desk-order", ORDER),
    DeskScene("desk-rows", "/console/rows?what=clicks"),
    DeskScene("desk-thanks", "/console/thanks"),
    DeskScene("desk-listening", "/console/listening"),
    DeskScene("desk-answers", "/console/listening/answers"),
    DeskScene("desk-suggestions", "/console/listening/suggestions"),
    DeskScene("desk-goals", "/console/goals"),
    DeskScene("desk-goals-empty", "/console/goals?program=lemons"),
    DeskScene("desk-experiments", "/console/experiments?program=pastries"),
    DeskScene("desk-experiment", "/console/experiments/bigger-gift?program=pastries"),
    DeskScene("desk-experiment-runs", "/console/experiments/warmer-title?program=pastries"),
    DeskScene("desk-experiment-page", "/console/experiments/page-or-none?program=tarts"),
    DeskScene("desk-experiment-nudges", "/console/experiments/softer-words?program=tarts"),
    DeskScene("desk-connections", "/console/connections"),
    DeskScene("desk-key-new", "/console/keys/new"),
    DeskScene("desk-shop", "/console/connections/shops/shopify"),
    DeskScene("desk-channel", "/console/connections/slack/secret"),
    DeskScene("desk-held", "/console/held?source=signed"),
    DeskScene("desk-staff", "/console/staff"),
    DeskScene("desk-sessions", "/console/sessions"),
    DeskScene("desk-passkey-new", "/console/passkeys/new"),
    DeskScene("desk-passkey-door", "/console/passkey"),
    DeskScene("desk-log", "/console/log"),
    DeskScene("desk-nowhere", "/console/no/such/page"),
    DeskScene("desk-sign-in", "/console/sign-in"),
    DeskScene("desk-link-over", "/console/link?token=made-up"),
)


def lay_desk() -> None:
    """Beside the bakery: Jana at the desk, a busy month, a quiet shop, an order to look at."""
    come_in(StaffRole.OWNER, sees_addresses=True)
    seat(a_member(StaffRole.SUPPORT, staff_id="stf_tom", email="tom@lindner.example", name="Tom"))
    now = clock.now()
    lay_month(now)
    lay_year("friends", (now - timedelta(days=now.day)).date(), days=150)
    quiet = SourceState(source="shopify", held=3, quiet_since=now - timedelta(days=2))
    todo_stores.source_looks().note("friends", SourceLook(looked_at=now, states=(quiet,)))
    body = b'{"type": "order.paid", "data": {"order_id": "4711", "currency": "CHF"}}'
    held = RawBody(body, {}, now)
    why = "wrong_currency: not the program's"
    stores.bodies().hold("friends", "signed", held, why, order_id="4711")
    appeal()
    lay_people()
    lay_trials()
    lay_passkeys(("stf_jana", "stf_tom"))
    post("/console/staff/stf_tom/role", role="marketer", why="writes our words from now on")
    post("/console/staff/stf_jana/role", role="reader", why="a try")


def lay_month(now: datetime) -> None:
    """What the days of this month count, by one link or another."""
    for back in range(now.day):
        bucket = Bucket("friends", (now - timedelta(days=back)).date())
        used = {
            "people@1": 9 + back % 4,
            "page_people@1": 9 + back % 4,
            "went_on@1": 6 + back % 3,
            "shares@copy": 4,
            "sharers": int(back < len(LINKS)),
        }
        link = replace(bucket, code=LINKS[back % len(LINKS)])
        counters = {
            **used,
            "conversions": 6,
            "orders_minor@EUR": 40_000,
            "referred": 1 + back % 2,
            "referred_minor@EUR": 7400,
            "referred_base_minor@EUR": 6100,
            "first_referred": 1,
            "rewarded": 1,
            "rewards@store_credit": 2,
            "granted_minor@EUR": 1030,
        }
        stores.insights().fold([Move(f"look{back}", {bucket: counters, link: used})], now)


def lay_passkeys(staff_ids: Iterable[str]) -> None:
    """One for each; the last of them waits at the door."""
    staff, now = session_stores.staff(), clock.now()
    for staff_id in staff_ids:
        passkey = a_passkey(name="My phone", added_at=now, last_used_at=now)
        before = staff.passkeys(staff_id)
        staff.replace_passkeys(staff_id, before, before.with_passkey(passkey))
        entry = DeskEntry(
            staff_id=staff_id,
            browser="Safari, iPhone",
            proven_at=now,
            expires_at=now + timedelta(days=1),
        )
        session_stores.desk_entries().add(secret_hash(DESK_TEXT), entry)


def open_scene(page: Page, scene: DeskScene) -> None:
    page.goto(ORIGIN + scene.address)


def main(wanted: list[str]) -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    chosen = [scene for scene in SCENES if not wanted or scene.name in wanted]
    with world(), sync_playwright() as playwright:
        with redirect_stdout(StringIO()):
            lay_desk()
        program = which("chromium") or which("google-chrome")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for scene in chosen:
            for scheme in SCHEMES:
                for width in WIDTHS:
                    light = Light("en", scheme, width)
                    with opened_page(browser, light) as page, redirect_stdout(StringIO()):
                        open_scene(page, scene)
                        page.evaluate("document.fonts.ready")
                        page.screenshot(path=path_of(scene, light), full_page=True)
        browser.close()
    return 0


def path_of(scene: DeskScene, light: Light) -> Path:
    return FOLDER / f"{scene.name}-{light.width}-{light.scheme}.png"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
