"""What links bring while an experiment runs, told as the streams tell it."""

from datetime import timedelta

from awswire.codec import Item
from referrals.desks import experiment as experiment_desk
from referrals.model.experiment.declaration import DeclaredExperiment
from referrals.model.link.click import click_id_of
from referrals.steps.experiment.fold_trials import TrialFoldDesk, fold_trials
from referrals.steps.insight.roll_up import ItemChange, roll_up
from referrals.store.experiment.tally import WrongTally, trial_place
from referrals.views.experiment.trial_check import wrong_tallies
from referrals.wiring import clients, experiment_stores, stores
from tests.clicks import a_click
from tests.world import NOW, a_conversion, a_referral, an_order, figures_of

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
ON = NOW - timedelta(days=3)


def clicks(
    code: str, count: int, on: timedelta = timedelta(), program_id: str = "friends"
) -> list[ItemChange]:
    made = []
    for number in range(count):
        moment = ON + on + timedelta(seconds=number)
        click_id = click_id_of(int(moment.timestamp()), code[:8].encode().ljust(8))
        click = a_click(click_id, moment)._replace(code=code, user_agent=BROWSER)
        click = click._replace(program_id=program_id)
        stores.clicks().record(click)
        item = clients.table("clicks").get({"click_id": click_id}) or {}
        made.append(ItemChange(f"{click_id}-{code}", "clicks", item, {}, inserted=True))
    return made


def order(code: str, order_id: str, lost_minor: int = 0, revision: int = 1) -> ItemChange:
    """As the stream tells it, with the table as it is by then."""
    figures = figures_of(
        a_conversion(an_order(occurred_at=ON)), lost_minor=lost_minor, revision=revision
    )
    referral = a_referral(figures, order_id, code=code)
    table, key = stores.referrals().table, {"referral_key": referral.key}
    old: Item = table.get(key) or {}
    table.put({**key, **referral.model_dump(mode="json")})
    mark = f"{order_id}-{revision}-{code}"
    return ItemChange(mark, "referrals", table.get(key) or {}, old, inserted=not old)


def tell(*changes: ItemChange, desk: TrialFoldDesk | None = None) -> int:
    roll_up(changes, stores.insights(), stores.programs(), now=NOW)
    return fold_trials(changes, desk or experiment_desk.folds())


def tallies(trial: DeclaredExperiment) -> list[tuple[int, int, int, int]]:
    """Links, clicks, orders and money of each arm."""
    kept, place = experiment_stores.trial_tallies(), trial_place(trial, "friends")
    arms = [kept.arm(place, each.name) for each in trial.arms]
    return [(each.links, each.clicks, each.orders, each.money) for each in arms]


def wrong() -> list[WrongTally]:
    return list(wrong_tallies(stores.programs(), stores.links(), experiment_stores.trial_tallies()))
