"""Whatever stands in a note, a suggestion or an answer: the advocate's page does nothing by it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from referrals.desks import suggestion as suggestion_desk
from referrals.model.suggestion.suggestion import SuggestionTopic
from referrals.model.survey.survey import StaffReply, Survey, SurveyAnswer
from referrals.steps.suggestion.make_suggestion import SuggestionWish, make_suggestion
from referrals.store.table import transact
from referrals.wiring import clients, community_stores, nudge_stores, stores
from tests.advocate import sign_in
from tests.browser.frames import Watch, open_watch
from tests.browser.payloads import PAYLOADS
from tests.notes import NOTE
from tests.world import NOW, a_program, store_program

pytestmark = pytest.mark.browser


@pytest.fixture
def watch(account: None, browser: Browser) -> Iterator[Watch]:
    store_program(a_program(listening={"suggestions": True, "surveys": True}))
    stores.people().set_own_code("adv_ada", "friends", "ada-bakes")
    sign_in()
    with open_watch(browser) as found:
        yield found


def write(number: int, payload: str) -> str:
    """In every field in which somebody else's words, or one's own, come back on the page; the words
    as they are kept."""
    suggested = SuggestionWish(
        program_id="friends", person_id=f"adv_{number}", topic=SuggestionTopic.OTHER, text=payload
    )
    random = f"{number:010}".encode()
    text = make_suggestion(suggested, suggestion_desk.suggestions(), now=NOW, random=random).text
    note = NOTE.model_copy(
        update={"note_id": f"nte_{number}", "occasion": f"friends#shopify#{number}", "text": text}
    )
    answered = Survey(
        person_id="adv_ada",
        program_id="friends",
        number=number,
        asked_at=NOW,
        mailed=False,
        answer=SurveyAnswer(score=2, said=text, answered_at=NOW),
        reply=StaffReply(text=text, made_by=text[:40], made_at=NOW),
    )
    transact(clients.dynamo(), community_stores.notes().add_actions(note))
    transact(clients.dynamo(), nudge_stores.surveys().ask_actions(answered))
    return text


def test_the_page_does_nothing_by_what_others_wrote(watch: Watch) -> None:
    written = {}
    for number, payload in enumerate(PAYLOADS, 1):
        written[payload] = " ".join(write(number, payload).split())
        watch.take("/me", payload)

    watch.look()

    assert watch.done == []
    seen = {each: text.count(written[each]) for each, (text,) in watch.texts.items()}
    assert {each: times for each, times in seen.items() if times < 3} == {}
