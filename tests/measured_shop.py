"""A shop of some thousand orders as its tables hold them: items, and what those were counted as."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from awswire.codec import Item
from referrals.model.attribution.referral import (
    AttributionStatus,
    Candidate,
    Referral,
    RewardDecision,
    RewardStatus,
)
from referrals.model.link.click import Click
from referrals.model.people.person import Person, Role
from referrals.model.program.signal import Signal
from referrals.model.reward.grant import Grant, GrantStatus, Side, Worth
from referrals.model.risk.case import CaseState, ReviewCase
from referrals.model.survey.survey import Survey, SurveyAnswer
from tests.world import a_conversion, a_link, a_referral, an_order, figures_of

START, DAYS = datetime(2025, 3, 1, 9, tzinfo=UTC), 620
CUSTOMERS = 1200
CLICKED = datetime(2026, 9, 1, 3, tzinfo=UTC)
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


class MeasuredShop:
    """Made once; every other customer is an advocate, a fifth were brought by one before them."""

    def __init__(self) -> None:
        self.random = Random(5)  # noqa: S311
        self.usual = figures_of(a_conversion(an_order()))
        self.referrals: list[Referral] = []
        self.grants: list[Grant] = []
        self.surveys: list[Survey] = []
        for name in range(CUSTOMERS):
            self._live(name)

    def people(self) -> Iterator[Person]:
        for name in range(1, CUSTOMERS, 2):
            yield Person(
                person_id=f"adv_{name}",
                role=Role.ADVOCATE,
                name="",
                email="",
                email_hash=f"hash-{name}",
                enrolled_at=START,
            )

    def links(self) -> Iterator[Any]:
        for name in range(1, CUSTOMERS, 2):
            yield a_link(f"code-{name}", advocate_id=f"adv_{name}", destination="https://s.example")

    def clicks(self) -> Iterator[Click]:
        """By people and by a program, to the friend's page or past it, from September on."""
        for number in range(240):
            at = CLICKED + timedelta(hours=8 * number)
            agent = "bingbot/2.0" if number % 7 == 0 else BROWSER
            click = Click(f"clk_{number}", "code-1", "friends", at, "", agent, "GET", "", "")
            went_on_at = at + timedelta(seconds=9) if number % 5 < 3 else None
            yield click._replace(to_page=number % 4 > 0, went_on_at=went_on_at)

    def days(self) -> Iterator[Item]:
        """What clicks and shares left behind; each link's and the program's."""
        whole: dict[str, dict[str, int]] = {}
        for name in range(1, CUSTOMERS, 6):
            on = (START + timedelta(days=self.random.randrange(DAYS))).date().isoformat()
            counters = {"people@2": self.random.randrange(4), "shares@copy": name % 2}
            yield {"series": f"link#friends#code-{name}", "bucket": on, **counters}
        for number in range(DAYS):
            on = (START + timedelta(days=number)).date().isoformat()
            whole[on] = {"people@1": number % 3, "people@2": 9, "viewers": 5, "sharers": 2}
        for on, counters in whole.items():
            yield {"series": "program#friends", "bucket": on, **counters}

    def _live(self, name: int) -> None:
        rng, at = self.random, START + timedelta(days=DAYS * name / CUSTOMERS)
        by = rng.randrange(max(name - 150, 0), name) | 1 if name > 2 and rng.random() < 0.35 else 0
        by = by if by < name else 0
        for number in range(1 + min(int(rng.expovariate(0.6)), 8)):
            self._order(f"{name}-{number}", name, by, at)
            at += timedelta(days=rng.randrange(1, 80), seconds=rng.randrange(9000))
        if name % 2:
            self._ask(name, START + timedelta(days=DAYS * name / CUSTOMERS + 9))
        if name % 6 == 1:
            self._ask(name, at, 2)

    def _order(self, order_id: str, name: int, by: int, at: datetime) -> None:
        rng = self.random
        gross = round(rng.expovariate(1 / 5000)) + 100
        lost = rng.choice((0, 0, 0, 0, 0, gross // 3, gross))
        changes = {
            "occurred_at": at,
            "customer_hash": f"hash-{name}",
            "gross_minor": gross,
            "base_minor": gross * 5 // 6,
            "lost_minor": lost,
            "currency": "EUR" if rng.random() > 0.03 else "GBP",
            "test": rng.random() < 0.02,
            "paid": rng.random() > 0.02,
        }
        status = AttributionStatus.ATTRIBUTED if by else AttributionStatus.UNATTRIBUTED
        made = a_referral(
            self.usual.model_copy(update=changes),
            order_id,
            status=status,
            advocate_id=f"adv_{by}" if by else "",
            code=f"code-{by}" if by else "",
        )
        if by and rng.random() < 0.8:
            click = at - timedelta(days=rng.randrange(1, 25), seconds=1)
            chosen = Candidate(signal=Signal.CLICK, found_in="gw", touched_at=click, chosen=True)
            decision = made.attribution.model_copy(update={"candidates": (chosen,)})
            made = made.model_copy(update={"decisions": (decision,)})
        self.referrals.append(self._reviewed(made, at))
        if by:
            self.grants.append(self._grant(made, at, lost, gross))

    def _reviewed(self, made: Referral, at: datetime) -> Referral:
        rng = self.random
        if rng.random() > 0.5:
            return made
        answered = (
            at + timedelta(hours=rng.randrange(900), minutes=7) if rng.random() < 0.8 else None
        )
        denied = answered if rng.random() < 0.7 else None
        case = ReviewCase(
            case_id=made.key,
            state=CaseState.CLOSED,
            opened_at=at,
            answer_by=at,
            answered_at=answered,
            rules=("velocity", "address")[: rng.randrange(3)],
            denied_at=denied,
            reversed_at=denied if rng.random() < 0.3 else None,
        )
        reward = RewardDecision(
            status=RewardStatus.WITHHELD,
            reason="held",
            checks=(),
            review=case,
            decided_at=at,
            revision=1,
        )
        return made.model_copy(update={"reward": reward})

    def _grant(self, made: Referral, at: datetime, lost: int, gross: int) -> Grant:
        sides = []
        for name, kind in (("advocate", "store_credit"), ("friend", "points")):
            worth = Worth(amount=500, asset="EUR", worth_minor=333, words="")
            back = 500 * lost // gross
            sides.append(
                Side(
                    name=name,
                    person_id=f"{name[:3]}_1",
                    terms={"kind": kind},
                    worth=worth,
                    reversed=back,
                    uncollected=back // 4,
                    stood=self.random.random() > 0.1,
                )
            )
        return Grant(
            key=made.key,
            program_id="friends",
            program_version=1,
            offer="",
            advocate_id=made.attribution.advocate_id,
            friend_id="fri_1",
            customer_hash=made.figures.customer_hash,
            sides=tuple(sides),
            currency="EUR",
            status=GrantStatus.AVAILABLE,
            shard=1,
            budget_minor=666 - lost // 50,
            period="",
            granted_at=at,
            hold_until=at,
        )

    def _ask(self, name: int, at: datetime, number: int = 1) -> None:
        rng = self.random
        score = rng.choice((10, 9, 9, 8, 7, 3))
        rated = rng.choice((5, 5, 4, 3, None))
        answer = SurveyAnswer(score=score, said="", answered_at=at, satisfaction=rated)
        answered = rng.random() < 0.6
        # Asked in two months alone, so that each has enough.
        asked = datetime(2026, 9 + name % 2 + (name // 4) % 2, 3, tzinfo=UTC)
        self.surveys.append(
            Survey(
                person_id=f"adv_{name}",
                program_id="friends",
                number=number,
                asked_at=asked,
                mailed=rng.random() < 0.8,
                answer=answer if answered else None,
            )
        )
