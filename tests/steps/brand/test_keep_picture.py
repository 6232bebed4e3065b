"""Which pictures of ours are kept when rules are applied: those that are new, and no others'."""

import pytest

from referrals.desks import program as program_desk
from referrals.model.brand.brand_picture import PictureGoneError, PictureUse, picture_address
from referrals.model.program.program import Program
from referrals.steps.brand.keep_picture import keep_pictures, take_picture
from referrals.steps.program.check_draft import check_draft
from tests.bucket import files, open_bucket
from tests.file_form import drawing
from tests.world import a_program

OURS = "https://go.shop.example"
GONE = f"brand-{'0' * 32}.png"


@pytest.fixture(autouse=True)
def bucket(account: None) -> None:
    open_bucket()


def rules(**brand: str) -> Program:
    return a_program(brand=brand).rules


def keep(new: Program, current: Program | None = None) -> None:
    keep_pictures(new, current, program_desk.pictures, OURS)


def test_what_rules_newly_name_is_kept_once_and_under_its_own_name() -> None:
    name = take_picture(drawing(), PictureUse.LOGO, program_desk.pictures())

    for _ in range(2):
        keep(rules(logo=picture_address(f"{OURS}/", name)))

    assert files() == [f"brand/{name}", f"drafts/{name}"]


@pytest.mark.parametrize(
    "address",
    [
        "https://cdn.shop.example/logo.png",
        f"https://go.elsewhere.example/pictures/{GONE}",
        f"{OURS}/pictures/card-{'0' * 32}.png",
        f"{OURS}/pictures/{GONE}?v=2",
    ],
)
def test_an_address_that_shows_no_file_of_ours_is_left_alone(address: str) -> None:
    keep(rules(logo=address, picture=address))

    assert files() == []


@pytest.mark.parametrize("field", ["logo", "picture"])
def test_one_that_ended_is_refused_unless_it_holds_today(field: str) -> None:
    named = rules(**{field: picture_address(OURS, GONE)})

    keep(named, named)
    with pytest.raises(PictureGoneError) as refusal:
        keep(named, rules())

    assert refusal.value.field == f"brand.{field}"


def test_an_address_of_the_local_stack_holds_on_the_local_stack_alone() -> None:
    written = {**a_program().rules.model_dump(mode="json")}
    written["brand"] = {"logo": f"http://localhost:8080/pictures/{GONE}"}

    assert check_draft(written, local=True)[1] == ()
    (fault,) = check_draft(written, local=False)[1]
    assert fault.field == "brand.logo"
