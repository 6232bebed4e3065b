"""What the watch over sources works with, and what the desk asks in the morning."""

from referrals.providers.shops.registry import MODULES
from referrals.steps.insight.watch_sources import WatchDesk
from referrals.wiring import clients, settings, stores, todo_stores


def watch() -> WatchDesk:
    prefix = settings.setting("SECRETS_PREFIX")

    def is_connected(program_id: str, source: str) -> bool:
        return bool(clients.secrets().live(f"{prefix}webhooks/{program_id}/{source}"))

    return WatchDesk(
        stores.programs(),
        stores.insights(),
        todo_stores.quiet_periods(),
        todo_stores.source_looks(),
        stores.bodies(),
        stores.outbox(),
        tuple(MODULES),
        is_connected,
    )
