"""How is today: the month so far, what waits for a person, and what is wrong? Ten requests."""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.connection.mail_standing import MailStanding
from referrals.model.insight.source_state import SourceLook
from referrals.model.program.outlook import BudgetOutlook
from referrals.model.program.program import Program
from referrals.store.connection.morning_look import MorningLooks
from referrals.store.insight.insight import Insights
from referrals.store.program.limit import Tallies
from referrals.views.delivery.desk_queue import DeskQueue, QueueSources, desk_queue
from referrals.views.insight.month import MonthFigures, month_figures
from referrals.views.reward.budget_reach import budget_reach


@dataclass(frozen=True, slots=True)
class TodayBooks:
    insights: Insights
    tallies: Tallies
    looks: MorningLooks
    queue: QueueSources


@dataclass(frozen=True, slots=True)
class Today:
    rules: Program
    now: datetime
    month: MonthFigures
    queue: DeskQueue
    look: SourceLook | None
    """How the sources stood when the clock last looked."""
    mail: MailStanding | None
    reach: BudgetOutlook | None


def today(rules: Program, books: TodayBooks, *, now: datetime) -> Today:
    program_id = rules.program
    look = books.looks.find(program_id)
    return Today(
        rules,
        now,
        month_figures(program_id, rules.time_zone, books.insights, now=now),
        desk_queue(program_id, books.queue, now=now),
        look.sources,
        look.mail,
        budget_reach(rules, books.tallies, books.insights, now),
    )
