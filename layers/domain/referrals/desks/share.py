"""What the codes that a link's friends share work with."""

from datetime import datetime
from typing import TYPE_CHECKING

from referrals.model.link.link import Link
from referrals.model.program.program import AppliedProgram
from referrals.model.reward.decision import joint_place
from referrals.wiring import keys, stores

if TYPE_CHECKING:
    from referrals.steps.code.share_gift import ShareDesk


def shares() -> "ShareDesk":
    from referrals.steps.code.share_gift import ShareDesk

    return ShareDesk(stores.gift_codes(), stores.links(), stores.outbox(), keys.code_key)


def follow_link(link: Link, program: AppliedProgram, *, now: datetime) -> None:
    """The code that its friends share, after the link is new or changed; most links have none."""
    if not (link.gift or joint_place(program, link.code)):
        return
    from referrals.steps.code.share_gift import share_gift

    share_gift(link, program, shares(), now=now)
