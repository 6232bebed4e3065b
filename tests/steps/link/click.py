"""A click that the redirect could not store."""

from referrals.model.link.visit import Visit, click_of
from tests.world import NOW, a_link

VISIT = Visit("ada-bakes", "GET", "", {"user-agent": 'Mozilla/5.0 "{}"'}, "198.51.100.23")
CLICK = click_of(VISIT, a_link(), ip_key=b"k", clicked_at=NOW, random=b"8 random")
