"""The shop's own look on a page of its program."""

from referrals.model.brand.page_brand import PageBrand, page_brand
from referrals.model.program.program import Program


def brand_of(rules: Program) -> PageBrand:
    """For `the_pages().show(..., brand=...)`."""
    brand = rules.brand
    return page_brand(rules.shop_name, brand.colour, brand.font, brand.logo)
