"""GET /console/connections/shops/<source>: how a shop is connected, and the form for its secret.

What is typed is never shown again; what is made here stands on the answer to its form alone.
"""

import re

from referrals.desks import source as source_desk
from referrals.edge.http import Answer
from referrals.pages.console.frame import show as show_page
from referrals.pages.console.passkeys import require_fresh
from referrals.pages.console.visit import DeskVisit
from referrals.steps.program.set_source_secret import (
    LONGEST_HOST,
    begin_rotation,
    finish_rotation,
    name_shop,
    require_shop,
    set_source_secret,
)
from referrals.wiring import clients, connection_stores

LONGEST = 2000
_LINK = re.compile(r"\[([^]]*)\]\(([^)]*)\)")


def show(visit: DeskVisit) -> Answer:
    platform, name, address = _place(visit)
    kept = connection_stores.vault()
    steps = [_plain(each) for each in platform.steps_for(address) if "--shop" not in each]
    return show_page(
        visit,
        "shop_source",
        f"Connect {platform.name}",
        platform=platform,
        address=address,
        what=_plain(platform.what),
        steps=steps,
        rotation=_plain(platform.rotate),
        live=len(kept.live(name)),
        shop=kept.shop(name),
        names_shop=_names_shop(platform),
        is_fresh=visit.session.is_fresh(visit.now),
        longest=LONGEST,
    )


def add(visit: DeskVisit) -> str | Answer:
    """As `goodword source add`."""
    require_fresh(visit)
    platform, name, _ = _place(visit)
    kept, shop = connection_stores.vault(), _shop(visit, platform)
    secret, is_made = _secret_of(visit)
    news = set_source_secret(name, secret, kept)
    if shop:
        name_shop(name, shop, kept)
    return _answer(visit, secret if is_made and news else "")


def rotate(visit: DeskVisit) -> str | Answer:
    """As `goodword source rotate`, with `--restart` where its box is ticked."""
    require_fresh(visit)
    _, name, _ = _place(visit)
    kept = connection_stores.vault()
    secret, is_made = _secret_of(visit)
    begin_rotation(name, secret, kept, restart=visit.form.has("restart"))
    return _answer(visit, secret if is_made else "")


def finish(visit: DeskVisit) -> None:
    """As `goodword source rotate --finish`."""
    require_fresh(visit)
    _, name, _ = _place(visit)
    finish_rotation(name, connection_stores.vault())
    _forget(name)


def _place(visit: DeskVisit) -> tuple[source_desk.Platform, str, str]:
    """The platform, where its secret is kept, and its address."""
    platform, program_id = source_desk.platform_of(visit.parts["source"]), visit.program.program_id
    name = source_desk.secret_name(program_id, platform.source)
    return platform, name, source_desk.webhook_url(program_id, platform.source)


def _secret_of(visit: DeskVisit) -> tuple[str, bool]:
    """The secret, and whether it was made here."""
    platform, _, address = _place(visit)
    given = visit.form.text("secret", LONGEST)
    if platform.makes_secret and not given:
        return platform.made_up(), True
    return platform.check_secret(given, address), False


def _shop(visit: DeskVisit, platform: source_desk.Platform) -> str:
    shop = visit.form.text("shop", LONGEST_HOST + 1) if _names_shop(platform) else ""
    if shop:
        require_shop(shop)
    return shop


def _names_shop(platform: source_desk.Platform) -> bool:
    return any("--shop" in each for each in platform.steps)


def _answer(visit: DeskVisit, made: str) -> str | Answer:
    platform, name, address = _place(visit)
    _forget(name)
    if not made:
        return ""
    return show_page(
        visit, "secret_made", "Its secret", platform=platform, address=address, text=made
    )


def _forget(name: str) -> None:
    """What this process remembers of it, so that the next page says what holds."""
    clients.secrets().kept.pop(name, None)


def _plain(text: str) -> str:
    """Without the marks of a document."""
    return re.sub(r"[*`]+", "", _LINK.sub(r"\1 (\2)", text))
