"""Answers in memory: fresh for some seconds, bounded, and nothing old while the table is away."""

from datetime import datetime, timedelta

import pytest

from referrals.model.errors import UnavailableError
from referrals.store.recent import KEEP, RecentAnswers
from tests.world import NOW

INSTANT = timedelta(microseconds=1)


class Answering:
    """A table that counts its questions; an answer is the question's number."""

    def __init__(self, *absent: str) -> None:
        self.absent = absent
        self.asked: list[str] = []
        self.is_away = False

    def ask(self, name: str) -> int | None:
        self.asked.append(name)
        if self.is_away:
            raise UnavailableError("the tables are busy.")
        return None if name in self.absent else len(self.asked)


def looks(table: Answering, *moments: datetime, name: str = "ada") -> list[int | None]:
    memory = RecentAnswers(table.ask)
    return [memory.find(name, moment) for moment in moments]


def test_an_answer_is_remembered_until_its_end() -> None:
    found = looks(Answering(), NOW, NOW + KEEP - INSTANT, NOW + KEEP)

    assert found == [1, 1, 2]


def test_readers_one_after_another_make_nothing_last_longer() -> None:
    seconds = (NOW + timedelta(seconds=number) for number in range(11))

    assert looks(Answering(), *seconds) == [1] * 5 + [2] * 5 + [3]


def test_a_clock_that_was_set_back_makes_nothing_last_longer() -> None:
    assert looks(Answering(), NOW, NOW - timedelta(hours=1)) == [1, 2]


def test_what_is_absent_is_asked_for_each_time() -> None:
    table = Answering("ada")

    assert looks(table, NOW, NOW) == [None, None]
    assert len(table.asked) == 2


def test_made_up_names_push_no_real_one_out() -> None:
    made_up = [f"guess-{number}" for number in range(9)]
    table = Answering(*made_up)
    memory = RecentAnswers(table.ask, most=2)
    memory.find("ada", NOW)

    for name in made_up:
        memory.find(name, NOW)

    assert memory.find("ada", NOW) == 1


def test_a_full_memory_forgets_the_oldest_answer() -> None:
    table = Answering()
    memory = RecentAnswers(table.ask, most=2)

    names = ("ada", "ben", "cem", "ben", "cem", "ada")
    found = [memory.find(name, NOW) for name in names]

    assert found == [1, 2, 3, 2, 3, 4]


@pytest.mark.parametrize("later", [KEEP, timedelta(days=1)], ids=str)
def test_nothing_old_is_told_while_the_table_is_away(later: timedelta) -> None:
    table = Answering()
    memory = RecentAnswers(table.ask)
    memory.find("ada", NOW)

    table.is_away = True

    with pytest.raises(UnavailableError):
        memory.find("ada", NOW + later)
