"""A year of a shop's counters, as millions of orders would leave them: seeded, and laid at once."""

from datetime import date, timedelta
from random import Random

from referrals.model.insight.insight import Bucket, Counted, Counter
from referrals.model.measure.customer import HORIZONS
from referrals.store.insight.bucket import addition, bucket_change, bucket_key
from referrals.wiring import nudge_stores, stores

WORTH = {30: 1.0, 90: 1.6, 180: 2.3, 365: 3.4}


def lay_year(program_id: str, last: date, *, size: int = 1, days: int = 420) -> None:
    """`size` times a bakery with some twenty orders a day; every day holds its counters."""
    random = Random(11)  # noqa: S311
    counted: Counted = {}
    for back in range(1, days):
        counted |= _day(program_id, last - timedelta(days=back), random, size, days - back)
    for number in range(13):
        counted |= _month(program_id, month_before(last, number), random, size)
    for bucket, counters in counted.items():
        stores.insights().table.update(bucket_key(bucket), bucket_change(bucket, counters))
    for number in range(12):
        _answers(program_id, month_before(last, number), random)


def _day(program_id: str, on: date, random: Random, size: int, age: int) -> Counted:
    grown = 0.6 + age / 600
    week = (1.0, 0.8, 0.9, 1.0, 1.3, 1.7, 0.5)[on.weekday()]
    orders = round(size * random.uniform(14, 26) * week * grown)
    people, referred = round(orders * random.uniform(0.5, 0.9)), round(orders * 0.16)
    firsts, brought = round(orders * 0.4), round(orders * 0.09)
    counters = {
        "people@2": people,
        "page_people@2": people,
        "went_on@2": round(people * 0.62),
        "previews@2": people // 2,
        f"{Counter.SHARES}@copy": people // 3,
        "conversions": orders,
        "orders_minor@EUR": orders * 2900,
        "referred": referred,
        "referred_minor@EUR": referred * 3100,
        "referred_base_minor@EUR": referred * 2800,
        "rewarded": referred,
        "rewards@store_credit": referred,
        "rewards@discount_code": referred,
        "granted_minor@EUR": referred * 800,
        "cost_minor@store_credit:EUR": referred * 500,
        "cost_minor@discount_code:EUR": referred * 300,
        "first_orders": firsts,
        "first_referred": brought,
        "converted": round(people * 0.11),
        "participants": size,
        "viewers": size * 3,
        "sharers": size,
        "denials@all": size * (age % 4 == 0),
        "reversals@all": size * (age % 20 == 0),
        "denials@velocity": size * (age % 4 == 0),
        f"answer_hours@{age % 30}": size * (age % 3 == 0),
    }
    starts = {Counter.ADVOCATES.value: size * 3, f"brought@{age % 90}": size}
    whole = {name: number for name, number in counters.items() if number}
    return {Bucket(program_id, on): whole, Bucket(program_id, on, cohort="starts"): starts}


def _month(program_id: str, month: date, random: Random, size: int) -> Counted:
    counted: Counted = {}
    for group, usual, many in (("referred", 4100, 48 * size), ("others", 3300, 210 * size)):
        for days in HORIZONS:
            mean = round(usual * WORTH[days] * random.uniform(0.93, 1.07))
            counted[Bucket(program_id, month, cohort=f"{group}-{days}")] = {
                "customers": many,
                "value_minor": many * mean,
                "value_squares": many * mean * mean * 2,
                "repeats": round(many * (0.2 + days / 1000)),
                "friends": many // 7,
                "friend_squares": many // 5,
            }
    for group, usual, many in (
        ("promoters", 4400, 39),
        ("passives", 3500, 15),
        ("detractors", 2600, 6),
    ):
        counted[Bucket(program_id, month, cohort=f"{group}-90")] = {
            "customers": many * size,
            "value_minor": many * size * usual,
            "value_squares": many * size * usual * usual * 2,
        }
    for group, many, promoters in (("with_friend", 9, 8), ("without_friend", 31, 18)):
        answers = {"answerers": many * size, "promoters": promoters * size}
        counted[Bucket(program_id, month, cohort=f"{group}-90")] = answers
    counted[Bucket(program_id, month, cohort="participants")] = {"participants": 30 * size}
    return counted


def _answers(program_id: str, month: date, random: Random) -> None:
    scores = {10: 22, 9: 14, 8: 9, 7: 5, 5: 3, 2: 2}
    counts = {f"score_{s}": n + random.randrange(-1, 4) for s, n in scores.items()}
    counts |= {"satisfied_5": 24, "satisfied_4": 12, "satisfied_2": 3}
    counts |= {"asked": 160, "mailed": 150, "mail_answers": 52}
    place = {"subject": f"survey-counts#{program_id}", "entry": f"{month:%Y-%m}"}
    nudge_stores.surveys().table.update(place, addition(counts))


def month_before(day: date, many: int) -> date:
    number = day.year * 12 + day.month - 1 - many
    return date(number // 12, number % 12 + 1, 1)
