"""Issues a pass to an advocate's page, for whoever the shop's own server says that they are."""

from datetime import datetime

from referrals.model.identity import new_id
from referrals.model.people.person import Person
from referrals.model.program.program import Program, require_allowed_host
from referrals.model.session.person_session import RANDOM_NEEDED as RANDOM_NEEDED
from referrals.model.session.person_session import SECRET_BYTES, secret_hash, secret_text
from referrals.model.session.portal_pass import LASTS, PortalPass
from referrals.store.session.portal_pass import PortalPasses


def issue_portal_pass(
    person: Person,
    rules: Program,
    passes: PortalPasses,
    *,
    embed_origin: str,
    now: datetime,
    random: bytes,
) -> tuple[str, PortalPass]:
    """The text for the address, shown once, and the pass. ValueError where `embed_origin` is no
    page of the program's shop. `random` is RANDOM_NEEDED bytes."""
    if embed_origin:
        require_allowed_host(f"{embed_origin}/", rules.allowed_hosts, "embed_origin")
    text = secret_text(random[:SECRET_BYTES])
    issued = PortalPass(
        pass_id=new_id("prt", now, random[SECRET_BYTES:]),
        person_id=person.person_id,
        program_id=rules.program,
        embed_origin=embed_origin,
        issued_at=now,
        expires_at=now + LASTS,
    )
    passes.add(secret_hash(text), issued)
    return text, issued
