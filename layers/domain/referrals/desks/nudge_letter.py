"""What the letter of a nudge says beyond its wording: why it came, and the ways on and out."""

from datetime import timedelta

from referrals.desks.delight import is_true
from referrals.model.delivery.delivery import LetterContent, Skipped
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.experiment.nudge_arm import words_on_arm
from referrals.model.nudge.delight import Delight, DelightKind
from referrals.model.nudge.nudge_link import PURPOSE, NudgeReader, nudge_addresses
from referrals.model.nudge.quiet import quiet_until, zone_of
from referrals.model.people.person import Person
from referrals.model.words.wording import wording_of
from referrals.wiring import clock, keys, settings, stores

# Past that a moment is a moment no more: a letter that was held up stays unsent.
LATEST = timedelta(hours=24)


def nudge_content(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    """Skipped where what it tells of was taken back, or a delay has brought it into the night."""
    now, program = clock.now(), stores.programs().find(item.program_id)
    if program is None or now > item.created_at + LATEST:
        return Skipped("moment_past")
    if not _stands(item):
        return Skipped("moment_gone")
    if quiet_until(now, zone_of(reader, program.rules.time_zone), reader.quiet_hours):
        return Skipped("quiet_hours")
    rules, place = program.rules, (str(item.data.get(name, "")) for name in ("experiment", "arm"))
    words = wording_of(words_on_arm(rules.words, rules.experiments, *place), reader.locale)
    key = keys.signing_keys(PURPOSE)[0]
    person = NudgeReader(reader.person_id, item.program_id)
    addresses = nudge_addresses(settings.setting("PUBLIC_URL"), key, person)
    return LetterContent(
        values={"moment": words.say(f"nudge.after_{item.data['reason']}")},
        actions={
            "button": addresses.link,
            "not_now": addresses.not_now,
            "never": addresses.never,
        },
        with_link=True,
        unsubscribe=addresses.never,
    )


def _stands(item: OutboxItem) -> bool:
    """As when it was decided: a story may be withdrawn, an order cancelled in between."""
    return is_true(
        Delight(
            kind=DelightKind(item.data["reason"]),
            cause=item.data["cause"],
            person_id=item.person_id,
            program_id=item.program_id,
            happened_at=item.created_at,
        )
    )
