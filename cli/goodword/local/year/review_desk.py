"""Somebody of the bakery looks at what the checks held back; the newest cases still wait."""

from datetime import datetime, timedelta
from random import Random

from goodword.local.year.voices import APPROVED, DENIED
from referrals.desks import review as review_desk
from referrals.model.order.claim import ReviewAct
from referrals.steps.risk.review_order import ReviewWish, appeal_denial, review_order
from referrals.wiring import clock, stores

READER = "Mira"
LATELY = timedelta(days=4)
SAID = "That was me: I only wanted no letters."


class ReviewHand:
    def __init__(self, rng: Random, until: datetime) -> None:
        self.rng, self.until = rng, until
        self.appealing: list[str] = []

    def answer_due(self) -> None:
        """A little over half of them are let through; who was denied may ask again."""
        now, desk = clock.now(), review_desk.reviews()
        while self.appealing:
            appeal_denial(self.appealing.pop(), SAID, desk, now=now)
        if now > self.until - LATELY:
            return
        for filed in list(stores.reviews().all_open()):
            case = filed.case
            if now - case.opened_at < timedelta(hours=self.rng.uniform(2, 40)):
                continue
            denies = self.rng.random() < 0.45 and not case.appeals
            act, note = (ReviewAct.DENY, DENIED) if denies else (ReviewAct.APPROVE, APPROVED)
            wish = ReviewWish(case_id=case.case_id, act=act, note=note, made_by=READER)
            review_order(wish, desk, now=now)
            if denies and self.rng.random() < 0.4:
                self.appealing.append(case.case_id)
