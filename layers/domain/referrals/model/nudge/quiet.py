"""When a person's quiet hours end, by the clock on their own wall."""

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from referrals.model.people.person import Person, QuietHours

# More than a day of hours, however a clock is put forward or back.
_STEPS = 30


def quiet_until(now: datetime, zone: tzinfo, hours: QuietHours) -> datetime | None:
    """The first moment at which none are; None when none are now.

    Walks along true time from full hour to full hour and asks the wall clock each time, so an
    hour that a change of the clock leaves out or repeats is judged by what the clock shows.
    """
    moment = now.astimezone(UTC)
    if not _is_quiet(moment, zone, hours):
        return None
    for _ in range(_STEPS):
        local = moment.astimezone(zone)
        past = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
        moment += timedelta(hours=1) - past
        if not _is_quiet(moment, zone, hours):
            break
    return moment


def zone_of(person: Person, program_zone: str) -> ZoneInfo:
    """Their own; the shop's where theirs was never told, and for a zone that nobody knows."""
    for name in (person.time_zone if person.time_zone != "UTC" else "", program_zone, "UTC"):
        try:
            return ZoneInfo(name)
        except (KeyError, OSError, ValueError):
            continue
    raise AssertionError("UTC is always known")


def _is_quiet(moment: datetime, zone: tzinfo, hours: QuietHours) -> bool:
    return hours.covers(moment.astimezone(zone).hour)
