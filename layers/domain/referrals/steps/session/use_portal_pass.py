"""Uses a pass from the shop's account area: a session begins, once a pass."""

from datetime import datetime

from referrals.model.session.person_session import PersonSession, secret_hash
from referrals.steps.session.begin_session import begin_session
from referrals.store.session.person_session import PersonSessions
from referrals.store.session.portal_pass import PortalPasses


def use_portal_pass(
    token: str,
    passes: PortalPasses,
    sessions: PersonSessions,
    *,
    former: str,
    now: datetime,
    random: bytes,
) -> tuple[str, PersonSession]:
    """As `begin_session` answers; `former` and `random` are its own."""
    used = passes.use(secret_hash(token), now)
    return begin_session(
        used.person_id, used.program_id, sessions, former=former, now=now, random=random
    )
