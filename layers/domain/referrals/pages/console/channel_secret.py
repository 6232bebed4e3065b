"""GET /console/connections/klaviyo/secret, and Slack's: the form for what they are told by.

What is typed is never shown again.
"""

from referrals.desks import connection as connection_desk
from referrals.edge.http import Answer
from referrals.pages.console.frame import show as show_page
from referrals.pages.console.passkeys import require_fresh
from referrals.pages.console.visit import DeskVisit
from referrals.steps.connection.keep_channel_secret import WHAT, channel_of, keep_channel_secret
from referrals.wiring import clients

LONGEST = 500
STEPS = {
    "klaviyo": "In Klaviyo, make a private API key with the scopes profiles:write, events:write and"
    " data-privacy:write.",
    "slack": "In Slack: Apps, Incoming Webhooks; choose a channel, and copy the address.",
}


def show(visit: DeskVisit) -> Answer:
    channel, desk = channel_of(visit.parts["channel"]), connection_desk.channel_secrets()
    return show_page(
        visit,
        "channel_secret",
        f"Connect {channel.capitalize()}",
        channel=channel,
        what=WHAT[channel],
        step=STEPS[channel],
        is_kept=bool(desk.vault.live(desk.name(visit.program.program_id, channel))),
        is_fresh=visit.session.is_fresh(visit.now),
        longest=LONGEST,
    )


def keep(visit: DeskVisit) -> None:
    """As `goodword connection add`."""
    require_fresh(visit)
    channel, desk = channel_of(visit.parts["channel"]), connection_desk.channel_secrets()
    program_id = visit.program.program_id
    keep_channel_secret(program_id, channel, visit.form.text("secret", LONGEST), desk)
    # The next page says what holds.
    clients.secrets().kept.pop(desk.name(program_id, channel), None)
