"""Stores of what others are told, and of how mail and the alarms stood."""

from referrals.store.connection.mail_standing import MailStandings
from referrals.store.connection.morning_look import MorningLooks
from referrals.store.connection.profile import Profiles
from referrals.store.vault import Vault
from referrals.wiring import clients


def profiles() -> Profiles:
    return Profiles(clients.table("outbox"))


def mail_standings() -> MailStandings:
    return MailStandings(clients.table("insights"))


def morning_looks() -> MorningLooks:
    return MorningLooks(clients.table("insights"))


def vault() -> Vault:
    """To write what is believed, for who may: functions read it by `clients.secrets`."""
    return Vault(clients.secrets().client)
