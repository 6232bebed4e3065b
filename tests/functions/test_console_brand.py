"""The shop's looks at the desk: a palette with its contrast, shown before it is applied."""

import pytest

from referrals.model.staff.right import StaffRole
from referrals.wiring import stores
from tests.desk import come_in, get, page, post
from tests.portal import PortalPage
from tests.world import a_program, store_program


@pytest.fixture(autouse=True)
def desk(account: None) -> None:
    store_program(a_program())
    come_in(StaffRole.MARKETER)


def test_a_colour_is_shown_with_the_contrast_that_it_gives() -> None:
    made = page("/console/brand?on=1&colour=%23ffd200")

    assert "#ffd200 has a contrast of" in made.text
    assert "Letters on a button" in made.text
    assert "too little" not in made.text
    assert "Apply as version 2" in made.text
    frames = [str(a["src"]) for tag, a in made.tags if tag == "iframe"]
    assert "/static/brand-ffd200-serif.css" in get(frames[0])["body"]
    assert "ffd200" in get(frames[1])["body"]


def test_looks_are_applied_and_nothing_else_changes() -> None:
    before = stores.programs().get("friends").rules

    post("/console/brand/apply", draft="colour=%23ffd200&font=sans", on="1", why="the new sign")

    after = stores.programs().get("friends").rules
    assert (after.brand.colour, after.brand.font) == ("#ffd200", "sans")
    assert after.model_copy(update={"brand": before.brand}) == before


def test_what_is_no_colour_is_told_at_its_field() -> None:
    told = get("/console/brand?on=1&colour=red")

    made = PortalPage(told["body"])
    assert told["statusCode"] == 400
    assert [a["name"] for tag, a in made.tags if a.get("aria-invalid")] == ["colour"]
    assert "Apply as version" not in made.text


def test_somebody_of_support_may_look_and_not_apply() -> None:
    come_in(StaffRole.SUPPORT)

    assert "Apply as version" not in page("/console/brand?on=1&colour=%23ffd200").text
    assert post("/console/brand/apply", draft="font=sans", on="1", why="x")["statusCode"] == 403
