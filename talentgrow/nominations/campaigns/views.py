"""Campaigns, for everybody and for HR."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.paging import page_number
from talentgrow.infra.web import authorize, belongs_to, current_actor, page_or_fragment
from talentgrow.missions.applications.forms.once import once
from talentgrow.nominations import policy, queries
from talentgrow.nominations.campaigns import life_views, pages, progress, service
from talentgrow.nominations.campaigns.form import CampaignForm, ExtendForm, filled_from
from talentgrow.nominations.campaigns.values import SETTLED, CampaignValues, WrongValues
from talentgrow.nominations.equity import figures
from talentgrow.nominations.models import Campaign, Intent
from talentgrow.nominations.states import CampaignStatus
from talentgrow.people import organisation

bp = Blueprint("campaigns", __name__, template_folder="../templates")
bp.register_blueprint(life_views.bp)
HR = "campaigns.hr"
USUAL_DAYS = 28


@bp.get("/campaigns")
def index() -> ResponseReturnValue:
    """List the campaigns in which one may nominate somebody, and those that were."""
    authorize(policy.may_browse)
    page = pages.index(current_actor(), now=clock.now())
    return render_template("campaigns/index.html", page=page)


@bp.get("/campaigns/<int:campaign_id>")
def show(campaign_id: int) -> ResponseReturnValue:
    """Show what a campaign is for, by what HR decides, and who acts by when."""
    actor, now = current_actor(), clock.now()
    campaign = queries.get_campaign(actor, campaign_id)
    authorize(policy.may_read_campaign, campaign)
    belongs_to("campaigns.index")
    return render_template(
        "campaigns/show.html",
        card=pages.card(actor, campaign, now=now),
        steps=pages.timeline(campaign, today=now.date()),
    )


@bp.get("/hr/campaigns")
def hr() -> ResponseReturnValue:
    """List all campaigns that touch one's part of the house, and how they go."""
    authorize(policy.may_follow)
    found = progress.listed(current_actor(), page_number(), today=clock.today())
    return render_template("campaigns/hr.html", found=found)


@bp.get("/hr/campaigns/<int:campaign_id>", endpoint="progress")
def follow(campaign_id: int) -> ResponseReturnValue:
    """Show how one campaign goes, and take its next step."""
    authorize(policy.may_follow)
    belongs_to(HR)
    campaign = queries.get_campaign(current_actor(), campaign_id)
    return life_views.shown(campaign, ExtendForm.from_request())


@bp.get("/hr/campaigns/<int:campaign_id>/equity")
def equity(campaign_id: int) -> ResponseReturnValue:
    """Show how often each group is nominated, inside another page or by itself.

    Counting a whole house takes longer than the rest of a page, which does not wait for it.
    """
    authorize(policy.may_follow)
    belongs_to(HR)
    campaign = queries.get_campaign(current_actor(), campaign_id)
    shown = figures.equity(campaign, actor=current_actor(), now=clock.now())
    return page_or_fragment(
        "campaigns/equity.html", "nominations/_equity.html", campaign=campaign, equity=shown
    )


@bp.route("/hr/campaigns/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Prepare a campaign."""
    authorize(policy.may_create)
    belongs_to(HR)
    opens_on = clock.today() + timedelta(days=1)
    form = CampaignForm.from_request(
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=USUAL_DAYS),
        intents=[one.value for one in Intent],
    )
    form.offer(organisation.places(current_actor()), current_actor())
    if not form.accepted():
        return _page(form, None), 422 if form.errors else 200
    try:
        return once(current_actor(), lambda: _create(form), now=clock.now())
    except WrongValues as error:
        form.show(error.errors)
    return _page(form, None), 422


@bp.route("/hr/campaigns/<int:campaign_id>/edit", methods=["GET", "POST"])
def edit(campaign_id: int) -> ResponseReturnValue:
    """Change what a campaign says; its days and its place only until it opens."""
    belongs_to(HR)
    campaign = queries.get_campaign(current_actor(), campaign_id)
    authorize(policy.may_edit_campaign, campaign)
    service.check_changeable(campaign)
    before = CampaignValues.of(campaign)
    form = CampaignForm.from_request(version=campaign.version, **filled_from(before))
    if campaign.status is CampaignStatus.PLANNED:
        form.offer(organisation.places(current_actor()), current_actor())
    else:
        form.drop_settled()
    if not form.accepted():
        return _page(form, campaign), 422 if form.errors else 200
    try:
        return _save(form, campaign, before)
    except WrongValues as error:
        form.show(error.errors)
        return _page(form, campaign), 422
    except service.CampaignChanged:
        return _overtaken(form, campaign)


def _create(form: CampaignForm) -> str:
    actor, now = current_actor(), clock.now()
    campaign = service.create(form.values({}), by=actor, now=now)
    if campaign.status is CampaignStatus.OPEN:
        flash(_("The campaign is open. Everybody who leads a team has been told."), "success")
    else:
        flash(_("The campaign is there. It opens by itself on its first day."), "success")
    return url_for("campaigns.progress", campaign_id=campaign.id)


def _save(form: CampaignForm, campaign: Campaign, before: CampaignValues) -> ResponseReturnValue:
    settled = {name: getattr(before, name) for name in SETTLED}
    changed = service.edit(
        campaign,
        form.values(settled),
        seen=form.seen_version(),
        by=current_actor(),
        now=clock.now(),
    )
    flash(_("The campaign is saved.") if changed else _("Nothing was changed."), "success")
    return redirect(url_for("campaigns.progress", campaign_id=campaign.id))


def _overtaken(form: CampaignForm, campaign: Campaign) -> ResponseReturnValue:
    """Show what was typed beside the names of what differs from what is stored now."""
    stored = filled_from(CampaignValues.of(campaign))
    differs = [
        str(form[name].label.text)
        for name, value in stored.items()
        if name in form and (form[name].data or None) != (value or None)
    ]
    form.version.data = str(campaign.version)
    return _page(form, campaign, differs=differs), 409


def _page(
    form: CampaignForm, campaign: Campaign | None, *, differs: list[str] | None = None
) -> str:
    return render_template(
        "campaigns/form.html",
        form=form,
        campaign=campaign,
        differs=differs,
        is_sent=request.method == "POST",
    )
