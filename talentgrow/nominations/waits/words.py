"""What is said about what waits around nominations: who must act, until when, and what then."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup, escape

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized, ngettext
from talentgrow.missions import days
from talentgrow.missions.waits.wait import Wait, WaitKind, link, said
from talentgrow.missions.waits.words import until
from talentgrow.missions.waits.words_for_others import answer_until
from talentgrow.nominations import deadlines
from talentgrow.nominations.deadlines import Deadline
from talentgrow.nominations.models import Campaign, Candidacy, Nomination
from talentgrow.nominations.waits import places, reminding
from talentgrow.people.models import Person


def to_answer(
    nominee_id: int,
    campaign: Campaign,
    nominator: Person | None,
    others: int,
    candidacies: Sequence[Candidacy],
    due: Deadline,
    *,
    today: date,
) -> Wait:
    """Ask the reader, whom somebody nominated, for their own word."""
    name = localized(campaign.name)
    who = nominator.given_name if nominator else _("HR")
    title = said(_("%(who)s nominates you in “%(campaign)s”"), who=who, campaign=name)
    if others:
        title = Markup(  # noqa: S704
            ngettext(
                "%(who)s and one more nominate you in “%(campaign)s”",
                "%(who)s and %(num)s more nominate you in “%(campaign)s”",
                others,
                who=escape(who),
                campaign=escape(name),
            )
        )
    return Wait(
        kind=WaitKind.CONSENT,
        is_mine=True,
        title=title,
        text=said(
            _(
                "Read what is said of you, then say yes, later or no: you have %(until)s. "
                "Without your word it goes back to %(who)s."
            ),
            until=until(due.by, today),
            who=who,
        ),
        url=places.nominee(nominee_id),
        action=_("Read and answer"),
        since=min(one.since for one in candidacies),
        by=due.by,
    )


def gone_back(
    nominee_id: int,
    campaign: Campaign,
    nominator: Person | None,
    candidacy: Candidacy,
    due: Deadline,
    *,
    today: date,
) -> Wait:
    """Say to the reader, who was silent, that who nominated them comes to talk."""
    who = nominator.given_name if nominator else _("HR")
    return Wait(
        kind=WaitKind.CONSENT,
        is_mine=False,
        title=said(
            _("%(who)s has until %(day)s to talk with you"),
            who=who,
            day=days.near(due.by, today),
        ),
        text=said(
            _("You have not answered in %(campaign)s yet. You still may, on any day until then."),
            campaign=link(localized(campaign.name), places.nominee(nominee_id)),
        ),
        url=places.nominee(nominee_id),
        since=candidacy.since,
        by=due.by,
        who=nominator.name if nominator else _("HR"),
        who_id=nominator.id if nominator else None,
        keys=reminding.all_after(reminding.ask_again(nominee_id, candidacy.since)),
    )


def decision(nominee_id: int, campaign: Campaign, candidacy: Candidacy, *, today: date) -> Wait:
    """Say by when HR answers the reader, who agreed."""
    by = deadlines.reviewed_by(campaign.closes_on)
    about = link(localized(campaign.name), places.nominee(nominee_id))
    if campaign.closes_on >= today:
        text = said(
            _("You agreed in %(campaign)s. HR reads all files together once it ends, on %(day)s."),
            campaign=about,
            day=days.in_words(campaign.closes_on, today),
        )
    else:
        text = said(
            _("You agreed in %(campaign)s. HR weighs all files together and answers everybody."),
            campaign=about,
        )
    return Wait(
        kind=WaitKind.REVIEW,
        is_mine=False,
        title=answer_until(None, by, today),
        text=text,
        url=places.nominee(nominee_id),
        since=candidacy.since,
        by=by,
        who=_("HR"),
    )


def silent(
    nominee: Person,
    campaign: Campaign,
    nomination: Nomination,
    candidacy: Candidacy,
    due: Deadline,
    *,
    today: date,
) -> Wait:
    """Ask the reader to talk to somebody whom they nominated and who did not answer."""
    name = nominee.given_name
    return Wait(
        kind=WaitKind.NOMINATION,
        is_mine=True,
        title=said(_("%(name)s has not answered you yet: talk about it"), name=name),
        text=said(
            _(
                "You nominated %(name)s in “%(campaign)s”. Talk first, then ask again: you have "
                "%(until)s, then it ends."
            ),
            name=name,
            campaign=localized(campaign.name),
            until=until(due.by, today),
        ),
        url=places.nomination(nomination.id),
        action=_("Ask again"),
        since=candidacy.since,
        by=due.by,
    )


def asked(
    nominee: Person,
    campaign: Campaign,
    nomination: Nomination,
    candidacy: Candidacy,
    due: Deadline,
    *,
    today: date,
) -> Wait:
    """Say until when somebody answers whom the reader nominated."""
    key = reminding.answer(candidacy.nominee_id, candidacy.since)
    return Wait(
        kind=WaitKind.CONSENT,
        is_mine=False,
        title=answer_until(nominee.given_name, due.by, today),
        text=said(
            _("You nominated them in %(campaign)s. Without an answer it comes back to you."),
            campaign=link(localized(campaign.name), places.nomination(nomination.id)),
        ),
        url=places.nomination(nomination.id),
        since=candidacy.since,
        by=due.by,
        who=nominee.name,
        who_id=nominee.id,
        keys=reminding.all_after(key),
    )


def draft(person: Person, campaign: Campaign, nomination: Nomination, *, today: date) -> Wait:
    """Recall a draft before the campaign ends."""
    own = person.id == nomination.nominator_id
    title = said(_("Send what you wrote about %(name)s"), name=person.given_name)
    return Wait(
        kind=WaitKind.NOMINATION,
        is_mine=True,
        title=escape(_("Send what you wrote about yourself")) if own else title,
        text=said(
            _("“%(campaign)s” takes nominations %(until)s. A draft that is not sent ends with it."),
            campaign=localized(campaign.name),
            until=until(campaign.closes_on, today),
        ),
        url=places.nomination(nomination.id),
        action=_("Read and send"),
        since=nomination.since,
        by=campaign.closes_on,
    )


def to_decide(campaign: Campaign, count: int, left: int, *, today: date) -> Wait:
    """Say how many wishes of a campaign wait for HR, or that all are decided and unread."""
    by = deadlines.reviewed_by(campaign.closes_on)
    name = localized(campaign.name)
    if left:
        title = ngettext(
            "One wish waits for the decision of HR",
            "%(num)s wishes wait for the decision of HR",
            left,
        )
        text = said(
            _("In “%(campaign)s”. The answers of HR are due %(until)s."),
            campaign=name,
            until=until(by, today),
        )
    else:
        title = ngettext(
            "One decision is ready to be published",
            "%(num)s decisions are ready to be published",
            count,
        )
        text = said(
            _("In “%(campaign)s”. Nobody concerned reads them before; they are due %(until)s."),
            campaign=name,
            until=until(by, today),
        )
    return Wait(
        kind=WaitKind.REVIEW,
        is_mine=True,
        title=escape(title),
        text=text,
        url=places.progress(campaign.id),
        action=_("Open the campaign"),
        since=campaign.since,
        by=by,
    )
