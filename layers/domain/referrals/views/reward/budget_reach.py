"""What is left of a program's budget, and until when it lasts? Asked before anybody shares."""

from datetime import datetime, timedelta

from referrals.model.insight.insight import Counter, day_of
from referrals.model.program.outlook import RATE_DAYS, BudgetOutlook, budget_outlook
from referrals.model.program.program import Program
from referrals.store.insight.insight import Insights
from referrals.store.program.limit import Tallies


def budget_reach(
    rules: Program, tallies: Tallies, insights: Insights, now: datetime
) -> BudgetOutlook | None:
    """None for a program without a budget. One query of eight shards, one of thirty days."""
    budget = rules.limits.budget_minor
    if budget is None:
        return None
    today = day_of(now, rules.time_zone)
    days = list(insights.days(rules.program, today - timedelta(days=RATE_DAYS - 1), today))
    given = sum(day.by(Counter.GRANTED_MINOR).get(rules.currency, 0) for day in days)
    back = sum(day.by(Counter.REGAINED_MINOR).get(rules.currency, 0) for day in days)
    return budget_outlook(budget, tallies.shards(rules.program), given - back, today)
