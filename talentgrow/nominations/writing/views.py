"""Write nominations and see one’s own."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.paging import page_number
from talentgrow.infra.web import LARGEST_ID, asked_id, authorize, belongs_to, current_actor
from talentgrow.missions.applications.forms.once import once
from talentgrow.nominations import intents, policy, queries
from talentgrow.nominations.models import Campaign, Nomination
from talentgrow.nominations.states import NominationStatus
from talentgrow.nominations.writing import (
    choosing,
    draft_pages,
    eligibility,
    pages,
    reading,
    service,
    step_views,
)
from talentgrow.people import limits

bp = Blueprint("nominations", __name__, template_folder="../templates")
bp.register_blueprint(step_views.bp)


@bp.get("/nominations")
def own() -> ResponseReturnValue:
    """List whom one nominated and what became of it, and where one is nominated."""
    authorize(policy.may_list_own)
    actor, now = current_actor(), clock.now()
    return render_template(
        "nominations/mine.html",
        page=pages.mine(actor, page_number(), now=now),
        can_begin=bool(eligibility.open_campaigns(actor, now.date())),
    )


@bp.get("/nominations/new")
def new() -> ResponseReturnValue:
    """Choose whom one nominates, and in which campaign."""
    authorize(policy.may_list_own)
    actor, today = current_actor(), clock.today()
    campaigns = eligibility.open_campaigns(actor, today)
    asked = asked_id("campaign")
    chosen = [one for one in campaigns if one.id == asked] if asked else campaigns
    if len(chosen) != 1:
        return render_template("nominations/campaigns.html", campaigns=campaigns)
    words = _words("q")
    person_id = asked_id("person")
    if person_id:
        limits.count_look_up()
    found = choosing.choices(actor, chosen[0], words, person_id, today=today)
    return render_template("nominations/new.html", page=found, words=words)


@bp.get("/hr/nominations/new")
def for_another() -> ResponseReturnValue:
    """Write for a nominator, or let in what comes late: about whom, then in whose name."""
    authorize(policy.may_follow)
    actor = current_actor()
    campaign = queries.get_campaign(actor, asked_id("campaign") or 0)
    belongs_to("campaigns.hr")
    person_id = asked_id("person")
    if person_id:
        authorize(policy.may_write_for_others, (campaign, person_id))
    words = _words("q")
    found = choosing.for_another(actor, campaign, words, person_id, today=clock.today())
    return render_template("nominations/for_another.html", page=found, words=words)


@bp.post("/nominations/begin")
def begin() -> ResponseReturnValue:
    """Begin a draft about somebody, or go on with it."""
    actor, now = current_actor(), clock.now()
    campaign = queries.get_campaign(actor, _posted("campaign"))
    person_id, nominator_id = _posted("person"), _posted("nominator") or (actor.person_id or 0)
    if "nominator" in request.form:
        authorize(policy.may_write_for_others, (campaign, person_id))
    else:
        authorize(policy.may_write, (campaign, person_id))
    limits.count_look_up()
    try:
        draft = service.start(campaign, person_id, by=actor, now=now, nominator_id=nominator_id)
    except eligibility.AlreadySent as error:
        sent = eligibility.sent_by(nominator_id, campaign.id, person_id)
        flash(str(error), "warning")
        return redirect(_after_sent(campaign, sent))
    return redirect(draft_pages.step_url(draft.id, draft_pages.first_open(draft)))


@bp.get("/nominations/<int:nomination_id>")
def show(nomination_id: int) -> ResponseReturnValue:
    """Show what one wrote, and what became of it; a draft goes on where it was left."""
    actor = current_actor()
    nomination = queries.get_nomination(actor, nomination_id)
    authorize(policy.may_read, nomination)
    if not policy.may_edit(actor, nomination):
        return redirect(url_for("nominees.show", nominee_id=nomination.nominee_id))
    if nomination.status is NominationStatus.DRAFT:
        step = draft_pages.first_open(nomination)
        return redirect(draft_pages.step_url(nomination_id, step))
    belongs_to("nominations.own")
    return render_template(
        "nominations/show.html",
        page=reading.reading(actor, nomination, now=clock.now()),
        names=intents.names(nomination.campaign),
    )


@bp.post("/nominations/<int:nomination_id>/withdraw")
def withdraw(nomination_id: int) -> ResponseReturnValue:
    """Take a nomination back, or throw a draft away."""
    actor = current_actor()
    nomination = queries.get_nomination(actor, nomination_id)
    authorize(policy.may_withdraw, nomination)

    def work() -> str:
        was_sent = nomination.status is NominationStatus.SUBMITTED
        service.withdraw(nomination, by=actor, now=clock.now())
        if was_sent:
            said = _("It is taken back. Whoever read it is told.")
        else:
            said = _("The draft is thrown away.")
        flash(said, "success")
        return url_for("nominations.own")

    return once(actor, work, now=clock.now())


def _after_sent(campaign: Campaign, sent: Nomination | None) -> str:
    """Return where somebody goes who began what is sent already."""
    actor = current_actor()
    if sent is not None and policy.may_read(actor, sent):
        return url_for("nominations.show", nomination_id=sent.id)
    return url_for("nominations.for_another", campaign=campaign.id)


def _words(name: str) -> str:
    words = request.args.get(name, "").strip()
    if words:
        limits.count_look_up()
    return words


def _posted(name: str) -> int:
    """Return an id from the form; nonsense is nobody's."""
    number = request.form.get(name, 0, type=int)
    return number if 0 < number <= LARGEST_ID else 0
