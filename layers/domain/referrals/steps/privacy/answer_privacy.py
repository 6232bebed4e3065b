"""Carries privacy requests out: erases, tells the merchant, and looks again for what came late.

Every part is safe to repeat, and a run ends with its work or with its time: the next one goes on.
An erasure is done when a whole pass found nothing of the person any more.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import takewhile

from referrals.model.delivery.privacy_notice import notice, on_link_close
from referrals.model.era import EPOCH, moment_of
from referrals.model.insight.quiet import HOUR, hourly
from referrals.model.people.person import Role
from referrals.model.privacy.erasure import ErasureCounts, Failure, PrivacyRunReport
from referrals.model.privacy.request import (
    DAY,
    PrivacyKind,
    PrivacyState,
    StoredRequest,
    doubt_of,
    stand_in,
)
from referrals.steps.privacy.erase_person import erase_held_bodies, erase_orders, erase_person
from referrals.steps.privacy.guard_request import Guard
from referrals.steps.privacy.index_mailboxes import index_mailboxes
from referrals.store.insight.insight import Insights
from referrals.store.privacy.person_records import PersonRecords
from referrals.store.privacy.request import PrivacyRequests
from referrals.store.program.program import Programs

ITEMS_A_PAGE = 200
# Of one person, with their request, which is one item: beyond these none is looked at again.
MOST_WATCHED = 3_000
type ErasureStep = tuple[StoredRequest, ErasureCounts]


@dataclass(frozen=True, slots=True)
class PrivacyDesk:
    requests: PrivacyRequests
    programs: Programs
    files: PersonRecords
    seed: Callable[[], str]
    """Random, anew for every request."""
    insights: Insights
    shops: Callable[[str, str], Collection[str]]
    """The shop of a program's source, by every name that is known of it."""


def answer_privacy(
    desk: PrivacyDesk, *, now: datetime, has_time: Callable[[], bool] = lambda: True
) -> PrivacyRunReport:
    """The oldest first; a shop's erasure, which may take all the time, after the people's. What a
    person must answer takes nobody's place."""
    known, guard = list(_requests(desk)), Guard()
    waiting = [asked for asked in known if asked.waiting]
    looked = [guard.run(each, partial(_looked_at, each, desk), None) for each in waiting]
    sure = [asked for asked in looked if asked]
    notified = [guard.run(each, partial(_notify_merchant, each, desk, now), each) for each in sure]
    open_ones = (asked for asked in notified if asked.state is PrivacyState.OPEN)
    ours = [asked for asked in open_ones if asked.kind is not PrivacyKind.DATA_REQUEST]
    again = [asked for asked in known if asked.to_look_at(now)]
    done, seen = _erase_in_time(ours, again, desk, now=now, has_time=has_time, guard=guard)
    carried = {asked.request_id: asked for asked, _ in done}
    after = [carried.get(asked.request_id, asked) for asked in notified]
    gone = [*done, *seen]
    erased = sum([each for _, each in gone], start=ErasureCounts())
    failures = (*guard.failures, *(each for pair in gone for each in _failures(*pair)))
    report = _run_report(notified, after, now, erased=erased, failures=failures)
    index = index_mailboxes(desk.files.mailboxes, now=now, has_time=has_time)
    return replace(report, shop_items_left=_shop_items_to_walk(after, desk), indexed=index.indexed)


def _shop_items_to_walk(after: Iterable[StoredRequest], desk: PrivacyDesk) -> int:
    """How much of the table is still to be gone through for shops that are forgotten."""
    shops = [asked for asked in after if asked.kind is PrivacyKind.SHOP_REDACT]
    walks = [asked.walked for asked in shops if asked.state is PrivacyState.OPEN]
    whole = desk.files.customers.count_items() if walks else 0
    return sum(max(whole - walked, 1) for walked in walks)


def _erase_in_time(
    ours: Iterable[StoredRequest],
    again: Iterable[StoredRequest],
    desk: PrivacyDesk,
    *,
    now: datetime,
    has_time: Callable[[], bool],
    guard: Guard,
) -> tuple[list[ErasureStep], list[ErasureStep]]:
    """What was carried out, and what was looked at once more, the longest unseen first."""

    def carry(each: StoredRequest) -> ErasureStep:
        step = partial(carry_out, each, desk, now=now, has_time=has_time)
        return guard.run(each, step, (each, ErasureCounts()))

    def look(each: StoredRequest) -> ErasureStep:
        step = partial(_erase_latecomers, each, desk, now)
        return each, guard.run(each, step, ErasureCounts())

    in_time = partial(takewhile, lambda _: has_time())
    shops = [asked for asked in ours if asked.kind is PrivacyKind.SHOP_REDACT]
    done = [carry(each) for each in in_time(each for each in ours if each not in shops)]
    seen = [look(each) for each in in_time(sorted(again, key=lambda a: a.looked_at or EPOCH))]
    return [*done, *map(carry, in_time(shops))], seen


def _failures(asked: StoredRequest, done: ErasureCounts) -> Iterable[Failure]:
    """Each order that could not be erased, by its request."""
    return (Failure(asked.request_id, each.code, each.order) for each in done.failures)


def _run_report(
    notified: list[StoredRequest],
    after: list[StoredRequest],
    now: datetime,
    *,
    erased: ErasureCounts,
    failures: tuple[Failure, ...],
) -> PrivacyRunReport:
    return PrivacyRunReport(
        open=sum(1 for asked in after if asked.state is PrivacyState.OPEN),
        held=sum(1 for asked in after if asked.state is PrivacyState.HELD),
        done=sum(1 for asked in after if asked.state is PrivacyState.DONE),
        due_soon=sum(1 for asked in after if asked.due_soon(now)),
        late=sum(1 for asked in after if asked.late(now)),
        uninstalled=sum(
            1 for a in notified if a.kind is PrivacyKind.UNINSTALLED and not a.held_for
        ),
        erased=erased,
        failures=failures,
    )


def carry_out(
    asked: StoredRequest,
    desk: PrivacyDesk,
    *,
    now: datetime,
    has_time: Callable[[], bool] = lambda: True,
) -> tuple[StoredRequest, ErasureCounts]:
    """The request as it then stands; what a person must answer stays open."""
    match asked.kind:
        case PrivacyKind.DATA_REQUEST:
            return asked, ErasureCounts()
        case PrivacyKind.UNINSTALLED:
            return desk.requests.finish(asked, now), ErasureCounts()
        case PrivacyKind.CUSTOMER_REDACT:
            return _forget_person(asked, desk, now)
        case PrivacyKind.SHOP_REDACT:
            return _forget_shop(asked, desk, now, has_time)


def _requests(desk: PrivacyDesk) -> Iterable[StoredRequest]:
    found = [
        asked
        for program in desk.programs.list_all()
        for asked in desk.requests.of_program(program.program_id)
    ]
    return sorted(found, key=lambda asked: (asked.received_at, asked.request_id))


def _looked_at(asked: StoredRequest, desk: PrivacyDesk) -> StoredRequest:
    """Held while there is a doubt, open otherwise: whoever names the shop lifts it, too."""
    doubt = None
    if asked.source and not asked.released:
        shops = desk.shops(asked.program_id, asked.source)
        doubt = doubt_of(asked, shops, _heard_at(asked, desk))
    if (doubt or "") == asked.held_for:
        return asked
    state = PrivacyState.HELD if doubt else PrivacyState.OPEN
    return desk.requests.set(asked, state=state.value, held_for=doubt or "")


def _heard_at(asked: StoredRequest, desk: PrivacyDesk) -> datetime:
    """The end of the hour in which the source told of an order last, or long ago."""
    if asked.kind is not PrivacyKind.SHOP_REDACT:
        return EPOCH
    first = (asked.received_at - DAY).date()
    days = desk.insights.source_days(asked.program_id, asked.source, first)
    return moment_of((max(hourly(days), default=-1) + 1) * HOUR)


def _notify_merchant(asked: StoredRequest, desk: PrivacyDesk, now: datetime) -> StoredRequest:
    if asked.told_at:
        return asked
    for item in notice(asked, desk.programs.get(asked.program_id).rules, now):
        desk.files.outbox.add(item)
    return desk.requests.set(asked, told_at=now)


def _forget_person(asked: StoredRequest, desk: PrivacyDesk, now: datetime) -> ErasureStep:
    asked = desk.requests.add_seed(asked, desk.seed())
    keys = desk.files.theirs(asked.customer_hash, asked.keys)
    # Noted first: once the hash is off an order, its id is all that leads there.
    asked = desk.requests.set(asked, orders=[str(key) for key in keys[:MOST_WATCHED]])
    _end_joint_codes(asked.customer_hash, desk, now)
    done = erase_person(asked.customer_hash, keys, desk.files, _stand_ins(asked.seed), now=now)
    asked = desk.requests.set(asked, found=asked.found + done.orders)
    return (asked, done) if done != ErasureCounts() else (desk.requests.finish(asked, now), done)


def _end_joint_codes(customer_hash: str, desk: PrivacyDesk, now: datetime) -> None:
    """Before their links close, for nothing leads to them afterwards."""
    files = desk.files
    person = files.people.find_by_hash(Role.ADVOCATE, customer_hash) if customer_hash else None
    for link in files.links.of_advocate(person.person_id) if person else ():
        if link.gift:
            files.outbox.add(on_link_close(link.program_id, link.code, link.gift, now))


def _forget_shop(
    asked: StoredRequest, desk: PrivacyDesk, now: datetime, has_time: Callable[[], bool]
) -> ErasureStep:
    """A part of the table at a time; where it stopped is kept with the request. Done once a whole
    pass left nothing behind: orders that failed are gone through again.
    """
    asked, total = desk.requests.add_seed(asked, desk.seed()), ErasureCounts()
    while has_time():
        keys, cursor = desk.files.customers.some_orders(
            asked.program_id, asked.source, asked.cursor, ITEMS_A_PAGE
        )
        done = erase_orders(keys, desk.files, _stand_ins(asked.seed), now=now)
        total += done
        found, failed = asked.found + done.orders, asked.failed + len(done.failures)
        walked = asked.walked + ITEMS_A_PAGE
        counts = {"found": found, "failed": failed, "walked": walked}
        asked = desk.requests.set(asked, cursor=cursor, **counts)
        if not cursor and asked.failed:
            return desk.requests.set(asked, failed=0, walked=0), total
        if not cursor:
            total += erase_held_bodies(asked.program_id, asked.source, desk.files)
            return desk.requests.finish(asked, now), total
    return asked, total


def _erase_latecomers(asked: StoredRequest, desk: PrivacyDesk, now: datetime) -> ErasureCounts:
    """Erase once more what late reports of these orders brought back."""
    done = erase_person("", asked.keys, desk.files, _stand_ins(desk.seed()), now=now)
    desk.requests.set(asked, looked_at=now, found=asked.found + done.orders)
    return done


def _stand_ins(seed: str) -> Callable[[str], str]:
    return lambda customer_hash: stand_in(seed, customer_hash)
