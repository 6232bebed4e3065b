"""Gift codes: by what is typed at a till, and by the day on which they end.

They share the Links table under `gift#<program>#<code>`, which no link's code can be; whoever lists
a program's links or an advocate's finds none of them. A code that the shop had from somebody else
is followed by a place for the next one, which leads back.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from awswire.codec import Item
from referrals.model.code.discount import ShopCode
from referrals.model.code.gift_code import GiftCode, Leak, LeakKind
from referrals.model.code.gift_text import kept_text
from referrals.model.era import epoch_seconds
from referrals.model.moment import stamp
from referrals.store.code.shown_gift import gift_item, gift_key
from referrals.store.table import Change, ConditionFailedError, Table

# Long after its end an order may still come in that used it.
KEEP = timedelta(days=400)
# How many days back the ended ones are looked for: as long as the job may stand still.
LOOK_BACK_DAYS = 31
# Enough to see that a code goes round; an item must stay small.
MOST_LEAKS = 50
# A stranger with a script gets no further with one link on one day.
MOST_A_DAY = 500


@dataclass(frozen=True, slots=True)
class GiftCodes:
    table: Table

    def find(self, program_id: str, text: str) -> GiftCode | None:
        """The gift by the code that its till knows; None for every other code."""
        gift = self.look_up(program_id, text)
        return gift if gift and kept_text(gift.text) == kept_text(text) else None

    def look_up(self, program_id: str, text: str) -> GiftCode | None:
        """The gift by its first choice or by a later one."""
        item = gift_item(self.table, program_id, text)
        return _read(item) if item else None

    def add_actions(self, gift: GiftCode) -> list[Item]:
        """Fails at 0 when it is there, at 1 when the link had as many as a day may bring."""
        fresh = self.table.put_action(_as_item(gift), _first(gift))
        if gift.joint:
            return [fresh]
        day = f"{gift.made_at:%Y-%m-%d}"
        counter = {"code": f"gift-day#{gift.program_id}#{gift.link_code}#{day}"}
        count = Change(
            update="SET gone_at = :gone ADD gifts :one",
            guard="attribute_not_exists(gifts) OR gifts < :most",
            values={
                ":one": 1,
                ":most": MOST_A_DAY,
                ":gone": epoch_seconds(gift.made_at + timedelta(days=2)),
            },
        )
        return [fresh, self.table.update_action(counter, count)]

    def close(self, gift: GiftCode) -> bool:
        """Keeps the place of a code that was never made, so that it never is; False where it is
        there by now."""
        closed = {**_as_item(gift), "version": gift.version}
        del closed["program_id"]  # Nothing waits for its end.
        try:
            self.table.put(closed, _first(gift))
        except ConditionFailedError:
            return False
        return True

    def note_shop_code(self, gift: GiftCode, shop_code: ShopCode) -> GiftCode:
        """ConditionFailedError when somebody changed it meanwhile."""
        if kept_text(shop_code.code) != kept_text(gift.code):
            pointer = {"leads_to": kept_text(gift.code), "gone_at": _storage_end(gift)}
            self.table.put({**gift_key(gift.program_id, kept_text(shop_code.code)), **pointer})
        change = Change(
            update="SET shop_code = :code ADD #v :one",
            guard="#v = :before",
            names={"#v": "version"},
            values={
                ":code": shop_code.model_dump(mode="json"),
                ":one": 1,
                ":before": gift.version,
            },
        )
        return _read(self.table.update(_place_of(gift), change))

    def use(self, gift: GiftCode, order: str) -> GiftCode:
        """Notes that an order used it; safe to repeat. Only the first one has it."""
        if gift.used_by == order:
            return gift
        change = Change(
            update="SET used_by = :first ADD #v :one REMOVE program_id",
            guard="used_by = :none OR used_by = :first",
            names={"#v": "version"},
            values={":first": order, ":one": 1, ":none": ""},
        )
        try:
            return _read(self.table.update(_place_of(gift), change))
        except ConditionFailedError:
            self.note_leak(gift, Leak(LeakKind.USED_AGAIN, order))
            found = self.look_up(gift.program_id, gift.code)
            assert found
            return found

    def note_leak(self, gift: GiftCode, leak: Leak) -> None:
        """Kept for the report, which finds it by its program; safe to repeat.

        A shared one goes on waiting for its end, so its leaks lie beside it.
        """
        aside = _leak_copy(gift) if gift.joint else {}
        change = Change(
            update=f"SET program_id = :leaks{''.join(f', #{n} = :{n}' for n in aside)} "
            "ADD leaks :leak, #v :one",
            guard="attribute_not_exists(leaks) OR (NOT contains(leaks, :name) AND "
            "size(leaks) < :most)",
            names={"#v": "version", **{f"#{name}": name for name in aside}},
            values={
                **{f":{name}": value for name, value in aside.items()},
                ":leaks": _leak_list(gift.program_id),
                ":leak": {leak.spell()},
                ":name": leak.spell(),
                ":one": 1,
                ":most": MOST_LEAKS,
            },
        )
        place = _leak_place(gift) if gift.joint else _place_of(gift)
        with suppress(ConditionFailedError):
            self.table.update(place, change)

    def leaks_page(
        self, program_id: str, limit: int, start: Item | None = None
    ) -> tuple[list[GiftCode], Item | None]:
        """Gifts that leaked, from an index, and where to go on."""
        items, after = self.table.page(
            "program_id = :p",
            {":p": _leak_list(program_id)},
            start=start,
            IndexName="by_program",
            Limit=limit,
        )
        return [_read(item) for item in items], after

    def end_action(self, gift: GiftCode, at: datetime) -> Item:
        """Fails when it was used or ended meanwhile."""
        change = Change(
            update="SET ended_at = :at ADD #v :one REMOVE program_id",
            guard="#v = :before AND used_by = :none",
            names={"#v": "version"},
            values={":at": stamp(at), ":one": 1, ":before": gift.version, ":none": ""},
        )
        return self.table.update_action(_place_of(gift), change)

    def reschedule(self, gift: GiftCode, ends_at: datetime) -> GiftCode:
        """Another end for a shared one, which may have ended before.

        ConditionFailedError when somebody changed it meanwhile.
        """
        moved = gift.model_copy(update={"ends_at": ends_at})
        change = Change(
            update="SET ends_at = :at, gone_at = :gone, program_id = :day, ended_at = :none "
            "ADD #v :one",
            guard="#v = :before AND #joint = :yes",
            names={"#v": "version", "#joint": "joint"},
            values={
                ":at": stamp(ends_at),
                ":gone": _storage_end(moved),
                ":day": _end_day(ends_at),
                ":none": None,
                ":one": 1,
                ":before": gift.version,
                ":yes": True,
            },
        )
        return _read(self.table.update(_place_of(gift), change))

    def find_at(self, place: str) -> GiftCode | None:
        """The gift that `ending` hinted at, as it is now."""
        item = self.table.get({"code": place}, consistent=True)
        return _read(item) if item else None

    def ending(self, until: datetime, page: int) -> Iterator[str]:
        """Places of unused ones whose time was up by then, the oldest days first: a hint."""
        for day in (until - timedelta(days=back) for back in reversed(range(LOOK_BACK_DAYS))):
            options = {"IndexName": "by_program", "Limit": page}
            items = self.table.query("program_id = :p", {":p": _end_day(day)}, **options)
            yield from (item["code"] for item in items if _seems_over(item, until))


def _place_of(gift: GiftCode) -> Item:
    return gift_key(gift.program_id, kept_text(gift.code))


def _leak_place(gift: GiftCode) -> Item:
    return {"code": f"gift-leaks#{gift.program_id}#{kept_text(gift.code)}"}


def _leak_copy(gift: GiftCode) -> Item:
    item = _as_item(gift)
    return {name: item[name] for name in item if name not in ("code", "program_id", "version")}


def _end_day(day: datetime) -> str:
    """A program that nobody can have: the index by program finds what ends on that day."""
    return f"gifts-end#{day:%Y-%m-%d}"


def _leak_list(program_id: str) -> str:
    """Likewise: a gift that leaked was used, so it waits for no end any more."""
    return f"gifts-leaked#{program_id}"


def _storage_end(gift: GiftCode) -> int:
    return epoch_seconds(gift.ends_at + KEEP)


def _as_item(gift: GiftCode) -> Item:
    """As the model has it, but for what the table's own keys are called."""
    fields = gift.model_dump(mode="json", exclude={"leaks"})
    fields["program"], fields["typed"] = fields.pop("program_id"), fields.pop("code")
    return {
        **_place_of(gift),
        **fields,
        "program_id": _end_day(gift.ends_at),
        "gone_at": _storage_end(gift),
    }


def _first(gift: GiftCode) -> Change:
    """Also where one lies that ended long ago, and only the clean-up is late."""
    guard = "attribute_not_exists(code) OR gone_at <= :now"
    return Change(guard=guard, values={":now": epoch_seconds(gift.made_at)})


def _seems_over(item: Item, until: datetime) -> bool:
    """Also where its end can't be read: whoever looks at it says so."""
    try:
        return datetime.fromisoformat(item["ends_at"]) <= until
    except (KeyError, TypeError, ValueError):
        return True


def _read(item: Item) -> GiftCode:
    leaks = tuple(sorted(item.get("leaks", ())))
    fields = {**item, "program_id": item["program"], "code": item["typed"], "leaks": leaks}
    return GiftCode.model_validate(fields)
