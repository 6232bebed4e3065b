"""Rolling up: large batches, and numbers that a check and a rebuild agree on."""

from collections.abc import Iterator

from referrals.model.era import moment_of
from referrals.model.insight.insight import Counter
from referrals.model.link.click import Click, click_id_of
from referrals.steps.insight.rebuild_insights import rebuild_insights
from referrals.steps.insight.roll_up import ItemChange, roll_up
from referrals.store.insight.countable import COUNTS
from referrals.views.insight.insight_check import insight_check
from referrals.wiring import clients, stores
from tests import world

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
DAY = world.NOW.date()


def clicks(count: int, links: int = 1, at: int = world.AT) -> Iterator[Click]:
    for n in range(count):
        click_id = click_id_of(at, n.to_bytes(8))
        code = f"link-{n % links}"
        yield Click(click_id, code, "friends", moment_of(at), "", BROWSER, "GET", "", "")


def changes(clicked: Iterator[Click]) -> list[ItemChange]:
    made = []
    for click in clicked:
        stores.clicks().record(click)
        item = clients.table("clicks").get({"click_id": click.click_id}) or {}
        made.append(ItemChange(click.click_id, "clicks", item, {}, inserted=True))
    return made


def roll_batch(batch: list[ItemChange]) -> int:
    return roll_up(batch, stores.insights(), stores.programs(), now=world.NOW)


def deviations() -> list[tuple[str, int, int]]:
    tables = {noun: clients.table(noun) for noun in COUNTS}
    found = insight_check(tables, stores.insights(), stores.programs(), now=world.NOW)
    return [(each.counter, each.counted, each.expected) for each in found]


def test_a_large_batch_over_many_links_counts_every_click(account: None) -> None:
    assert roll_batch(changes(clicks(150, links=70))) == 150

    (day,) = stores.insights().days("friends", DAY, DAY)
    assert day.total(Counter.PEOPLE) == 150


def test_the_numbers_agree_with_the_tables(account: None) -> None:
    roll_batch(changes(clicks(5)))

    assert deviations() == []


def test_a_change_not_yet_folded_is_named(account: None) -> None:
    changes(clicks(1))

    assert deviations() == [("people@2", 0, 1), ("people@2", 0, 1)]


def test_a_rebuild_sets_right_what_a_check_found(account: None) -> None:
    changes(clicks(3))
    tables = {noun: clients.table(noun) for noun in COUNTS}
    found = insight_check(tables, stores.insights(), stores.programs(), now=world.NOW)

    assert rebuild_insights(found, stores.insights()) == 2
    assert deviations() == []


def test_what_nobody_can_read_is_counted_and_stops_nothing(account: None) -> None:
    roll_batch(changes(clicks(2)))
    odd = {"conversion_key": "friends#shopify#1", "fact": "order", "fact:order": "what?"}
    clients.table("conversions").put(odd)

    found = deviations()

    assert found == [("unreadable", 0, 1)]
    tables = {noun: clients.table(noun) for noun in COUNTS}
    again = insight_check(tables, stores.insights(), stores.programs(), now=world.NOW)
    assert rebuild_insights(again, stores.insights()) == 0


def test_clicks_that_have_expired_are_nothing_to_compare_with(account: None) -> None:
    roll_batch(changes(clicks(2, at=world.AT - 91 * world.DAY)))
    for click in clicks(2, at=world.AT - 91 * world.DAY):
        clients.table("clicks").delete({"click_id": click.click_id})

    assert deviations() == []
