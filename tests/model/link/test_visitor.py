"""Who came: a corpus of user agents, each with what it counts as."""

import pytest

from referrals.model.era import moment_of
from referrals.model.link.click import Click
from referrals.model.link.visitor import VisitorVerdict, draws_preview, judge

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"
ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 Chrome/142.0 Mobile"
PREVIEWS = [
    "WhatsApp/2.24.21.79 A",
    "WhatsApp/2.23.18.78 i",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "facebookexternalhit/1.1;line-poker/1.0",
    "Twitterbot/1.0",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Slack-ImgProxy (+https://api.slack.com/robots)",
    "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
    "TelegramBot (like TwitterBot)",
    "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
    "Mozilla/5.0 (Macintosh) Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
    "Mozilla/5.0 (compatible; redditbot/1.0; +http://www.reddit.com/feedback)",
    "Pinterest/0.2 (+https://www.pinterest.com/bot.html)",
    "Mozilla/5.0 (compatible; vkShare; +http://vk.com/dev/Share)",
    "http.rb/5.1.1 (Mastodon/4.2.1; +https://mastodon.social/)",
    "Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)",
    "Iframely/1.3.1 (+https://iframely.com/docs/about)",
    "Mozilla/5.0 (compatible; Embedly/0.2; +http://support.embed.ly/)",
    "kakaotalk-scrap/1.0; +https://devtalk.kakao.com/",
    "Viber/18.0",
    "Synapse (bot; +https://github.com/matrix-org/synapse)",
]
PEOPLE = [
    CHROME,
    SAFARI,
    SAFARI + " Instagram 350.0.0.0 (iPhone15,2; iOS 18_1; de_DE)",
    SAFARI + " [FBAN/FBIOS;FBAV/480.0;FBDV/iPhone15,2]",
    SAFARI + " [LinkedInApp]/9.30",
    SAFARI + " Twitter for iPhone/10.60",
    SAFARI + " [Pinterest/iOS]",
    SAFARI + " Line/14.1.0",
    SAFARI + " Snapchat/12.90",
    SAFARI + " WhatsApp/2.24.21",
    SAFARI + " Bluesky/1.90",
    SAFARI + " GSA/350.0 Safari/604.1",
    SAFARI + " MicroMessenger/8.0.49 NetType/WIFI Language/en",
    SAFARI + " BytedanceFullVersion/350 musical_ly TikTok",
    SAFARI + " QRScanner/3.2",
    SAFARI + " Barcode Scanner",
    SAFARI + " QR Reader for iPhone/6.4",
    ANDROID + " QR & Barcode Scanner/2.1",
    ANDROID + " QR-Code-Scanner",
    ANDROID + " Scanner QR Pro/5",
    ANDROID + " Viber",
    ANDROID + " KAKAOTALK 2610420",
    ANDROID + " [FB_IAB/FB4A;FBAV/440.0.0.0;]",
    f'"{CHROME}"',
    ANDROID + " WhatsApp/2.24.21.79",
    ANDROID.replace("SM-S911B", "CUBOT KINGKONG 9"),
    "Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0",
    "Opera/9.80 (Android; Opera Mini/36.2) Presto/2.12.423 Version/12.16",
]
BOTS = [
    "",
    "   ",
    "curl/8.9.1",
    "Wget/1.24",
    "python-requests/2.32",
    "Go-http-client/2.0",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/142.0.0.0",
    "Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
    "Mozilla/5.0 AppleWebKit/537.36 (compatible; GPTBot/1.2)",
    "meta-externalagent/1.1",
]


def a_click(user_agent: str = CHROME) -> Click:
    return Click(
        click_id="clk_1",
        code="ada-bakes",
        program_id="friends",
        clicked_at=moment_of(1_795_339_800),
        ip_hash="00",
        user_agent=user_agent,
        method="GET",
        sec_fetch="cross-site/navigate/document/?1",
        purpose="",
    )


@pytest.mark.parametrize("agent", PREVIEWS)
def test_a_fetcher_of_previews_is_one(agent: str) -> None:
    assert draws_preview(agent)
    assert judge(a_click(agent)).verdict is VisitorVerdict.PREVIEW


@pytest.mark.parametrize("agent", PEOPLE)
def test_a_person_in_any_app_is_a_person(agent: str) -> None:
    assert not draws_preview(agent)
    assert judge(a_click(agent)).verdict is VisitorVerdict.PERSON


@pytest.mark.parametrize("agent", BOTS)
def test_a_program_that_says_so_is_a_bot(agent: str) -> None:
    assert judge(a_click(agent)).verdict is VisitorVerdict.BOT


@pytest.mark.parametrize("purpose", ["prefetch", "prefetch;prerender", "preview", "Prefetch"])
def test_a_page_fetched_ahead_is_nobody_yet(purpose: str) -> None:
    judged = judge(a_click()._replace(purpose=purpose))

    assert (judged.verdict, judged.reason) == (VisitorVerdict.UNSURE, "fetched_ahead")


def test_head_is_never_a_person() -> None:
    assert judge(a_click()._replace(method="HEAD")).verdict is VisitorVerdict.BOT


def test_an_old_browser_is_a_person_without_sec_fetch() -> None:
    assert judge(a_click()._replace(sec_fetch="///")).verdict is VisitorVerdict.PERSON


@pytest.mark.parametrize("sec_fetch", ["cross-site/no-cors/image/", "cross-site/cors/empty/"])
def test_what_does_not_navigate_is_unsure(sec_fetch: str) -> None:
    assert judge(a_click()._replace(sec_fetch=sec_fetch)).verdict is VisitorVerdict.UNSURE


def test_an_unknown_program_is_unsure() -> None:
    assert judge(a_click("SomeShoppingList/3.2")).verdict is VisitorVerdict.UNSURE


def test_a_judgement_names_its_rules() -> None:
    assert judge(a_click()) == (VisitorVerdict.PERSON, "a_browser_followed_the_link", 2)
