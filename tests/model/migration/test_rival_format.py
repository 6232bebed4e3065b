"""Which program's a file is, by its columns."""

import pytest

from referrals.model.migration.rival_format import UnknownFormatError, find_format, formats

HEADS = {
    "rewardful": "ID,First name,Last name,Email,State,Visitors,Leads,Conversions,Token",
    "dub": "ID,Name,Email,Country,Status,Enrolled at,Payouts enabled at,Description,Clicks,Leads",
    "growsurf": "id,email,firstName,lastName,createdAt,referralCount,shareUrl,vanityKeys,rank",
    "friendbuy": "customerId,referralCode,campaignId,link,email",
    "referralcandy": "shopify_order_number,referral_email,referring_email,referral_order_time",
    "smile": "id,email,points_balance,referral_url,state",
    "loyaltylion": "id,email,points_approved,points_pending,referral_url,blocked",
    "friends": "friend_email,advocate_email,day",
    "plain": "email,first_name,code,balance",
}


@pytest.mark.parametrize("name", HEADS)
def test_a_file_is_known_by_its_columns(name: str) -> None:
    assert find_format(HEADS[name].split(",")).name == name


def test_every_format_is_known_by_columns_of_a_file_here() -> None:
    assert set(HEADS) == set(formats())


def test_the_name_wins_over_the_columns() -> None:
    assert find_format(["email"], "rewardful").name == "rewardful"


@pytest.mark.parametrize("wanted", ["", "unheard-of"])
def test_no_format_names_the_ones_there_are(wanted: str) -> None:
    with pytest.raises(UnknownFormatError) as refused:
        find_format(["colour", "size"], wanted)

    assert "rewardful" in str(refused.value)
