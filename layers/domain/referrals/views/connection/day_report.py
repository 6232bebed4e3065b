"""What a channel is told of today: the same sentences that the desk has."""

from referrals.model.connection.report import ChannelReport, DayNews, list_of
from referrals.model.words.wording import Wording
from referrals.views.connection.today import Today
from referrals.views.connection.today_words import paragraph, troubles, urgencies, waiting


def day_news(found: Today, words: Wording, link: str) -> DayNews:
    """`link` leads to the desk, in the program."""
    shop = found.rules.shop_name
    urgent = {
        each.name: ChannelReport(heading=shop, paragraph=each.text, link=link)
        for each in urgencies(found, words)
    }
    return DayNews(day=_day_report(found, words, link), urgent=urgent)


def _day_report(found: Today, words: Wording, link: str) -> ChannelReport:
    rules = found.rules
    waits = [each.text for each in waiting(found, words)]
    wrong = [each.text for each in troubles(found, words)]
    lists = [
        *([list_of("Waiting for a person", waits)] if waits else []),
        *([list_of("What is wrong", wrong)] if wrong else []),
    ]
    month = "".join(each.text for each in paragraph(found, words)).strip()
    rest = "" if lists else " Nothing waits for anybody, and nothing is wrong that we know of."
    return ChannelReport(
        heading=f"{rules.shop_name}, {words.date(found.now, rules.time_zone)}",
        paragraph=f"{month}{rest}",
        lists=tuple(lists),
        link=link,
    )
