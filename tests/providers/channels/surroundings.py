"""What a channel is told of the world around it."""

from referrals.providers.channels.sender import Outside

SECRET = "whsec_" + "c2VjcmV0IG9mIHRoZSB0ZXN0cyBvbmx5"


HOOK = "https://hooks.slack.com/services/T0/B0/x0"


def outside(secrets: tuple[str, ...] = (SECRET,), stand_in: str = "") -> Outside:
    return Outside(
        stage="local",
        public_url="https://go.shop.example",
        mail_from="Bakery <hello@shop.example>",
        secrets_prefix="goodword/",
        endpoint_url=None,
        live_secrets=lambda name: (HOOK,) if secrets and name.endswith("/slack") else secrets,
        unsubscribe_key=lambda: b"key",
        appeal_key=lambda: b"appeal key",
        card_address=lambda code: f"https://go.shop.example/pictures/{code}.png",
        stand_in=stand_in,
    )
