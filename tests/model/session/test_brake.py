"""Windows of brakes: whole ones of the epoch, and how long until the next."""

from datetime import timedelta

from referrals.model.session.brake import HOUR, Brake
from tests.world import NOW

BRAKE = Brake("claims", 3, HOUR)


def test_a_window_ends_when_the_wait_is_over() -> None:
    end = NOW + timedelta(seconds=BRAKE.wait(NOW))

    assert BRAKE.window(end - timedelta(seconds=1)) == BRAKE.window(NOW)
    assert BRAKE.window(end) == BRAKE.window(NOW) + 1
    assert BRAKE.wait(end) == HOUR
