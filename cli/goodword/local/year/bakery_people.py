"""The bakery's sharers: joined, or brought along from the program before, with their links."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from goodword.local.year.neighbour import Neighbour
from goodword.local.year.plan import Purchase
from referrals.desks import migration as migration_desk
from referrals.model.insight.insight import day_of
from referrals.model.link.click import Click
from referrals.model.link.link import Link
from referrals.model.link.share import ShareChannel
from referrals.model.link.token import sign_token
from referrals.model.link.visit import Visit, click_of
from referrals.model.migration.former_code import former_code
from referrals.model.migration.rival_row import AdvocateRow, FormerCode
from referrals.model.people.consent_word import ConsentPlace
from referrals.model.people.person import Consents, Person
from referrals.model.program.program import Program
from referrals.steps.insight.count_participants import count_viewer
from referrals.steps.link.count_share import count_share
from referrals.steps.migration.bring_advocate import Migration
from referrals.steps.migration.bring_people import ImportClock, bring_people
from referrals.steps.people.change_consents import ConsentDesk, ConsentWish, change_consents
from referrals.steps.people.enroll_advocate import Enrollment, EnrolmentDesk, enroll_advocate
from referrals.wiring import clock, keys, session_stores, stores

AGENTS = {
    "people": (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/139.0 Mobile Safari",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/139.0 Safari/537.36",
    ),
    "previews": ("WhatsApp/2.25.8 A", "facebookexternalhit/1.1", "TelegramBot (like TwitterBot)"),
    "bots": ("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",),
}
CHANNELS = (
    ShareChannel.COPY,
    ShareChannel.WHATSAPP,
    ShareChannel.WHATSAPP,
    ShareChannel.NATIVE,
    ShareChannel.MAIL,
    ShareChannel.QR,
)
ORIGIN = "referralcandy"
OPENING = (0, 0, 0, 500, 1000)
AGREED = 0.95
"""How many may be asked by letter how it was."""
GOES_ON = 0.6
"""Of friends who only look: how many go on from their page to the shop."""


class BakeryPeople:
    def __init__(self, rules: Program, rng: Random) -> None:
        self.rules, self.rng = rules, rng
        self.links: dict[int, Link] = {}
        self.persons: dict[int, Person] = {}
        self.glad = set[str]()
        self.clicks: list[Click] = []
        self.tokens: dict[int, str] = {}

    def bring(self, these: Sequence[Neighbour]) -> None:
        """From the program before, with their codes and what they had."""
        rows = [
            AdvocateRow(
                place,
                who.mailbox,
                name=who.name,
                locale=who.language,
                codes=(_former(f"{who.first_name}{who.number}"),),
                money_minor=self.rng.choice(OPENING),
                currency="EUR",
            )
            for place, who in enumerate(these, 2)
        ]
        at = ImportClock(clock.now(), lambda: self.rng.randbytes(10))
        migration = Migration(ORIGIN, self.rules, "de")
        bring_people(rows, migration, migration_desk.bringing(), at, dry=False)
        for who in these:
            self.enroll(who)
            self._agree(self.persons[who.number])

    def enroll(self, who: Neighbour) -> None:
        """Joined by themselves; whoever is known already stays who they are."""
        wish = Enrollment(
            name=who.name,
            email=who.mailbox,
            locale=who.language,
            time_zone="Europe/Berlin",
            consents=self._consents(),
        )
        desk = EnrolmentDesk(stores.people(), stores.links(), keys.identity_key())
        random = self.rng.randbytes(10)
        found = enroll_advocate(wish, self.rules, desk, now=clock.now(), random=random)
        self.links[who.number], self.persons[who.number] = found.link, found.person
        if who.glad:
            self.glad.add(found.person.person_id)
        self._visit_page(found.link)
        for _ in range(self.rng.choice((0, 1, 1, 2, 3))):
            self._share(found.link)

    def is_glad(self, person_id: str) -> bool:
        return person_id in self.glad

    def look(self, sharer: int, kind: str) -> None:
        if self.rng.random() < 0.4 and sharer in self.links:
            self._visit_page(self.links[sharer])
            if self.rng.random() < 0.5:
                self._share(self.links[sharer])
        self._click(sharer, kind, clock.now())

    def token_of(self, made: Purchase) -> str:
        """What the link left in the friend's browser, where somebody sent them."""
        sharer, clicked_at, phone_of = made.came
        if sharer is None or clicked_at is None:
            return ""
        if phone_of is not None:
            return self.tokens.get(phone_of, "")
        click = self._click(sharer, "people", clicked_at, buys=True)
        if click is None:
            return ""
        token, _ = click
        self.tokens[made.number] = token
        return token

    def take_clicks(self) -> list[Click]:
        taken, self.clicks = self.clicks, []
        return taken

    def _consents(self) -> Consents:
        agrees = self.rng.random() < 0.85
        return Consents(
            mail=agrees,
            show_first_name=self.rng.random() < 0.9,
            nudges=agrees,
            surveys=self.rng.random() < AGREED,
            circle=self.rng.random() < 0.4,
            story_beside=self.rng.random() < 0.6,
        )

    def _agree(self, person: Person) -> None:
        """By their own page, some day: nobody agreed to anything by being brought along."""
        wish = ConsentWish(
            consents=self._consents().model_dump(), place=ConsentPlace.SETTINGS, sentences={}
        )
        desk = ConsentDesk(stores.people(), session_stores.consent_records())
        change_consents(person.person_id, wish, desk, now=clock.now())

    def _click(
        self, sharer: int, kind: str, at: datetime, *, buys: bool = False
    ) -> tuple[str, Click] | None:
        link = self.links.get(sharer)
        if link is None:
            return None
        at = max(at, link.created_at + timedelta(minutes=1)).replace(microsecond=0)
        random, place = self.rng.randbytes(8), self.rng.randbytes(4)
        agent = {"user-agent": self.rng.choice(AGENTS[kind])}
        visit = Visit(link.code, "GET", "", agent, ".".join(map(str, place)))
        ip_key, click_key = keys.signing_keys("ip")[0], keys.signing_keys("click")[0]
        click = click_of(visit, link, ip_key=ip_key, clicked_at=at, random=random)
        # By the click's own chance: whatever else the year draws stays as it is.
        if click.to_page and kind == "people" and (buys or random[0] < GOES_ON * 256):
            click = click._replace(went_on_at=at + timedelta(seconds=5 + random[1] % 90))
        self.clicks.append(click)
        return sign_token(click_key, link.code, at, random), click

    def _visit_page(self, link: Link) -> None:
        now = clock.now()
        on = day_of(now, self.rules.time_zone)
        count_viewer(self.rules.program, link.code, on, stores.insights(), now=now)

    def _share(self, link: Link) -> None:
        count_share(
            link,
            self.rng.choice(CHANNELS),
            stores.insights(),
            press=self.rng.randbytes(6).hex(),
            time_zone=self.rules.time_zone,
            now=clock.now(),
        )


def _former(text: str) -> FormerCode:
    return FormerCode(text, former_code(text))
