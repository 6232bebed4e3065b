"""What goes wrong in the world, at the press of a button; each says what came of it."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count

from goodword.local import clock, schedule, stack_file, worker
from goodword.local.demo import desk
from goodword.local.demo.friend import ScriptedFriend
from goodword.local.place import StackPlace
from goodword.local.shop import till
from goodword.local.shop.courier import HOLD, LOSE
from goodword.local.shop.door import Bakery
from referrals.views.order.explanation import MOVING

TIMES = 50
AT_ONCE = 16
PATIENCE_SECONDS = 30
KILL_TRIES = 3
CODE = "ada"
FRIENDS = ("Dora", "Emil", "Fatima", "Gus", "Hana", "Ivo", "Jana", "Karim")
BREAD = (101, 102)
NOBODY = "Nobody has bought anything yet. Be the friend first, on the left."


@dataclass(frozen=True, slots=True)
class Mishaps:
    place: StackPlace
    bakery: Bakery
    one_at_a_time: threading.Lock

    def run(self, name: str) -> str:
        """What came of it, in a sentence or two."""
        known: dict[str, Callable[[], str]] = {
            "fifty": self.send_fifty_times,
            "refund-first": self.refund_first,
            "kill": self.kill_function,
            "lose": self.lose_webhooks,
            "hour": lambda: self.go_forward("1h"),
            "fortnight": lambda: self.go_forward("15d"),
        }
        if name not in known:
            return "There is no such button."
        with self.one_at_a_time:
            desk.enter()
            return known[name]()

    def send_fifty_times(self) -> str:
        with self.bakery.shelf.reading() as tables:
            webhook = next((w for w in tables.webhooks() if w.topic == "orders/paid"), None)
        if webhook is None:
            return NOBODY
        before = desk.books()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = list(pool.map(lambda _: self.bakery.courier.bring(webhook), range(TIMES)))
        with self.bakery.shelf.writing() as tables:
            tries = webhook.tries + TIMES
            tables.mark_webhook(webhook.number, webhook.state, tries, f"{answers[-1]}, again")
        self._settle(webhook.order_number)
        after, taken = desk.books(), sum(200 <= status < 300 for status in answers)
        lines = "as before" if after.entries == before.entries else f"not {before.entries} any more"
        return (
            f"Order #{webhook.order_number} was told {TIMES} times more, {taken} of them were "
            f"answered well. The books have {after.entries} lines, {lines}."
        )

    def refund_first(self) -> str:
        self._switch(HOLD, 1)
        try:
            number = self._buy()
            with self.bakery.shelf.writing() as tables:
                if order := tables.order(number):
                    till.refund_rest(order, tables, self.bakery.clock())
                tables.advance_webhook(number, "refunds/create")
        finally:
            self._switch(HOLD, 0)
        self._deliver(number)
        return f"Order #{number}: its refund was told before the order itself. {self._end(number)}"

    def kill_function(self) -> str:
        """A function may be done before it is caught: then another order is placed."""
        for _ in range(KILL_TRIES):
            number, is_dead = self._kill_at_order()
            if is_dead:
                break
        with self.bakery.shelf.reading() as tables:
            tries = sum(each.tries for each in tables.webhooks(number))
        died = "died while it worked" if is_dead else "was too quick to be caught"
        return (
            f"Order #{number}: the function that takes webhooks {died}. The shop asked {tries} "
            f"times until both of its webhooks were heard. {self._end(number)}"
        )

    def _kill_at_order(self) -> tuple[int, bool]:
        """The order's number, and whether the function died while it took its webhooks."""
        self._switch(HOLD, 1)
        try:
            number = self._buy()
            with ThreadPoolExecutor(1) as pool:
                killed = pool.submit(worker.kill_next_worker, self.place, "ConversionsFunction")
                time.sleep(0.2)
                self._switch(HOLD, 0)
        finally:
            self._switch(HOLD, 0)
        self._deliver(number)
        return number, bool(killed.result())

    def lose_webhooks(self) -> str:
        self._switch(LOSE, 2)
        try:
            number = self._buy()
            self._deliver(number)
        finally:
            self._switch(LOSE, 0)
        return (
            f"Order #{number}: both of its webhooks were lost, so nobody knows of it. Press "
            "“An hour later”: the shop's own list is asked every hour."
        )

    def go_forward(self, text: str) -> str:
        leap = clock.forward(self.place, clock.span_of(text))
        stack_file.note_clock(self.place)
        desk.enter()
        failed = [job.name for job in leap.jobs if "errorType" in schedule.run_job(self.place, job)]
        said = (
            f"It is {leap.until:%A, %-d %B %Y, %H:%M}. {len(leap.jobs)} jobs fell due and were run"
        )
        return f"{said}; these failed: {', '.join(failed)}." if failed else f"{said}."

    def _buy(self) -> int:
        """Somebody new comes by Ada's link and buys with their code."""
        friend = ScriptedFriend(self.place.url)
        code = friend.take_code(friend.follow(CODE))
        number = next(_SERIAL)
        name = FRIENDS[number % len(FRIENDS)]
        email = f"{name.lower()}-{int(time.time())}-{number}@example.org"
        return friend.buy(code, BREAD, name=name, email=email)

    def _switch(self, name: str, value: int) -> None:
        with self.bakery.shelf.writing() as tables:
            tables.set_switch(name, value)
        self.bakery.courier.hurry()

    def _deliver(self, number: int) -> None:
        """Until nothing of the order waits any more."""
        ends = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < ends:
            with self.bakery.shelf.reading() as tables:
                if not any(each.state == "waiting" for each in tables.webhooks(number)):
                    return
            time.sleep(0.1)

    def _settle(self, number: int) -> None:
        ends = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < ends:
            found = desk.find_story(number)
            if found and found.standing not in MOVING:
                return
            time.sleep(0.2)

    def _end(self, number: int) -> str:
        self._settle(number)
        orders = desk.desk_orders(self.bakery.shelf)
        return next((each.verdict for each in orders if each.order.number == number), "")


_SERIAL = count()
