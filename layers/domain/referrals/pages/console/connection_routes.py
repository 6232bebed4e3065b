"""The desk's addresses of what connects the program with others: lines of `routes`."""

from referrals.model.staff.right import Right
from referrals.pages.console.route import ConsoleAct, ConsolePage

CONNECTION_PAGES: dict[str, ConsolePage] = {
    "/console/connections": ConsolePage("connections.show", Right.CONNECT),
    "/console/connections/tries/{item_id}": ConsolePage("connections.show_try", Right.CONNECT),
    "/console/connections/{channel}/secret": ConsolePage("channel_secret.show", Right.CONNECT),
    "/console/connections/shops/{source}": ConsolePage("shop_source.show", Right.CONNECT),
    "/console/held": ConsolePage("held_bodies.show", Right.READ),
    "/console/keys/new": ConsolePage("keys.show_new", Right.CONNECT),
}
CONNECTION_ACTS: dict[str, ConsoleAct] = {
    "/console/connections/server/try": ConsoleAct(
        "connections.try_server", Right.CONNECT, "webhook_test", "/console/connections", "Tried."
    ),
    "/console/connections/shops/{source}/try": ConsoleAct(
        "connections.try_shop",
        Right.CONNECT,
        "source_test",
        "/console/connections",
        "Tried.",
    ),
    "/console/connections/mail/try": ConsoleAct(
        "connections.try_mail",
        Right.CONNECT,
        "letter_send_test",
        "/console/connections",
        "Tried.",
    ),
    "/console/connections/{channel}/try": ConsoleAct(
        "connections.try_outside",
        Right.CONNECT,
        "connection_test",
        "/console/connections",
        "Tried.",
    ),
    "/console/keys/{key_id}/revoke": ConsoleAct(
        "connections.revoke_key",
        Right.CONNECT,
        "key_revoke",
        "/console/connections",
        "Revoked. It opens nothing any more.",
    ),
    "/console/connections/shops/{source}/add": ConsoleAct(
        "shop_source.add",
        Right.CONNECT,
        "source_add",
        "/console/connections/shops/{source}",
        "Kept. Orders are believed within seconds.",
    ),
    "/console/connections/shops/{source}/rotate": ConsoleAct(
        "shop_source.rotate",
        Right.CONNECT,
        "source_rotate",
        "/console/connections/shops/{source}",
        "Kept beside the old one: both are believed until you end the old one.",
    ),
    "/console/connections/shops/{source}/finish": ConsoleAct(
        "shop_source.finish",
        Right.CONNECT,
        "source_rotate",
        "/console/connections/shops/{source}",
        "The old secret is believed no more.",
    ),
    "/console/connections/{channel}/keep": ConsoleAct(
        "channel_secret.keep",
        Right.CONNECT,
        "connection_add",
        "/console/connections/{channel}/secret",
        "Kept. Try it on Connections; what waits goes out.",
    ),
    "/console/held/replay": ConsoleAct(
        "held_bodies.replay",
        Right.HELP,
        "held_replay",
        "/console/held",
        "It is understood now, and recorded.",
    ),
    "/console/held/replay-all": ConsoleAct(
        "held_bodies.replay_all",
        Right.HELP,
        "held_replay",
        "/console/held",
        "Read again. What is understood now is recorded; what still isn’t stays here.",
    ),
    "/console/keys/create": ConsoleAct(
        "keys.create", Right.CONNECT, "key_create", "/console/keys/new", "Made."
    ),
}
