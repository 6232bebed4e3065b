"""Work goes on until it or its time ends; what fails is named, and keeps nobody else waiting."""

from collections.abc import Iterator

import pytest

from referrals.model.work import MOST_COUNTED, NAMES_KEPT, Work, endless, in_turn
from tests.job_time import time_for


def numbers_done(work: Work, due: Iterator[int]) -> list[int]:
    done = []
    for number in work.through(due):
        with work.item(f"number {number}"):
            done.append(60 // number)
    return done


def test_work_ends_with_its_time_and_says_what_is_left() -> None:
    work = Work(time_for(2))

    assert numbers_done(work, iter([1, 2, 3, 4, 5])) == [60, 30]
    assert (work.left, work.failed) == (3, ())


def test_what_fails_is_named_and_left_and_stops_nothing() -> None:
    work = Work(endless)

    assert numbers_done(work, iter([1, 0, 2])) == [60, 30]
    assert (work.left, work.failed) == (1, ("number 0",))


def test_all_that_fail_are_counted_and_some_are_named() -> None:
    work = Work(endless)

    assert numbers_done(work, iter([0] * 200)) == []
    assert (work.left, len(work.failed)) == (200, NAMES_KEPT)


def test_counting_what_is_left_ends_too() -> None:
    work, endless_line = Work(time_for(0)), iter(lambda: 1, 2)

    assert numbers_done(work, endless_line) == []
    assert work.left == 1 + MOST_COUNTED


def test_a_process_that_dies_is_no_failed_item() -> None:
    work = Work(endless)

    with pytest.raises(KeyboardInterrupt), work.item("any"):
        raise KeyboardInterrupt


def test_a_long_queue_keeps_no_other_waiting() -> None:
    assert "".join(in_turn(["aaaa", "", "b", "cc"])) == "abcaca" + "a"
