"""What corrections leave behind stays small, and every name can be asked for still."""

from referrals.model.code.discount import ShopCode, ShopCodeState
from referrals.model.reward.former_side import merge_former
from tests.model.reward.grant import a_grant, a_side


def test_alike_sides_become_one_that_owes_for_both() -> None:
    first = a_side(500, back=500).model_copy(update={"uncollected": 100})
    second = first.model_copy(update={"name": "advocate.2", "uncollected": 50, "stood": False})

    (merged,) = merge_former((first,), (second,))

    assert (merged.name, merged.also, merged.uncollected, merged.stood) == (
        "advocate.2",
        ("advocate",),
        150,
        True,
    )
    assert a_grant().model_copy(update={"former": (merged,)}).side("advocate").uncollected == 150


def test_sides_of_different_people_stay_apart() -> None:
    mine = a_side(500, back=500)
    hers = mine.model_copy(update={"person_id": "adv_cleo", "name": "advocate.2"})

    assert merge_former((mine,), (hers,)) == (mine, hers)


def test_a_side_whose_code_a_till_may_take_stays_apart() -> None:
    code = ShopCode(platform="shopify", code="ABCD", reward_id="friends#shopify#1/friend")
    first = a_side(500, back=500).model_copy(update={"shop_code": code})
    second = first.model_copy(update={"name": "advocate.2", "shop_code": None})
    ended = first.model_copy(
        update={"shop_code": code.model_copy(update={"state": ShopCodeState.DISABLED})}
    )

    assert merge_former((first,), (second,)) == (first, second)
    (merged,) = merge_former((ended,), (second,))
    grant = a_grant().model_copy(update={"former": (merged,)})
    assert grant.side("advocate").shop_code is None
