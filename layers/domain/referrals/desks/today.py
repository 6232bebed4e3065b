"""What today is asked of: by the desk each time it is opened, by the clock once an hour."""

from datetime import datetime
from urllib.parse import urlencode

from referrals.model.connection.report import DayNews
from referrals.model.program.program import Program
from referrals.views.connection.today import TodayBooks, today
from referrals.views.delivery.desk_queue import QueueSources
from referrals.wiring import connection_stores, nudge_stores, settings, stores, story_stores


def books() -> TodayBooks:
    queue = QueueSources(
        stores.reviews(),
        stores.outbox(),
        nudge_stores.surveys(),
        story_stores.stories(),
        nudge_stores.suggestions(),
    )
    return TodayBooks(
        stores.insights(),
        stores.tallies(),
        connection_stores.morning_looks(),
        queue,
    )


def news(rules: Program, now: datetime) -> DayNews:
    """As a channel is told it: in English, like the desk."""
    from referrals.model.words.wording import ENGLISH, wording_of
    from referrals.views.connection.day_report import day_news

    origin = settings.setting("PUBLIC_URL").rstrip("/")
    link = f"{origin}/console?{urlencode({'program': rules.program})}"
    return day_news(today(rules, books(), now=now), wording_of({}, ENGLISH), link)
