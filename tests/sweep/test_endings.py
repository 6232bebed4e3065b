"""Credit that ends, struck at every write of the clock: people are warned once, it ends once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from tests.credit import credit, reserve
from tests.sweep.report import count_recoveries
from tests.sweep.story import SweepStory
from tests.sweep.telling import strike_all, tell_in_peace
from tests.world import NOW

CHAPTERS = ("earned", "warned", "ended", "ended_while_reserved")
END = NOW + timedelta(days=60)


@dataclass
class EndingStory(SweepStory):
    """Two credits end; part of the second is reserved meanwhile, and comes back too late."""

    def earned(self) -> None:
        credit(500, ends_at=END)
        credit(300, ends_at=END + timedelta(days=1))

    def warned(self) -> None:
        self.look(END - timedelta(days=20))

    def ended(self) -> None:
        self.look(END)

    def ended_while_reserved(self) -> None:
        self.now = END + timedelta(hours=23, minutes=45)
        reserve(100, now=self.now)
        self.look(END + timedelta(days=1))
        self.now += timedelta(hours=1)
        self.run("end_reservations")
        self.run("end_value")

    def look(self, at: datetime) -> None:
        self.now = at
        self.run("end_value")

    def run(self, job: str) -> None:
        self.invoke("schedule", {"job": job})
        # A run that died is made again an hour later.
        self.invoke("schedule", {"job": job})


def test_every_write_of_an_ending_struck_ends_the_same(
    account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    telling = tell_in_peace(EndingStory(), CHAPTERS, monkeypatch)

    tried = strike_all(telling, "schedule", CHAPTERS[1:], monkeypatch)

    lost = count_recoveries("schedule, ended", tried)
    assert tried
    assert not lost, "\n".join(lost)
