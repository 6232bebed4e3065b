"""A link's QR code as a drawing: its own size by itself, and whole in whatever room it is given."""

import re

import pytest

from referrals.views.link.link_qr import Drawing, link_qr


@pytest.mark.parametrize("host", ["https://go.shop.example", f"https://{'long-' * 10}shop.example"])
def test_a_drawing_is_scaled_and_never_cut_off(host: str) -> None:
    svg = link_qr(host, "ada-bakes", Drawing.SVG, 4).decode()

    size = re.match(r'<svg width="(\d+)" height="(\d+)" .*?viewBox="0 0 (\d+) (\d+)"', svg)
    assert size
    assert len(set(size.groups())) == 1
    assert svg.count("<svg") == 1
