"""A logo that came as a file: shown before it is applied, kept as long as a version names it."""

import base64
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import boto3
import pytest

from functions.console.app import handler
from functions.friend.app import handler as friend
from referrals.model.brand.brand_picture import NAME
from referrals.model.errors import UnavailableError
from referrals.model.staff.right import StaffRole
from referrals.wiring import clock, page_stores, session_stores, stores
from tests.bucket import BUCKET, files, open_bucket
from tests.desk import at, come_in, event, get, page, post
from tests.file_form import TYPE, drawing, file_form
from tests.portal import PortalPage
from tests.portal import event as page_event
from tests.world import a_program, store_program

OURS = "https://go.shop.example/pictures/"


@pytest.fixture(autouse=True)
def desk(account: None) -> None:
    open_bucket()
    store_program(a_program())
    come_in(StaffRole.MARKETER)


def send(
    files: dict[str, bytes], headers: dict[str, str] | None = None, **texts: str
) -> dict[str, Any]:
    asked = event("staff_invite")
    asked["headers"] |= {"content-type": TYPE, **(headers or {})}
    asked["body"] = base64.b64encode(file_form(files, **texts)).decode()
    return handler(at(asked, "/console/brand/upload"), None)


def draft_of(told: dict[str, Any]) -> dict[str, str]:
    assert told["statusCode"] == 303, PortalPage(told["body"]).text
    return dict(parse_qsl(urlsplit(told["headers"]["location"]).query, keep_blank_values=True))


def served(address: str) -> dict[str, Any]:
    asked = page_event("picture")
    asked["pathParameters"]["name"] = address.removeprefix(OURS)
    return friend(asked, None)


def end_drafts() -> None:
    """As the bucket's own rule does after a month."""
    for key in files():
        if key.startswith("drafts/"):
            boto3.client("s3").delete_object(Bucket=BUCKET, Key=key)


def apply(draft: str, on: str = "1") -> dict[str, Any]:
    return post("/console/brand/apply", draft=draft, on=on, why="our own sign")


def test_files_are_shown_in_what_was_typed_and_nothing_is_applied() -> None:
    sent = {"logo_file": drawing("RGBA"), "picture_file": drawing(kind="JPEG")}
    told = send(sent, on="1", draft="colour=%23ffd200&font=serif")

    draft = draft_of(told)
    assert draft["colour"] == "#ffd200"
    assert draft["on"] == "1"
    assert all(NAME.fullmatch(draft[use].removeprefix(OURS)) for use in ("logo", "picture"))
    shown = page(told["headers"]["location"])
    assert "nowhere else until it is applied" in shown.text
    assert "Apply as version 2" in shown.text
    frames = [get(str(a["src"]))["body"] for tag, a in shown.tags if tag == "iframe"]
    assert all(f'src="{draft["logo"]}"' in frame for frame in frames)
    assert f'src="{draft["picture"]}"' in frames[0]
    assert stores.programs().get("friends").rules.brand.logo == ""
    assert {each.partition("/")[0] for each in files()} == {"drafts"}


def test_an_applied_file_outlives_its_draft_and_later_versions() -> None:
    draft = draft_of(send({"logo_file": drawing()}, on="1"))
    apply(f"logo={draft['logo']}")
    end_drafts()
    apply("logo=", on="2")

    assert stores.programs().get_version("friends", 2).rules.brand.logo == draft["logo"]
    assert stores.programs().get("friends").rules.brand.logo == ""
    told = served(draft["logo"])
    assert told["statusCode"] == 200
    assert told["headers"]["content-type"] == "image/png"
    assert told["headers"]["cache-control"] == "public, max-age=31536000, immutable"
    assert told["headers"]["x-content-type-options"] == "nosniff"
    assert base64.b64decode(told["body"]).startswith(b"\x89PNG")
    assert apply(f"logo={draft['logo']}", on="3")["statusCode"] == 303


def test_a_file_that_ended_before_it_was_applied_is_asked_for_anew() -> None:
    draft = draft_of(send({"logo_file": drawing()}, on="1"))
    assert served(draft["logo"])["statusCode"] == 200
    end_drafts()

    told = apply(f"logo={draft['logo']}")

    assert told["statusCode"] == 400
    assert "more than a month ago" in PortalPage(told["body"]).text
    assert stores.programs().get("friends").version == 1
    assert served(draft["logo"])["statusCode"] == 404


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"logo_file": b"<svg onload='x'/>"}, "logo_file", "Save it as a PNG"),
        ({"picture_file": b"%PDF-1.7"}, "picture_file", "no picture that can be read"),
        ({"logo_file": b""}, "logo_file", "No file was chosen"),
        ({"logo_file": drawing() + b"\0" * 4_000_000}, "logo_file", "more than 4 MB"),
    ],
    ids=["svg", "pdf", "nothing", "large"],
)
def test_a_file_that_cannot_be_shown_is_told_at_its_field(
    sent: dict[str, bytes], field: str, said: str
) -> None:
    told = send(sent, on="1", draft="colour=%23ffd200")

    made = PortalPage(told["body"])
    assert told["statusCode"] == 400
    assert said in made.text
    assert [a["name"] for tag, a in made.tags if a.get("aria-invalid")] == [field]
    assert [a["value"] for tag, a in made.tags if a.get("name") == "colour"] == ["#ffd200"]
    assert files() == []


def test_only_who_may_change_looks_sends_files_and_the_log_says_so() -> None:
    send({"logo_file": drawing()}, on="1", why="x", person="adv_ada")
    assert send({"logo_file": drawing()}, {"sec-fetch-site": "cross-site"})["statusCode"] == 403
    come_in(StaffRole.SUPPORT)
    assert send({"logo_file": drawing("RGBA")}, on="1")["statusCode"] == 403

    assert 'type="file"' not in get("/console/brand")["body"]
    assert len(files()) == 1
    found = session_stores.change_log().changes(f"{clock.now():%Y-%m}")
    assert [(each.kind, each.actor) for each in found] == [("brand_picture_upload", "stf_jana")]


def test_pictures_that_are_away_are_no_missing_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PICTURES_BUCKET", "another-pictures")

    with pytest.raises(UnavailableError):
        page_stores.brand_pictures().find("brand-x.png")
