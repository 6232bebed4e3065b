"""A card follows its link: drawn once, drawn again, and gone when nothing names it."""

import pytest

from referrals.desks import card as card_desk
from referrals.model.people.person import Consents
from referrals.steps.card.draw_card import CardDesk, draw_card, draw_cards_of, follow_change
from referrals.store.link.link import link_item
from referrals.wiring import stores
from tests.bucket import files, open_bucket
from tests.world import a_link, a_program, a_reader

CODE = "ada-bakes"


@pytest.fixture
def desk(account: None) -> CardDesk:
    open_bucket()
    stores.programs().add(a_program())
    stores.people().add(a_reader(consents=Consents(show_first_name=True)))
    stores.links().create(a_link(words="The best bread in town."))
    return card_desk.cards()


def test_a_link_that_has_its_card_is_left_alone(desk: CardDesk) -> None:
    assert draw_card(CODE, desk) == stores.links().get(CODE).card
    assert draw_card(CODE, desk) == ""


def test_words_that_changed_meanwhile_leave_no_card_behind(desk: CardDesk) -> None:
    def draw_late(facts: object) -> bytes:
        stores.links().change(CODE, words="Other words.")
        return b"a picture of the former ones"

    assert draw_card(CODE, desk._replace(draw=draw_late)) == ""
    assert files() == []
    assert stores.links().get(CODE).card == ""


def test_a_change_of_the_person_draws_all_their_links(desk: CardDesk) -> None:
    stores.links().create(a_link("ada-2", words="Rye."))

    assert draw_cards_of("adv_ada", desk) == 2
    assert draw_cards_of("adv_ada", desk) == 0


@pytest.mark.parametrize("code", ["nobody", "closed"])
def test_a_link_that_is_over_has_no_card(desk: CardDesk, code: str) -> None:
    stores.links().create(a_link("closed"))
    stores.links().close("closed")

    assert draw_card(code, desk) == ""
    assert files() == []


def test_a_link_of_no_program_waits(desk: CardDesk) -> None:
    stores.links().create(a_link("lost", program_id="nowhere"))

    assert draw_card("lost", desk) == ""


def test_a_card_that_the_link_names_no_more_is_removed(desk: CardDesk) -> None:
    draw_card(CODE, desk)
    before = link_item(stores.links().get(CODE))
    stores.links().close(CODE)

    assert follow_change(link_item(stores.links().get(CODE)), before, desk) == 0
    assert files() == []


def test_other_items_of_the_tables_are_nothing_to_draw(desk: CardDesk) -> None:
    assert follow_change({"code": "gift#friends#abc", "terms": {}}, {}, desk) == 0
    assert follow_change({"person_id": "identity#advocate#x", "owner_id": "adv_ada"}, {}, desk) == 0
