"""What time does to campaigns: they open and close on their days."""

from typing import Any

from sqlalchemy import ColumnElement, Select, select

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM
from talentgrow.missions.time.running import Tally, each, found
from talentgrow.nominations.campaigns import life
from talentgrow.nominations.models import Campaign
from talentgrow.nominations.states import CampaignStatus


def follow(tally: Tally) -> None:
    """Open and close what is due: one that slept through a whole campaign does both."""
    today = clock.today()
    planned, opened = CampaignStatus.PLANNED, CampaignStatus.OPEN
    each(found(_ids(Campaign.status == planned, Campaign.opens_on <= today)), _open, tally)
    each(found(_ids(Campaign.status == opened, Campaign.closes_on < today)), _close, tally)


def _ids(*conditions: ColumnElement[bool]) -> Select[Any]:
    return select(Campaign.id).where(*conditions).order_by(Campaign.id)


def _open(ids: tuple[int]) -> bool:
    return life.open(db.session.get_one(Campaign, ids[0]), by=SYSTEM, now=clock.now())


def _close(ids: tuple[int]) -> bool:
    return life.close(db.session.get_one(Campaign, ids[0]), by=SYSTEM, now=clock.now())
