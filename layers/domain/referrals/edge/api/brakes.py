"""Brakes of the API, for each key: what costs much, reaches people, or can be guessed.

Counted before the body is read, by the operation's name in the API's description. What isn't named
here is cheap; the gateway holds all of it together.
"""

from aws_lambda_powertools.event_handler.api_gateway import Route

from referrals.edge.api.log_of_changes import operation_of
from referrals.model.session.api_key import ApiKey
from referrals.model.session.brake import Brake
from referrals.wiring import clock, session_stores

A_MINUTE = {
    "advocate_enroll": 300,
    "advocate_list_all": 60,
    "claim_make": 60,
    "consent_tell": 300,
    "held_read": 60,
    "held_replay": 20,
    "letter_preview": 60,
    "letter_send_test": 10,
    "link_draw_png": 120,
    "link_draw_svg": 120,
    "measure_read": 60,
    "note_write": 60,
    "people_read_statement": 120,
    "portal_session_open_portal": 300,
    "privacy_ask": 30,
    "program_read_funnel": 60,
    "review_appeal": 30,
}


def brake(route: Route, key: ApiKey) -> None:
    """TooManyRequestsError when this key had its share of the minute."""
    operation = operation_of(route)
    most = A_MINUTE.get(operation)
    if most is not None:
        session_stores.buckets().take(Brake(operation, most), key.key_id, clock.now())
