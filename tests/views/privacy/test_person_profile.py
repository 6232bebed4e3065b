"""What somebody agreed to, word for word, and where they are signed in."""

from referrals.desks import people as people_desk
from referrals.views.privacy.person_profile import person_profile
from referrals.wiring import stores
from tests.advocate import sign_in
from tests.consents import consent_to_all
from tests.world import NOW, an_advocate


def test_consents_and_sessions_are_told(account: None) -> None:
    stores.people().add(an_advocate())
    consent_to_all("adv_ada")
    sign_in()

    profile = person_profile(stores.people().get("adv_ada"), people_desk.files(), NOW, [])

    assert [(each.consent, each.sentence) for each in profile.consents] == [
        ("mail", "Write to me."),
        ("circle", "Show me."),
    ]
    assert [each.session_id for each in profile.sessions] == ["ses_of_adv_ada"]
