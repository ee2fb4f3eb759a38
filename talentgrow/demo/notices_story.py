"""What the demo accounts find in their inbox at first."""

from datetime import datetime, timedelta

from flask import url_for
from sqlalchemy import select, update

from talentgrow.infra.db import db
from talentgrow.kernel.localized import Localized
from talentgrow.notifications.models import Notice
from talentgrow.notifications.notices import WELCOME
from talentgrow.notifications.service import notify
from talentgrow.people.models import Person

UNREAD_DAYS = 6
FIRST_STEPS = {
    "ines.caradec@helianne.example": (
        "skills.index",
        Localized(
            "Dites ce que vous savez faire : les métiers à votre portée suivent.",
            "Say what you can do, and see which jobs are within your reach.",
        ),
    ),
    "eleanor.hughes@helianne.example": (
        "skills.index",
        Localized(
            "Dites ce que vous savez faire : les métiers à votre portée suivent.",
            "Say what you can do, and see which jobs are within your reach.",
        ),
    ),
    "karim.benali@helianne.example": (
        "home.index",
        Localized(
            "Votre équipe partage avec vous ses parcours : lisez celui d’Inès.",
            "Your team shares its paths with you: read the one of Inès.",
        ),
    ),
    "maud.le-goff@helianne.example": (
        "mission_editing.own",
        Localized(
            "Vos missions, et les personnes qui attendent votre réponse, sont au même endroit.",
            "Your missions, and the people who wait for your answer, are in one place.",
        ),
    ),
    "sophie.marchal@helianne.example": (
        "map.index",
        Localized(
            "La carte montre par où les gens passent : cherchez les impasses.",
            "The map shows the ways people take: look for the dead ends.",
        ),
    ),
}


def welcome(*, now: datetime) -> None:
    """Welcome the people of the demo accounts.

    No mail leaves for what the demo begins with: a hundred of them would fill the terminal.
    """
    found = db.session.scalars(select(Person).where(Person.email.in_(FIRST_STEPS)))
    for person in found:
        page, first_step = FIRST_STEPS[str(person.email)]
        notify(
            person.id,
            WELCOME,
            key="welcome",
            url=url_for(page),
            now=now,
            name=person.given_name,
            first_step=first_step,
        )
    db.session.execute(update(Notice).where(Notice.mailed_at.is_(None)).values(mailed_at=now))
    # What is older people have read, as they would have.
    old = Notice.at < now - timedelta(days=UNREAD_DAYS)
    db.session.execute(
        update(Notice).where(old, Notice.read_at.is_(None)).values(read_at=Notice.at)
    )
