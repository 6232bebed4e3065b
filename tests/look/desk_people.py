"""What the desk's pages of people show beside the bakery: a parked letter, an unhappy answer."""

from referrals.desks import survey as survey_desk
from referrals.model.delivery.outbox import BY_HAND, DeliveryState
from referrals.model.survey.survey import Survey
from referrals.steps.survey.answer_survey import answer_survey
from referrals.store.table import transact
from referrals.wiring import clients, community_stores, nudge_stores, stores
from tests.desk import post
from tests.look.bakery import MIRA
from tests.world import NOW, a_key, an_item

ORDER = "/console/orders/shopify/2001"
SAID = "The rolls were cold twice this week.\nI still like you, but I had told a friend."


def lay_people() -> None:
    cause = str(a_key("2001"))
    stores.outbox().add(
        an_item(
            item_id=f"{cause}#shop-hears",
            cause=cause,
            state=DeliveryState.PARKED,
            reason="mailbox_full",
        )
    )
    hands = {"conversion_key": cause, "side": "friend"}
    stores.outbox().add(
        an_item(
            item_id=f"{cause}#reward-friend",
            cause=cause,
            channel="reward",
            topic="reward.granted",
            state=DeliveryState.PARKED,
            reason=BY_HAND,
            data=hands,
        )
    )
    survey = Survey(person_id=MIRA, program_id="friends", number=1, asked_at=NOW, mailed=True)
    transact(clients.dynamo(), nudge_stores.surveys().ask_actions(survey))
    answer_survey(survey.survey_id, 3, SAID, survey_desk.answers(), now=NOW)
    note = community_stores.notes().of_receiver("adv_ada", 1)[0]
    community_stores.notes().report(note, NOW)
    gift = {"asset": "EUR", "amount": "3.00", "reference": "look", "why": "a late parcel"}
    post("/console/people/adv_ada/goodwill", **gift)
    post(f"{ORDER}/correct", by="somebody", whom="long-words", why="she showed us the message")
