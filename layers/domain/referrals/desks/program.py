"""What the application of a program's rules works with."""

from referrals.steps.link.follow_program import WalkDesk
from referrals.steps.program.apply_program import ProgramDesk
from referrals.store.brand.brand_picture_file import BrandPictures
from referrals.wiring import clients, clock, job_stores, settings, stores


def program() -> ProgramDesk:
    return ProgramDesk(
        stores.programs(),
        stores.tallies(),
        walks(),
        clock.random_bytes,
        pictures,
        settings.setting("PUBLIC_URL"),
    )


def pictures() -> BrandPictures:
    """Logos and pictures that came as files, to keep; pages that show them read by themselves."""
    return BrandPictures(clients.pictures(), settings.setting("PICTURES_BUCKET"))


def walks() -> WalkDesk:
    """What has links follow their program's newest version."""
    return WalkDesk(stores.programs(), stores.links(), job_stores.link_walks())
