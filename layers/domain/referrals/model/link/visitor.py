"""Who came through a link: a person, a program drawing a preview, a bot, or nobody can tell.

The redirect asks one question of it (does this fetcher want a preview?). What a click counts as is
judged afterwards from the raw click, by rules with a version, so that counts can be made anew.
"""

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from referrals.model.link.click import Click
    from referrals.model.link.visit import Visit

RULES_VERSION = 2
# Programs that fetch a link to show a card for it. In-app browsers of the same makers are people.
PREVIEW_MARKS = (
    "facebookexternalhit",
    "facebot",
    "twitterbot",
    "slackbot-linkexpanding",
    "slack-imgproxy",
    "linkedinbot",
    "telegrambot",
    "discordbot",
    "skypeuripreview",
    "microsoftpreview",
    "redditbot",
    "pinterestbot",
    "pinterest.com/bot",
    "vkshare",
    "mastodon/",
    "cardyb",
    "iframely",
    "embedly",
    "snap url preview",
    "kakaotalk-scrap",
    "line-poker",
    "zulip url preview",
    "nextcloud server crawler",
    "google-snippet",
    "developers.google.com/+/web/snippet",
    "mattermost-bot",
    "zoombot",
    "synapse (bot",
)
PREVIEW_STARTS = ("whatsapp/", "viber/", "synapse/", "signal/", "rocket.chat")
BOT_MARKS = (
    "bot",
    "crawl",
    "spider",
    "slurp",
    "scanner",
    "monitor",
    "uptime",
    "preview",
    "fetcher",
    "validator",
    "headlesschrome",
    "phantomjs",
    "puppeteer",
    "playwright",
    "lighthouse",
    "curl/",
    "wget/",
    "python",
    "go-http-client",
    "java/",
    "httpclient",
    "libwww",
    "axios/",
    "node-fetch",
    "undici",
    "postman",
    "safelinks",
    "meta-externalagent",
)
# Names of phones that only look like bots: a person holds them.
NOT_BOTS = ("cubot",)
BROWSER_STARTS = ("mozilla/5.0", "opera/")
AHEAD_MARKS = ("prefetch", "prerender", "preview")


class VisitorVerdict(StrEnum):
    PERSON = "person"
    """Somebody followed the link."""
    PREVIEW = "preview"
    """A program drew a card of the link."""
    BOT = "bot"
    """A program, for reasons of its own."""
    UNSURE = "unsure"
    """Neither speaks for itself."""


class VisitorJudgement(NamedTuple):
    verdict: VisitorVerdict
    reason: str
    rules_version: int = RULES_VERSION


def draws_preview(user_agent: str) -> bool:
    """Whether a card of the link is what this fetcher came for."""
    agent = user_agent.lower()
    return agent.startswith(PREVIEW_STARTS) or any(mark in agent for mark in PREVIEW_MARKS)


def fetched_ahead(purpose: str) -> bool:
    """Whether a browser asked before anybody clicked (Sec-Purpose, Purpose, X-Moz)."""
    lowered = purpose.lower()
    return any(mark in lowered for mark in AHEAD_MARKS)


def judge(click: "Click | Visit") -> VisitorJudgement:
    """The first rule that fits, by its name; never a person unless a browser asked by a GET."""
    named = click.user_agent.strip(" \t\"'")
    agent = named.lower()
    if draws_preview(agent):
        return VisitorJudgement(VisitorVerdict.PREVIEW, "names_a_preview_fetcher")
    if click.method.upper() == "HEAD":
        return VisitorJudgement(VisitorVerdict.BOT, "asked_by_head")
    if fetched_ahead(click.purpose):
        return VisitorJudgement(VisitorVerdict.UNSURE, "fetched_ahead")
    if not agent:
        return VisitorJudgement(VisitorVerdict.BOT, "no_user_agent")
    return _judge_agent(named, click.sec_fetch)


def _judge_agent(named: str, sec_fetch: str) -> VisitorJudgement:
    # Whoever only asks whether a preview is wanted is spared the list.
    from referrals.model.crawler.crawler import is_listed_crawler, without_app, without_reader

    agent = named.lower()
    plain = without_reader(agent)
    for name in NOT_BOTS:
        plain = plain.replace(name, "")
    if any(mark in plain for mark in BOT_MARKS):
        return VisitorJudgement(VisitorVerdict.BOT, "names_a_program")
    in_app = agent.startswith(BROWSER_STARTS) and "mobile" in agent and "applewebkit" in agent
    if is_listed_crawler(without_app(named) if in_app else named):
        return VisitorJudgement(VisitorVerdict.BOT, "is_listed")
    if not agent.startswith(BROWSER_STARTS):
        return VisitorJudgement(VisitorVerdict.UNSURE, "not_a_browser")
    mode = sec_fetch.split("/")[1] if sec_fetch.count("/") >= 1 else ""
    if mode not in ("", "navigate"):
        return VisitorJudgement(VisitorVerdict.UNSURE, "not_a_navigation")
    return VisitorJudgement(VisitorVerdict.PERSON, "a_browser_followed_the_link")
