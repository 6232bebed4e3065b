"""What today is asked of: by the desk each time it is opened, by the clock once an hour."""

from referrals.model.words.wording import ENGLISH, wording_of
from referrals.steps.connection.report_day import ReportingDesk
from referrals.views.connection.today import TodayBooks
from referrals.views.delivery.desk_queue import QueueSources
from referrals.wiring import (
    connection_stores,
    nudge_stores,
    settings,
    stores,
    story_stores,
)


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


def reports() -> ReportingDesk:
    words = wording_of({}, ENGLISH)
    public_url = settings.setting("PUBLIC_URL")
    return ReportingDesk(stores.programs(), stores.outbox(), books(), words, public_url)
