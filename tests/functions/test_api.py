"""Every events/api/*.json through the real handler."""

from pathlib import Path

import pytest

from tests.caller import EVENTS, a_shop_with_a_key, body_of, call_api
from tests.credit import credit

ANSWERS = {
    "enroll_advocate": (201, ""),
    "open_portal": (200, ""),
    "enroll_advocate_base64": (201, ""),
    "enroll_again_by_alias": (200, ""),
    "enroll_malformed": (422, "malformed"),
    "enroll_unknown_program": (404, "program_not_found"),
    "enroll_not_json": (422, "malformed"),
    "enroll_form": (415, "unsupported_media_type"),
    "list_advocates": (200, ""),
    "list_bad_cursor": (400, "bad_cursor"),
    "read_advocate": (200, ""),
    "read_statement": (200, ""),
    "read_personal_statement": (200, ""),
    "read_unknown_advocate": (404, "person_not_found"),
    "issue_link": (201, ""),
    "issue_taken_code": (409, "code_taken"),
    "read_link": (200, ""),
    "read_unknown_link": (404, "link_not_found"),
    "read_odd_code": (400, "bad_code"),
    "pause_link": (200, ""),
    "draw_link_svg": (200, ""),
    "draw_link_png": (200, ""),
    "read_conversion": (200, ""),
    "read_conversion_then": (200, ""),
    "read_conversion_too_early": (404, "conversion_not_found"),
    "read_unknown_conversion": (404, "conversion_not_found"),
    "list_gift_leaks": (200, ""),
    "list_held": (200, ""),
    "read_unknown_held": (404, "body_gone"),
    "replay_held": (200, ""),
    "replay_unknown_source": (404, "unknown_source"),
    "list_reconciliations": (200, ""),
    "list_reconciliations_bad_cursor": (400, "bad_cursor"),
    "correct_conversion": (201, ""),
    "correct_conversion_to_nobody": (201, ""),
    "correct_conversion_without_reason": (422, "malformed"),
    "freeze_reward": (201, ""),
    "correct_unknown_conversion": (404, "conversion_not_found"),
    "report_act": (201, ""),
    "make_claim": (201, ""),
    "make_claim_before_the_order": (201, ""),
    "make_claim_named_twice": (422, "malformed"),
    "make_claim_unknown_code": (404, "link_not_found"),
    "make_claim_of_the_future": (400, "not_yet_happened"),
    "read_unknown_claim": (404, "claim_not_found"),
    "read_program": (200, ""),
    "read_funnel": (200, ""),
    "read_funnel_backwards": (400, "bad_period"),
    "list_outbox": (200, ""),
    "resend_unknown_item": (404, "outbox_item_not_found"),
    "list_todo": (200, ""),
    "finish_unknown_todo": (404, "todo_not_found"),
    "list_privacy_requests": (200, ""),
    "export_person": (200, ""),
    "erase_person": (201, ""),
    "erase_nobody": (400, "nobody_named"),
    "erase_in_unknown_program": (404, "program_not_found"),
    "reserve_value": (201, ""),
    "reserve_too_much": (400, "not_enough"),
    "reserve_without_amount": (422, "malformed"),
    "capture_redemption": (404, "redemption_not_found"),
    "capture_unknown_redemption": (404, "redemption_not_found"),
    "release_redemption": (404, "redemption_not_found"),
    "read_redemption": (404, "redemption_not_found"),
    "list_redemptions": (200, ""),
    "give_goodwill": (201, ""),
    "read_goodwill": (404, "goodwill_not_found"),
    "list_goodwill": (200, ""),
    "make_welcome_link": (201, ""),
    "tell_consent": (200, ""),
    "write_note": (400, "nobody_to_thank"),
    "read_note": (404, "note_not_found"),
    "list_note_reports": (200, ""),
    "list_reviews": (200, ""),
    "read_unknown_review": (404, "review_not_found"),
    "approve_review": (404, "review_not_found"),
    "appeal_review": (404, "review_not_found"),
    "exchange_credit": (400, "no_till"),
    "read_catalogue": (200, ""),
    "read_donations": (200, ""),
    "read_log": (200, ""),
    "list_stories": (200, ""),
    "list_stories_bad_cursor": (400, "bad_cursor"),
    "read_unknown_story": (404, "story_not_found"),
    "approve_unknown_story": (404, "story_not_found"),
    "decline_without_reason": (422, "malformed"),
    "read_openapi": (200, ""),
    "no_key": (401, "unknown_key"),
    "unknown_key": (401, "unknown_key"),
    "unknown_path": (404, "no_such_path"),
    "wrong_method": (405, "method_not_allowed"),
}


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    a_shop_with_a_key()
    credit()


@pytest.mark.parametrize("path", sorted(EVENTS.glob("*.json")), ids=lambda path: str(path.stem))
def test_every_event_gets_the_answer_it_deserves(path: Path) -> None:
    status, code = ANSWERS[path.stem]

    answer = call_api(path.stem)

    assert answer["statusCode"] == status
    assert answer["headers"]["x-request-id"] == f"{path.stem}="
    if code:
        assert answer["headers"]["content-type"] == "application/problem+json"
        assert body_of(answer)["code"] == code
