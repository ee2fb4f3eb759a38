"""Who may do what with campaigns, nominations and one's own candidacies."""

from talentgrow.kernel.access import Actor, rule
from talentgrow.nominations.models import Campaign, Candidacy, Nomination, Nominee
from talentgrow.nominations.states import (
    CONSENTED,
    RUNNING,
    SHOWN_TO_ALL,
    CampaignStatus,
    NominationStatus,
)
from talentgrow.people.parts import looks_after


def _runs(actor: Actor, campaign: Campaign) -> bool:
    return looks_after(actor, campaign.unit_id, campaign.site_id)


def _is_author(actor: Actor, nomination: Nomination) -> bool:
    return actor.is_person(nomination.nominator_id)


def has_part(actor: Actor, nominee: Nominee) -> bool:
    """Tell whether the actor nominated somebody, wrote it for another, or is meant: no judge.

    Whoever takes their nomination back does not become a judge by it. The nominations of the
    nominee are loaded.
    """
    return actor.is_person(nominee.person_id) or any(
        actor.is_person(one.nominator_id) or actor.is_person(one.submitter_id)
        for one in nominee.nominations
    )


def has_consent(nominee: Nominee) -> bool:
    """Tell whether a nominee, with candidacies loaded, stands behind one of them."""
    return any(one.status in CONSENTED for one in nominee.candidacies)


@rule("campaigns.browse")
def may_browse(actor: Actor, _subject: None = None) -> bool:
    """Everybody who works here may read which campaigns are held."""
    return actor.person_id is not None


@rule("campaigns.read")
def may_read_campaign(actor: Actor, campaign: Campaign) -> bool:
    """Everybody reads about a campaign once it is open; HR before and after."""
    return actor.person_id is not None and (actor.is_hr or campaign.status in SHOWN_TO_ALL)


@rule("campaigns.follow")
def may_follow(actor: Actor, _subject: None = None) -> bool:
    """HR follows how campaigns go, each for their part of the house."""
    return actor.is_hr


@rule("campaigns.create")
def may_create(actor: Actor, _subject: None = None) -> bool:
    """HR prepares campaigns, each for their part of the house."""
    return actor.is_hr


@rule("campaigns.edit")
def may_edit_campaign(actor: Actor, campaign: Campaign) -> bool:
    """HR of the part for which a campaign is held changes what it says, and puts its end later."""
    return _runs(actor, campaign)


@rule("campaigns.reopen")
def may_reopen(actor: Actor, campaign: Campaign) -> bool:
    """HR of the part for which a campaign is held opens it again with a later end."""
    return _runs(actor, campaign)


@rule("campaigns.calibrate")
def may_calibrate(actor: Actor, campaign: Campaign) -> bool:
    """HR of the part for which a campaign is held says that everything is decided."""
    return _runs(actor, campaign)


@rule("campaigns.review_again")
def may_review_again(actor: Actor, campaign: Campaign) -> bool:
    """HR of the part for which a campaign is held looks at decisions again before publishing."""
    return _runs(actor, campaign)


@rule("campaigns.publish")
def may_publish(actor: Actor, campaign: Campaign) -> bool:
    """HR of the part for which a campaign is held publishes all decisions together."""
    return _runs(actor, campaign)


@rule("campaigns.archive")
def may_archive(actor: Actor, campaign: Campaign) -> bool:
    """HR of the part for which a campaign is held puts it away."""
    return _runs(actor, campaign)


@rule("nominations.list_own")
def may_list_own(actor: Actor, _subject: None = None) -> bool:
    """Everybody who works here reads whom they nominated and where they are nominated."""
    return actor.person_id is not None


@rule("nominations.write")
def may_write(actor: Actor, about: tuple[Campaign, int]) -> bool:
    """Managers nominate anybody, people themselves, and colleagues one another where allowed."""
    campaign, person_id = about
    if actor.person_id is None or campaign.status is not CampaignStatus.OPEN:
        return False
    return actor.is_person(person_id) or bool(actor.report_ids) or campaign.peers_nominate


@rule("nominations.write_for_others")
def may_write_for_others(actor: Actor, about: tuple[Campaign, int]) -> bool:
    """HR of somebody’s part writes for a nominator, also after the end; never about themselves."""
    campaign, person_id = about
    return (
        actor.is_hr_for(person_id) and not actor.is_person(person_id) and campaign.status in RUNNING
    )


@rule("nominations.read")
def may_read(actor: Actor, nomination: Nomination) -> bool:
    """Who nominates, who wrote it down and, once it is sent, the nominee read a nomination."""
    if _is_author(actor, nomination) or actor.is_person(nomination.submitter_id):
        return True
    is_sent = nomination.status is NominationStatus.SUBMITTED
    return actor.is_person(nomination.person_id) and is_sent


@rule("nominations.edit")
def may_edit(actor: Actor, nomination: Nomination) -> bool:
    """Only who nominates, or wrote it down for them, changes a nomination."""
    return _is_author(actor, nomination) or actor.is_person(nomination.submitter_id)


@rule("nominations.submit")
def may_submit(actor: Actor, nomination: Nomination) -> bool:
    """Only who nominates, or wrote it down for them, sends a nomination."""
    return _is_author(actor, nomination) or actor.is_person(nomination.submitter_id)


@rule("nominations.withdraw")
def may_withdraw(actor: Actor, nomination: Nomination) -> bool:
    """Only who nominates takes a nomination back; who wrote it down for them only as a draft."""
    is_draft = nomination.status is NominationStatus.DRAFT
    return _is_author(actor, nomination) or (is_draft and actor.is_person(nomination.submitter_id))


def _is_opened_to(actor: Actor, nominee: Nominee) -> bool:
    """Tell whether the nominee opened their file to the actor, who manages them to this day."""
    to = nominee.opened_to_id
    return to is not None and actor.is_person(to) and actor.manages(nominee.person_id)


@rule("nominees.read")
def may_read_nominee(actor: Actor, nominee: Nominee) -> bool:
    """The nominee reads everything; HR and a manager they opened it to once they have agreed."""
    if actor.is_person(nominee.person_id):
        return True
    if not has_consent(nominee):
        return False
    return _is_opened_to(actor, nominee) or actor.is_hr_for(nominee.person_id)


@rule("nominees.write_words")
def may_write_words(actor: Actor, nominee: Nominee) -> bool:
    """Only the nominee adds own words and evidence, and says whether their manager reads it."""
    return actor.is_person(nominee.person_id)


def _is_nominee(actor: Actor, candidacy: Candidacy) -> bool:
    return actor.is_person(candidacy.nominee.person_id)


@rule("candidacies.accept")
def may_accept(actor: Actor, candidacy: Candidacy) -> bool:
    """Only the nominee agrees."""
    return _is_nominee(actor, candidacy)


@rule("candidacies.postpone")
def may_postpone(actor: Actor, candidacy: Candidacy) -> bool:
    """Only the nominee puts it off to a later day."""
    return _is_nominee(actor, candidacy)


@rule("candidacies.decline")
def may_decline(actor: Actor, candidacy: Candidacy) -> bool:
    """Only the nominee says no, and owes nobody a reason."""
    return _is_nominee(actor, candidacy)


@rule("candidacies.withdraw_consent")
def may_withdraw_consent(actor: Actor, candidacy: Candidacy) -> bool:
    """Only the nominee takes their consent back, at any time before the decision."""
    return _is_nominee(actor, candidacy)


@rule("candidacies.ask_again")
def may_ask_again(actor: Actor, candidacy: Candidacy) -> bool:
    """Only who nominated asks a nominee again who was silent."""
    return any(
        actor.is_person(one.nominator_id)
        for one in candidacy.nominee.nominations
        if one.status is NominationStatus.SUBMITTED
    )


@rule("candidacies.decide")
def may_decide(actor: Actor, candidacy: Candidacy) -> bool:
    """HR of the nominee’s part decides, never about themselves or whom they nominated."""
    nominee = candidacy.nominee
    return actor.is_hr_for(nominee.person_id) and not has_part(actor, nominee)


@rule("candidacies.read_decision")
def may_read_decision(actor: Actor, candidacy: Candidacy) -> bool:
    """The nominee and HR of their part read a decision; a manager to whom it was opened too."""
    nominee = candidacy.nominee
    opened = _is_opened_to(actor, nominee)
    return actor.is_person(nominee.person_id) or opened or actor.is_hr_for(nominee.person_id)
