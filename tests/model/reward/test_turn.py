"""What corrections leave behind stays small, and every name can be asked for still."""

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
