"""Every events/console/*.json through the real handler: the desk, for whoever is signed in."""

import csv
from io import StringIO
from urllib.parse import urlencode

import pytest

from referrals.model.change.change_record import Door, new_change
from referrals.model.staff.right import StaffRole
from referrals.wiring import clock, session_stores
from tests.desk import EVENTS, a_member, answer, come_in, event, get, page, post, seat
from tests.desk_answers import STATUS
from tests.letters import post_letters
from tests.portal import PortalPage
from tests.template import resources
from tests.world import a_program, store_program


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program())
    come_in()


def test_every_event_has_its_expected_answer() -> None:
    assert sorted(STATUS) == sorted(path.stem for path in EVENTS.glob("*.json"))


@pytest.mark.parametrize("name", sorted(STATUS))
def test_an_event_gets_its_answer(name: str) -> None:
    assert answer(name)["statusCode"] == STATUS[name]


@pytest.mark.parametrize("name", sorted(STATUS))
def test_no_page_is_kept_or_runs_a_script_of_others(name: str) -> None:
    headers = answer(name)["headers"]

    assert "no-store" in headers["cache-control"]
    assert "unsafe" not in headers.get("content-security-policy", "")
    assert "noindex" in headers.get("x-robots-tag", "noindex")


def test_the_gateway_leads_every_address_here() -> None:
    routes = resources("AWS::ApiGatewayV2::Route").values()
    found = {r["RouteKey"] for r in routes if "ConsoleIntegration" in r["Target"]["Fn::Sub"]}

    assert {event(path.stem)["routeKey"] for path in EVENTS.glob("*.json")} == found


def test_a_program_that_is_not_there_is_named_as_missing() -> None:
    told = get("/console?program=nobody-knows")

    assert told["statusCode"] == 404
    assert "No program is called nobody-knows" in PortalPage(told["body"]).text


def test_an_invitation_is_written_and_stands_in_the_log() -> None:
    told = answer("staff_invite")

    assert told["headers"]["location"] == "/console/staff?done=staff.invite"
    assert post_letters().readers == ["tom@lindner.example"]
    (line,) = session_stores.change_log().changes(f"{clock.now():%Y-%m}")
    assert (line.actor, line.door, line.kind) == ("stf_jana", Door.DESK, "staff_invite")
    assert line.outcome == "done"
    assert "tom@" not in line.model_dump_json()


def test_a_form_with_a_fault_keeps_its_texts_and_names_the_field() -> None:
    told = answer("staff_invite_wrong", {"email": "tom", "name": "Tom", "role": "support"})

    made = PortalPage(told["body"])
    fields = {a.get("name"): a for tag, a in made.tags if tag == "input"}
    assert fields["email"]["value"] == "tom"
    assert fields["email"]["aria-invalid"] == "true"
    assert fields["name"]["value"] == "Tom"
    assert "This is no e-mail address. Look at it once more." in made.text
    (line,) = session_stores.change_log().changes(f"{clock.now():%Y-%m}")
    assert line.outcome == "no_mailbox"


def test_the_last_owner_can_neither_go_nor_be_less() -> None:
    less = post("/console/staff/stf_jana/role", role="reader", why="a try")
    gone = post("/console/staff/stf_jana/remove", why="a try")

    assert (less["statusCode"], gone["statusCode"]) == (409, 409)
    assert session_stores.staff().register().get("stf_jana").role is StaffRole.OWNER


def test_nobody_is_changed_or_removed_without_a_reason() -> None:
    seat(a_member(staff_id="stf_boss", email="boss@lindner.example"))

    told = [
        post("/console/staff/stf_boss/role", role="reader"),
        post("/console/staff/stf_boss/remove"),
    ]

    assert [each["statusCode"] for each in told] == [400, 400]
    assert session_stores.staff().register().get("stf_boss").role is StaffRole.OWNER


def test_whoever_is_removed_is_out_with_the_next_request() -> None:
    seat(a_member(staff_id="stf_boss", email="boss@lindner.example"))
    assert get("/console")["statusCode"] == 200

    register = session_stores.staff()
    register.replace(register.register(), register.register().without("stf_jana"))

    assert get("/console")["statusCode"] == 401


def test_removing_somebody_ends_their_sessions() -> None:
    seat(a_member(staff_id="stf_boss", email="boss@lindner.example"))

    assert post("/console/staff/stf_jana/remove", why="left us")["statusCode"] == 303

    assert list(session_stores.person_sessions().of_person("stf_jana", clock.now())) == []


def test_a_session_is_listed_by_its_browser_and_ended() -> None:
    assert "Firefox, Linux" in page("/console/sessions").text

    assert post("/console/sessions/ses_desk/end")["statusCode"] == 303
    assert get("/console")["statusCode"] == 401


def test_a_reason_stands_in_the_log_without_addresses() -> None:
    post("/console/staff/stf_jana/role", role="reader", why="as ben@example.com asked")

    shown = page("/console/log").text

    assert "as … asked" in shown
    assert "last_owner" in shown


def test_the_log_is_narrowed_by_its_address() -> None:
    answer("staff_invite")
    post("/console/staff/stf_jana/role", role="owner", why="no change")

    shown = page("/console/log?kind=staff_role")

    assert "staff_role" in shown.text
    assert "staff_invite" not in shown.text


@pytest.mark.parametrize(
    ("who", "shown"),
    [("jana lindner", 1), ("JANA", 2), ("stf_jana", 1), ("Bo", 0), ("bo@lindner.example", 0)],
)
def test_the_log_finds_who_by_the_name_that_it_shows(who: str, shown: int) -> None:
    seat(a_member(name="Jana Lindner"), a_member(staff_id="stf_two", email="j@x.example"))
    seat(a_member(staff_id="stf_boss", email="bo@lindner.example", name=""))
    for actor in ("stf_jana", "stf_two", "stf_boss"):
        subject = {"action": "freeze", "order_id": "1001"}
        random, now = actor.ljust(10).encode()[:10], clock.now()
        line = new_change("hold_make", subject, actor=actor, door=Door.DESK, now=now, random=random)
        session_stores.change_log().add(line)

    rows = get(f"/console/log?{urlencode({'actor': who, 'format': 'csv'})}")["body"]

    assert rows.count("hold_make: freeze") == shown


def test_a_list_goes_on_by_its_cursor_under_the_same_filters() -> None:
    for number in range(51):
        post("/console/staff/stf_jana/role", role="owner", why=f"number {number}")
    first = page("/console/log?kind=staff_role")

    further = next(a["href"] or "" for tag, a in first.tags if a.get("rel") == "next")

    assert "kind=staff_role" in further
    assert "number" in page(further).text
    assert [a for tag, a in page(further).tags if a.get("rel") == "next"] == []


def test_a_file_has_all_of_a_list_and_no_formula() -> None:
    post("/console/staff/stf_jana/role", role="owner", why='=HYPERLINK("x")')
    for number in range(120):
        post("/console/staff/stf_jana/role", role="owner", why=f"number {number}")

    told = answer("log_file")

    rows = list(csv.reader(StringIO(told["body"].removeprefix("\ufeff"))))
    assert rows[0][:2] == ["when", "who"]
    assert len(rows) == 122
    assert rows[-1][5] == '\'=HYPERLINK("x")'
    assert "link" not in told["headers"]
    assert "attachment" in told["headers"]["content-disposition"]


def test_a_file_that_is_too_long_says_where_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("referrals.pages.console.listing.MOST_ROWS", 100)
    for number in range(120):
        post("/console/staff/stf_jana/role", role="owner", why=f"number {number}")

    first = answer("log_file")
    rows = list(csv.reader(StringIO(first["body"])))
    address = rows[-1][0].removeprefix("More: https://go.shop.example")
    rest = list(csv.reader(StringIO(get(address)["body"])))

    assert len(rows) == 102
    assert first["headers"]["link"].endswith('rel="next"')
    assert len(rest) == 21


def test_somebody_in_two_programs_chooses_one() -> None:
    store_program(a_program(program="others", name="Others"))

    made = page("/console?program=others")

    chosen = [a["value"] for tag, a in made.tags if tag == "option" and "selected" in a]
    assert chosen == ["others"]
    assert any(a.get("href") == "/console/log?program=others" for _, a in made.tags)


def test_the_first_thing_to_reach_leads_past_the_menu() -> None:
    made = page("/console")

    links = [a for tag, a in made.tags if tag == "a"]
    assert links[0]["href"] == "#page"
    assert made.first("main")["id"] == "page"
