"""Amounts that the pages promise are those of the code: a figure told twice is told alike."""

from datetime import timedelta

import pytest

from goodword.commands import simulate
from goodword.local.shop import courier
from referrals.desks import job
from referrals.model.expiry import lot
from referrals.model.nudge import effect, letter_history
from referrals.model.order import claim, fold
from referrals.model.reconciliation import reconciliation
from referrals.model.redemption import ending, redemption
from referrals.model.risk import evidence
from referrals.model.session import portal_pass, sign_in
from referrals.model.story import photo, story, text
from referrals.model.survey import survey
from referrals.pages.stories import public_page
from referrals.providers import veto
from referrals.providers.channels import post
from referrals.providers.shops import credit, fetch, hints, timed_signature
from referrals.steps.attribution import find_first_order
from referrals.steps.code import make_gift
from referrals.steps.history import gather_past
from referrals.steps.program import set_source_secret
from referrals.steps.reward import release_holds, settle_rewards
from referrals.store import secret
from referrals.store.code import gift_code
from referrals.store.link import memory
from referrals.store.redemption import lien
from referrals.views.change import change_page
from tests.house.promise import WORDINGS, text_of

ALGORITHMS = "docs/algorithms"
DAYS, MINUTES = timedelta(days=1), timedelta(minutes=1)
TOLD = [
    ("SECURITY.md", "within five minutes where", timed_signature.TOLERANCE_SECONDS, 300),
    (f"{ALGORITHMS}/attribution.md", "At most eight of each kind", hints._KEPT, 8),
    (f"{ALGORITHMS}/attribution.md", "At most eight of each kind", fold._MOST_SIGNALS, 8),
    (f"{ALGORITHMS}/attribution.md", "at most ten an order", claim.MOST_CORRECTIONS, 10),
    (f"{ALGORITHMS}/expiry.md", "A balance has 24 different ends", lot.MOST_LOTS, 24),
    (f"{ALGORITHMS}/expiry.md", "one a week at most", ending.TOGETHER, 7 * DAYS),
    (f"{ALGORITHMS}/history.md", "keeps 20,000 orders at most", gather_past.MOST_ORDERS, 20_000),
    (f"{ALGORITHMS}/history.md", "two years back at most", simulate.FURTHEST_DAYS, 730),
    (f"{ALGORITHMS}/nudges.md", "ten at most of one advocate", effect.MOST_FRIENDS, 10),
    (f"{ALGORITHMS}/nudges.md", "Not now is 90 days", letter_history.NOT_NOW, 90 * DAYS),
    (f"{ALGORITHMS}/nudges.md", "never within 90 days", survey.PAUSE, 90 * DAYS),
    (f"{ALGORITHMS}/nudges.md", "twice a year at most", survey.MOST_A_YEAR, 2),
    (f"{ALGORITHMS}/redemptions.md", "after 30 minutes", redemption.DEFAULT_MINUTES, 30),
    (f"{ALGORITHMS}/redemptions.md", "a week at most", redemption.MOST_MINUTES * MINUTES, 7 * DAYS),
    (f"{ALGORITHMS}/redemptions.md", "Ten liens lie", lien.MOST_LIENS, 10),
    (f"{ALGORITHMS}/rewards.md", "200 grants a page", release_holds.A_PAGE, 200),
    (f"{ALGORITHMS}/rewards.md", "its time (four minutes) ends", job.WINDOW_SECONDS, 240),
    (f"{ALGORITHMS}/rewards.md", "eight times at most", settle_rewards.TRIES, 8),
    (f"{ALGORITHMS}/risk.md", "50 sightings at most", evidence.MOST_SIGHTINGS, 50),
    (f"{ALGORITHMS}/risk.md", "280 characters at most", claim.LONGEST_SAID, 280),
    (f"{ALGORITHMS}/risk.md", "At most twenty of a kind", claim.MOST_REVIEWS, 20),
    (f"{ALGORITHMS}/risk.md", "At most twenty of a kind", claim.MOST_HOLDS, 20),
    (f"{ALGORITHMS}/risk.md", "Answer within five seconds", veto.SECONDS, 5),
    (f"{ALGORITHMS}/risk.md", "in at most 4096 bytes", veto.LARGEST, 4096),
    ("docs/data-model.md", "of what is reserved, ten at most", lien.MOST_LIENS, 10),
    ("docs/data-model.md", "a hundred at most", find_first_order.MOST_LOOKED_AT, 100),
    ("docs/data-model.md", "a person has there, 20 at most", story.MOST_STORIES, 20),
    ("docs/data-model.md", "2,000 items a page at most", change_page.MOST_READ, 2000),
    ("docs/joining.md", "once, within five minutes", portal_pass.LASTS, 5 * MINUTES),
    ("docs/joining.md", "works for 15 minutes, once", sign_in.LASTS, 15 * MINUTES),
    ("docs/joining.md", "five tries at most", sign_in.MOST_TRIES, 5),
    ("docs/local.md", "at most every fifteen seconds", courier.LONGEST_PAUSE, 15),
    ("docs/people.md", "one friendly letter in 30 days", letter_history.PAUSE, 30 * DAYS),
    ("docs/people.md", "three a year without an answer", letter_history.MOST_UNANSWERED, 3),
    ("docs/reconciliation.md", "ids are given, ten at most", reconciliation.EXAMPLES, 10),
    ("docs/rewards.md", "no answer within four seconds", make_gift.SECONDS, 4),
    ("docs/rewards.md", "no more than 500 codes a day", gift_code.MOST_A_DAY, 500),
    ("docs/rewards.md", "not found for fifteen minutes", credit.SETTLED_AFTER, 15 * MINUTES),
    ("docs/sources.md", "believed within ten seconds", secret.REFRESH_SECONDS, 10),
    ("docs/sources.md", "Never more than two are live", set_source_secret.MOST_LIVE, 2),
    ("docs/sources.md", "within three seconds in all", fetch.SECONDS, 3),
    ("docs/sources.md", "each twice at most", fetch.ATTEMPTS, 2),
    ("docs/stories.md", "kept for 60 seconds at most", public_page.MOST_SECONDS, 60),
    ("docs/stories.md", "remembers a link's words for 30", memory.KEEP_SECONDS, 30),
    ("docs/webhooks.md", "2xx within four seconds", post.SECONDS, 4),
    ("docs/webhooks.md", "within five minutes each message", secret.KEEP_SECONDS, 300),
    (f"{WORDINGS}/enter.toml", "once, for five minutes", portal_pass.LASTS, 5 * MINUTES),
    (f"{WORDINGS}/join.toml", "It works for 15 minutes", sign_in.LASTS, 15 * MINUTES),
    (
        f"{WORDINGS}/join.toml",
        "three times a year unless I take it up",
        letter_history.MOST_UNANSWERED,
        3,
    ),
    (f"{WORDINGS}/join.toml", "ask me twice a year", survey.MOST_A_YEAR, 2),
    (f"{WORDINGS}/nudge.toml", "at most one in 30 days", letter_history.PAUSE, 30 * DAYS),
    (f"{WORDINGS}/nudge.toml", "words for 90 days", letter_history.NOT_NOW, 90 * DAYS),
    (f"{WORDINGS}/sign_in.toml", "works for 15 minutes", sign_in.LASTS, 15 * MINUTES),
    (f"{WORDINGS}/story.toml", "in 80 letters at most", text.MOST_PRODUCT_LETTERS, 80),
    (f"{WORDINGS}/story.toml", "{megabytes} MB at most", photo.MOST_BYTES % 1_000_000, 0),
]
"""The page, its words, what the code holds, and what the words say."""


@pytest.mark.parametrize(
    ("page", "words", "held", "said"), TOLD, ids=lambda part: str(part) if part else ""
)
def test_an_amount_in_the_pages_is_that_of_the_code(
    page: str, words: str, held: float | timedelta, said: float | timedelta
) -> None:
    assert words in text_of(page)
    assert held == said
