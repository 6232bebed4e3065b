"""How mail and the alarms stood when the clock last looked: one item for all programs."""

from dataclasses import dataclass

from awswire.codec import Item
from referrals.model.connection.mail_standing import MailStanding
from referrals.store.insight.insight import SPELL
from referrals.store.table import Table

MAIL_KEY: Item = {"series": "mail", "bucket": SPELL}


@dataclass(frozen=True, slots=True)
class MailStandings:
    table: Table

    def note(self, standing: MailStanding) -> None:
        """Instead of the one before. Rates as text: what is kept has no floats."""
        plain = standing.model_dump(mode="json", exclude_none=True)
        rates = {name: str(plain[name]) for name in _RATES if name in plain}
        self.table.put({**MAIL_KEY, **plain, **rates})

    def find(self) -> MailStanding | None:
        """None before the clock's first look."""
        item = self.table.get(MAIL_KEY)
        return MailStanding.model_validate(item) if item else None


_RATES = ("bounce_rate", "complaint_rate")
