"""What the clock last wrote down of a program's sources and of mail, together: one request."""

from dataclasses import dataclass

from referrals.model.connection.mail_standing import MailStanding
from referrals.model.insight.source_state import SourceLook
from referrals.store.batch import read_batch
from referrals.store.connection.mail_standing import MAIL_KEY
from referrals.store.insight.source_look import look_key
from referrals.store.table import Table


@dataclass(frozen=True, slots=True)
class MorningLook:
    sources: SourceLook | None
    """None before the clock's first look, as with mail."""
    mail: MailStanding | None


@dataclass(frozen=True, slots=True)
class MorningLooks:
    table: Table

    def find(self, program_id: str) -> MorningLook:
        key = look_key(program_id)
        found = {item["series"]: item for item in read_batch(self.table, [key, MAIL_KEY])}
        sources, mail = found.get(key["series"]), found.get(MAIL_KEY["series"])
        return MorningLook(
            SourceLook.model_validate(sources) if sources else None,
            MailStanding.model_validate(mail) if mail else None,
        )
