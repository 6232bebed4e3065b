"""What cards are drawn with."""

from functools import cache

from referrals.providers.card_renderer import draw_png
from referrals.steps.card.draw_card import CardDesk
from referrals.store.card.card_file import CardFiles
from referrals.wiring import clients, settings, stores


@cache
def cards() -> CardDesk:
    return CardDesk(stores.links(), stores.programs(), stores.people(), files(), draw_png)


def files() -> CardFiles:
    return CardFiles(clients.pictures(), settings.setting("PICTURES_BUCKET"))
