"""What every shop that makes codes promises, over real HTTP; a new one is tested by its line."""

from collections.abc import Iterator

import pytest

from referrals.model.code.discount import Discount
from referrals.model.errors import RefusedError, UnavailableError
from referrals.providers.shops.fulfilment import (
    CodeState,
    Fulfilment,
    ShopCodeTakenError,
    ShopCredentialRefusedError,
    ShopCurrencyError,
    ShopScopeMissingError,
)
from referrals.providers.shops.fulfilment_registry import MODULES, find_fulfilment
from referrals.providers.shops.list_registry import find_store
from referrals.providers.shops.store_client import RateLimitedError
from referrals.providers.shops.store_write import StoreUnansweredError
from tests.shops.shop_server import ShopReply
from tests.shops.tills import TILLS, Till, open_till, terms

FIVE_EUROS = Discount("EUR", amount_minor=500)


@pytest.fixture(params=MODULES)
def till(request: pytest.FixtureRequest) -> Iterator[Till]:
    with open_till(request.param) as made:
        yield made


@pytest.fixture
def shop(till: Till) -> Fulfilment:
    found = find_fulfilment(till.platform)
    assert found
    return found


def test_every_shop_that_makes_codes_is_tried() -> None:
    assert set(TILLS) == set(MODULES)
    assert find_fulfilment("segment") is None


@pytest.mark.parametrize("platform", MODULES)
def test_one_credential_opens_list_and_till(platform: str) -> None:
    store, shop = find_store(platform), find_fulfilment(platform)

    assert store
    assert shop
    assert store.WORDS == shop.WORDS


def test_a_code_is_made_for_one_use(till: Till, shop: Fulfilment) -> None:
    shop.make(till.account, terms(), till.ask())

    assert till.shop.live("ABCD1234EFGH") == 1
    assert till.shop.worth("ABCD1234EFGH") == till.kind.percent


def test_a_fixed_amount_is_written_exactly(till: Till, shop: Fulfilment) -> None:
    shop.make(till.account, terms(discount=FIVE_EUROS), till.ask())

    assert till.shop.worth("ABCD1234EFGH") == till.kind.amount


@pytest.mark.parametrize("percent", [1, 7, 29, 57, 100])
def test_a_percentage_goes_through_no_float(till: Till, shop: Fulfilment, percent: int) -> None:
    shop.make(till.account, terms(discount=Discount("EUR", percent=percent)), till.ask())

    _, kept = till.shop.worth("ABCD1234EFGH")
    wanted = {"shopify": f"{percent / 100:.2f}", "woocommerce": f"{percent}.00"}
    assert kept == wanted.get(till.platform, str(percent))


def test_a_made_code_is_found_as_ours(till: Till, shop: Fulfilment) -> None:
    shop.make(till.account, terms(), till.ask())

    found = shop.find(till.account, terms("abcd1234efgh"), till.ask())

    assert found
    assert (found.ours, found.state) == (True, CodeState.LIVE)


def test_what_nobody_made_is_not_found(till: Till, shop: Fulfilment) -> None:
    assert shop.find(till.account, terms(), till.ask()) is None


def test_a_code_of_somebody_else_is_not_ours(till: Till, shop: Fulfilment) -> None:
    till.shop.put_stranger("ABCD1234EFGH")

    found = shop.find(till.account, terms(), till.ask())

    assert found
    assert not found.ours


def test_another_reward_s_code_is_not_ours(till: Till, shop: Fulfilment) -> None:
    shop.make(till.account, terms(), till.ask())

    found = shop.find(till.account, terms(reward_id="friends#shopify#1002/friend"), till.ask())

    assert found
    assert not found.ours


def test_a_code_that_is_there_is_said_to_be_taken(till: Till, shop: Fulfilment) -> None:
    till.shop.put_stranger("ABCD1234EFGH")

    with pytest.raises(ShopCodeTakenError):
        shop.make(till.account, terms(), till.ask())

    assert till.shop.live("ABCD1234EFGH") == 1


def test_a_code_is_disabled_and_enabled_again(till: Till, shop: Fulfilment) -> None:
    shop.make(till.account, terms(), till.ask())
    found = shop.find(till.account, terms(), till.ask())
    assert found

    shop.disable(till.account, found, till.ask())
    ended = shop.find(till.account, terms(), till.ask())

    assert till.shop.live("ABCD1234EFGH") == 0
    assert (ended is None) == till.kind.deletes
    if ended:
        assert ended.state is CodeState.DISABLED
        shop.enable(till.account, ended, terms(), till.ask())
    else:
        shop.make(till.account, terms(), till.ask())
    assert till.shop.live("ABCD1234EFGH") == 1


def test_disabling_what_is_gone_is_done(till: Till, shop: Fulfilment) -> None:
    shop.make(till.account, terms(), till.ask())
    found = shop.find(till.account, terms(), till.ask())
    assert found
    till.shop.forget("ABCD1234EFGH")

    shop.disable(till.account, found, till.ask())

    assert till.shop.live("ABCD1234EFGH") == 0


def test_a_spent_code_is_known_as_used(till: Till, shop: Fulfilment) -> None:
    shop.make(till.account, terms(), till.ask())
    till.shop.spend("ABCD1234EFGH")

    found = shop.find(till.account, terms(), till.ask())

    assert found
    assert found.state is CodeState.USED


def test_a_limit_is_waited_for(till: Till, shop: Fulfilment) -> None:
    pauses: list[float] = []
    till.server.ill = [till.kind.limited]

    shop.make(till.account, terms(), till.ask(pauses))

    assert till.shop.live("ABCD1234EFGH") == 1
    assert pauses


def test_a_limit_that_stays_ends_the_try(till: Till, shop: Fulfilment) -> None:
    till.server.ill = [till.kind.limited] * 9

    with pytest.raises(UnavailableError):
        shop.make(till.account, terms(), till.ask())


@pytest.mark.parametrize(
    "ill", [ShopReply(status=500), ShopReply(status=302), ShopReply(b"<html>")]
)
def test_without_a_whole_answer_nothing_is_sent_again(
    till: Till, shop: Fulfilment, ill: ShopReply
) -> None:
    till.fail(ill)

    with pytest.raises(StoreUnansweredError):
        shop.make(till.account, terms(), till.ask())

    assert len(till.server.asked) == till.kind.looks + 1


def test_an_answer_cut_off_is_none(till: Till, shop: Fulfilment) -> None:
    def cut(number: int) -> None:
        till.server.cut = number == till.kind.looks

    till.server.before = cut

    with pytest.raises(StoreUnansweredError):
        shop.make(till.account, terms(), till.ask())


def test_a_credential_that_ended_is_said(till: Till, shop: Fulfilment) -> None:
    till.shop.known = False

    for act in (shop.find, shop.make):
        with pytest.raises(ShopCredentialRefusedError):
            act(till.account, terms(), till.ask())


def test_a_missing_scope_is_named(till: Till, shop: Fulfilment) -> None:
    till.shop.allowed = False

    for act in (shop.find, shop.make):
        with pytest.raises(ShopScopeMissingError) as refused:
            act(till.account, terms(), till.ask())
        assert refused.value.remedy


def test_any_other_no_is_a_refusal(till: Till, shop: Fulfilment) -> None:
    till.server.ill = [ShopReply(b"<html>Forbidden by the firewall</html>", 406)]

    with pytest.raises(RefusedError):
        shop.make(till.account, terms(), till.ask())


@pytest.mark.parametrize("platform", ["shopify", "woocommerce", "bigcommerce", "lemonsqueezy"])
def test_an_amount_in_another_currency_is_refused(platform: str) -> None:
    with open_till(platform) as till:
        shop = find_fulfilment(platform)
        assert shop
        till.shop.currency = "USD"

        with pytest.raises(ShopCurrencyError):
            shop.make(till.account, terms(discount=FIVE_EUROS), till.ask())

        shop.make(till.account, terms(), till.ask())
        assert till.shop.all_live() == {"ABCD1234EFGH"}


def test_percentages_are_carried_everywhere(shop: Fulfilment) -> None:
    assert shop.objection(Discount("ISK", percent=10)) is None
    assert shop.objection(FIVE_EUROS) is None


def test_a_very_long_limit_is_left_to_the_next_try(till: Till, shop: Fulfilment) -> None:
    till.server.ill = [ShopReply(status=429, headers={"retry-after": "900"})]

    with pytest.raises(RateLimitedError):
        shop.make(till.account, terms(), till.ask())
