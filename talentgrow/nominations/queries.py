"""Questions about campaigns, nominations and nominees; nothing here changes anything."""

from collections.abc import Collection

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import NotFound
from talentgrow.missions.applications.models import Application, Credit
from talentgrow.nominations.calibration.models import CalibrationSession
from talentgrow.nominations.models import (
    Campaign,
    Candidacy,
    Evidence,
    Nomination,
    NominationIntent,
    Nominee,
)
from talentgrow.nominations.states import CONSENTED, SHOWN_TO_ALL, NominationStatus
from talentgrow.people import parts
from talentgrow.people import queries as people
from talentgrow.people.models import Person

CAMPAIGN = (
    selectinload(Campaign.intents),
    joinedload(Campaign.unit),
    joinedload(Campaign.site),
    joinedload(Campaign.author),
)
EVIDENCE = (
    joinedload(Evidence.claim),
    joinedload(Evidence.credit).joinedload(Credit.application).joinedload(Application.mission),
)
NOMINATION = (
    joinedload(Nomination.campaign).selectinload(Campaign.intents),
    joinedload(Nomination.person),
    joinedload(Nomination.nominator),
    joinedload(Nomination.submitter),
    joinedload(Nomination.reference),
    selectinload(Nomination.intents).joinedload(NominationIntent.target),
    selectinload(Nomination.evidence).options(*EVIDENCE),
)
# Without evidence, which `consent.proofs` reads in one statement.
NOMINEE = (
    joinedload(Nominee.person),
    joinedload(Nominee.campaign).selectinload(Campaign.intents),
    selectinload(Nominee.candidacies).joinedload(Candidacy.target),
    selectinload(Nominee.nominations).options(
        joinedload(Nomination.nominator),
        joinedload(Nomination.submitter),
        joinedload(Nomination.reference),
        selectinload(Nomination.intents),
    ),
)
# As much of a nominee as a list says.
LINE = (
    joinedload(Nominee.person),
    joinedload(Nominee.campaign),
    selectinload(Nominee.candidacies).joinedload(Candidacy.target),
)
# As much of a nominee as the rules ask about.
PARTIES = (
    joinedload(Nominee.person),
    joinedload(Nominee.campaign).selectinload(Campaign.intents),
    selectinload(Nominee.candidacies),
    selectinload(Nominee.nominations),
)


def campaigns_visible_to(actor: Actor) -> Select[Campaign]:
    """Select the campaigns which the actor may read: HR those that touch their part."""
    if not actor.is_hr:
        return select(Campaign).where(Campaign.status.in_(SHOWN_TO_ALL))
    if actor.scope is None:
        return select(Campaign)
    # A campaign of a larger part may have a session about theirs.
    looked_at = exists().where(
        CalibrationSession.campaign_id == Campaign.id,
        parts.is_about(CalibrationSession, actor.scope),
    )
    touches = parts.touches(Campaign, actor.scope)
    return select(Campaign).where(or_(Campaign.status.in_(SHOWN_TO_ALL), touches, looked_at))


def get_campaign(actor: Actor, campaign_id: int) -> Campaign:
    """Return one campaign with its intents and place.

    :raises NotFound: no such campaign, or not one which the actor may read
    """
    found = campaigns_visible_to(actor).where(Campaign.id == campaign_id).options(*CAMPAIGN)
    campaign = db.session.scalar(found)
    if campaign is None:
        raise NotFound(_("This campaign does not exist."))
    return campaign


def hold_campaign(campaign_id: int) -> Campaign:
    """Return one campaign that is known to exist, which nobody else changes until we are done."""
    found = (
        select(Campaign)
        .where(Campaign.id == campaign_id)
        .options(selectinload(Campaign.intents))
        .with_for_update(key_share=True, of=Campaign)
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(found).one()


def people_in(campaign: Campaign) -> Select[Person]:
    """Select the people for whom a campaign is held, who all work here."""
    return parts.people_in(campaign.unit_id, campaign.site_id)


def is_for(campaign: Campaign, person_id: int) -> bool:
    """Tell whether somebody can be nominated in a campaign."""
    return db.session.scalar(people_in(campaign).where(Person.id == person_id)) is not None


def nominations_of(person_id: int) -> Select[Nomination]:
    """Select what somebody wrote, or somebody wrote for them."""
    by = or_(Nomination.nominator_id == person_id, Nomination.submitter_id == person_id)
    return select(Nomination).where(by)


def get_nomination(actor: Actor, nomination_id: int) -> Nomination:
    """Return one nomination in full for who wrote it, or for the nominee while it is sent.

    :raises NotFound: no such nomination, or not one which the actor may read
    """
    person_id = actor.person_id or 0
    about = and_(Nomination.person_id == person_id, Nomination.status == NominationStatus.SUBMITTED)
    by = or_(Nomination.nominator_id == person_id, Nomination.submitter_id == person_id)
    found = select(Nomination).where(Nomination.id == nomination_id, or_(by, about))
    nomination = db.session.scalar(found.options(*NOMINATION))
    if nomination is None:
        raise NotFound(_("This nomination does not exist."))
    return nomination


def nominees_visible_to(actor: Actor) -> Select[Nominee]:
    """Select the nominees whose file the actor reads; HR and managers only with consent."""
    person_id = actor.person_id or 0
    consented = exists().where(Candidacy.nominee_id == Nominee.id, Candidacy.status.in_(CONSENTED))
    mine = Nominee.person_id == person_id
    if actor.is_hr_for_all:
        return select(Nominee).where(or_(mine, consented))
    opened = and_(
        Nominee.opened_to_id == person_id, Nominee.person_id.in_(sorted(actor.report_ids))
    )
    reached = [opened]
    if actor.is_hr and actor.scope is not None:
        reached.append(
            Nominee.person_id.in_(select(Person.id).where(people.is_within(actor.scope)))
        )
    return select(Nominee).where(or_(mine, and_(consented, or_(*reached))))


def get_nominee(actor: Actor, nominee_id: int) -> Nominee:
    """Return one nominee in full.

    :raises NotFound: no such nominee, or not one whom the actor may read
    """
    found = nominees_visible_to(actor).where(Nominee.id == nominee_id).options(*NOMINEE)
    nominee = db.session.scalar(found)
    if nominee is None:
        raise NotFound(_("This nomination does not exist."))
    return nominee


def open_to(nominee: Nominee) -> Person | None:
    """Return to whom a file is open today: the manager of its choice, while they manage them."""
    to = nominee.opened_to_id
    if to is None or nominee.person_id not in people.report_ids(to):
        return None
    manager = db.session.get_one(Person, to)
    return manager if manager.left_on is None else None


def hold_nominees(ids: Collection[int]) -> list[Nominee]:
    """Return nominees with their parties, whom nobody else changes until we are done, by id.

    Whoever changes a candidacy, a decision or a nomination that was sent holds the nominee.
    """
    found = (
        select(Nominee.id)
        .where(Nominee.id.in_(ids))
        .order_by(Nominee.id)
        .with_for_update(key_share=True)
    )
    held = list(db.session.scalars(found))
    full = select(Nominee).where(Nominee.id.in_(held)).order_by(Nominee.id).options(*PARTIES)
    nominees = list(db.session.scalars(full.execution_options(populate_existing=True)))
    for nominee in nominees:
        for candidacy in nominee.candidacies:
            # Whoever keeps a candidacy keeps its nominee.
            set_committed_value(candidacy, "nominee", nominee)
    return nominees


def sent(nominee: Nominee) -> list[Nomination]:
    """Return the nominations of a nominee that were sent and not taken back, the oldest first."""
    return [one for one in nominee.nominations if one.status is NominationStatus.SUBMITTED]
