"""People's sessions: found by a hash while they last, and ended with their person."""

from datetime import timedelta

import pytest

from referrals.model.session.person_session import LASTS, RANDOM_NEEDED, open_session, secret_hash
from referrals.store.session.person_session import MOST_SESSIONS
from referrals.wiring import session_stores
from tests.world import NOW


@pytest.fixture(autouse=True)
def tables(account: None) -> None: ...


def begin(number: int = 1, person_id: str = "adv_ada") -> str:
    random = bytes([number]) * RANDOM_NEEDED
    text, session = open_session(
        person_id, "friends", now=NOW + timedelta(seconds=number), random=random
    )
    session_stores.person_sessions().add(secret_hash(text), session)
    return secret_hash(text)


def test_a_session_is_found_until_it_is_over() -> None:
    hashed = begin()
    sessions = session_stores.person_sessions()

    found = sessions.find(hashed, NOW)

    assert found
    assert (found.person_id, found.program_id) == ("adv_ada", "friends")
    assert sessions.find(hashed, NOW + LASTS + timedelta(seconds=1)) is None
    assert sessions.find(secret_hash("another"), NOW) is None


def test_a_session_that_was_left_is_gone() -> None:
    hashed = begin()
    sessions = session_stores.person_sessions()

    sessions.remove(hashed)
    sessions.remove(hashed)

    assert sessions.find(hashed, NOW) is None
    assert list(sessions.of_person("adv_ada", NOW)) == []


def test_all_of_a_person_s_sessions_end_together() -> None:
    begin(1)
    begin(2)
    other = begin(3, "adv_eve")
    sessions = session_stores.person_sessions()

    assert len(list(sessions.of_person("adv_ada", NOW))) == 2
    assert sessions.remove_person("adv_ada") == 2
    assert sessions.remove_person("adv_ada") == 0
    assert list(sessions.of_person("adv_ada", NOW)) == []
    assert sessions.find(other, NOW)


def test_the_oldest_session_ends_when_there_are_too_many() -> None:
    hashes = [begin(number) for number in range(1, MOST_SESSIONS + 3)]
    sessions = session_stores.person_sessions()

    assert len(list(sessions.of_person("adv_ada", NOW))) == MOST_SESSIONS
    assert [sessions.find(hashed, NOW) is None for hashed in hashes[:3]] == [True, True, False]
