"""Clicks: one item per countable visit, gone after ninety days."""

from dataclasses import asdict, dataclass

from referrals.model.click import Click
from referrals.store.table import Change, ConditionFailedError, Table

KEEP_SECONDS = 90 * 86_400


@dataclass(frozen=True, slots=True)
class Clicks:
    table: Table

    def record(self, click: Click) -> bool:
        """Whether it was new; safe to repeat: a click that is there already stays as it is."""
        item = {**asdict(click), "expires_at": click.clicked_at + KEEP_SECONDS}
        try:
            self.table.put(item, Change(guard="attribute_not_exists(click_id)"))
        except ConditionFailedError:
            return False
        return True

    def get(self, click_id: str) -> Click | None:
        item = self.table.get({"click_id": click_id})
        return read_click(item) if item else None


def read_click(item: dict[str, object]) -> Click:
    return Click(**{name: item[name] for name in Click.__slots__ if name in item})  # type: ignore[arg-type]
