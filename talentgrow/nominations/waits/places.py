"""Where people see and do what concerns a nomination: addresses of all that waits."""

from flask import url_for


def nominee(nominee_id: int) -> str:
    """Return the page on which somebody answers, and HR reads the file."""
    return url_for("nominees.show", nominee_id=nominee_id)


def nomination(nomination_id: int) -> str:
    """Return where a nomination is written, read and taken back, or the nominee asked again."""
    return url_for("nominations.show", nomination_id=nomination_id)


def approach(approach_id: int) -> str:
    """Return where a manager says their word, and a member answers."""
    return url_for("pools.approaches.show", approach_id=approach_id)


def pools() -> str:
    """Return where somebody sees in which talent pools they are."""
    return url_for("pools.mine")


def owed() -> str:
    """Return where somebody sees what they owe to others."""
    return url_for("letters.owed")


def letter(nominee_id: int) -> str:
    """Return where the answer of HR is read."""
    return url_for("letters.show", nominee_id=nominee_id)


def campaign(campaign_id: int) -> str:
    """Return where everybody reads about a campaign."""
    return url_for("campaigns.show", campaign_id=campaign_id)


def progress(campaign_id: int) -> str:
    """Return where HR follows a campaign, with its sessions."""
    return url_for("campaigns.progress", campaign_id=campaign_id)


def membership(membership_id: int) -> str:
    """Return where HR renews a membership or ends it."""
    return url_for("pools.member", membership_id=membership_id)
