"""Reports: one item a day or a trouble, and lists no longer than a channel reads."""

from referrals.model.connection.report import (
    MOST_LINES,
    ChannelReport,
    ReportTopic,
    connection_test,
    day_report,
    list_of,
    urgent_report,
)
from referrals.model.delivery.outbox import Channel
from tests.world import NOW, rules

REPORT = ChannelReport(heading="Bakery", paragraph="Nothing.")


def test_what_is_told_again_is_the_same_item() -> None:
    days = {day_report("friends", NOW.date(), REPORT, NOW).item_id for _ in range(2)}
    troubles = {urgent_report("friends", name, REPORT, NOW).item_id for name in ("a", "a", "b")}

    assert (len(days), len(troubles)) == (1, 2)


def test_a_list_says_how_much_more_there_is() -> None:
    found = list_of("Waiting", ["x"] * (MOST_LINES + 3))

    assert len(found.lines) == MOST_LINES + 1
    assert found.lines[-1] == "… and 3 more"


def test_a_try_out_goes_to_the_channel_that_is_tried() -> None:
    item = connection_test(rules(), Channel.KLAVIYO, NOW)

    assert (item.channel, item.topic) == (Channel.KLAVIYO, ReportTopic.TEST)
