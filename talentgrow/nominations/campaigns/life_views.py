"""The steps of a campaign, one button each; and the page on which its decisions are published."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import ngettext
from talentgrow.infra.paging import page_number
from talentgrow.infra.web import authorize, belongs_to, current_actor
from talentgrow.kernel.access import Rule
from talentgrow.nominations import policy, queries
from talentgrow.nominations.campaigns import life, preview, progress, publishing
from talentgrow.nominations.campaigns.form import ExtendForm
from talentgrow.nominations.models import Campaign
from talentgrow.nominations.states import CampaignStatus

bp = Blueprint("life", __name__, url_prefix="/hr/campaigns/<int:campaign_id>")
HR = "campaigns.hr"


@bp.post("/extend")
def extend(campaign_id: int) -> ResponseReturnValue:
    """Put the end later."""
    campaign = _asked(campaign_id, policy.may_edit_campaign)
    if campaign.status is CampaignStatus.CLOSED:
        authorize(policy.may_reopen, campaign)
    was_closed, form = campaign.status is CampaignStatus.CLOSED, ExtendForm.from_request()
    if not form.accepted():
        return shown(campaign, form), 422
    try:
        life.extend(campaign, form.closes_on.data, by=current_actor(), now=clock.now())
    except life.WrongEnd as error:
        form.closes_on.errors = (str(error),)
        return shown(campaign, form), 422
    if was_closed:
        flash(_("The campaign is open again. Whoever waits for an answer knows."), "success")
    else:
        flash(_("The end is later now. Whoever has begun to write knows."), "success")
    return _back(campaign)


@bp.post("/calibrate")
def calibrate(campaign_id: int) -> ResponseReturnValue:
    """Say that everything is decided."""
    campaign = _asked(campaign_id, policy.may_calibrate)
    try:
        life.calibrate(campaign, by=current_actor(), now=clock.now())
    except (life.SessionRunning, *publishing.OBSTACLES) as error:
        return shown(campaign, ExtendForm.from_request(), problem=str(error)), 409
    flash(_("Everything is decided. Nobody reads it before you publish."), "success")
    return redirect(url_for("campaigns.life.before_publishing", campaign_id=campaign.id))


@bp.post("/review-again")
def review_again(campaign_id: int) -> ResponseReturnValue:
    """Let decisions be changed once more."""
    campaign = _asked(campaign_id, policy.may_review_again)
    life.review_again(campaign, by=current_actor(), now=clock.now())
    flash(_("Decisions may be changed again, in a session. Nobody has read them."), "success")
    return _back(campaign)


@bp.get("/publish")
def before_publishing(campaign_id: int) -> ResponseReturnValue:
    """Show what everybody is about to read."""
    campaign = _asked(campaign_id, policy.may_publish)
    if campaign.status is not CampaignStatus.CALIBRATED:
        return _back(campaign)
    return _before_publishing(campaign)


@bp.post("/publish-all")
def publish(campaign_id: int) -> ResponseReturnValue:
    """Publish all decisions together."""
    campaign = _asked(campaign_id, policy.may_publish)
    try:
        told = life.publish(campaign, by=current_actor(), now=clock.now())
    except publishing.OBSTACLES as error:
        return _before_publishing(campaign, problem=str(error)), 409
    flash(
        ngettext(
            "It is published: one person reads the answer now.",
            "It is published: %(num)s people read their answer now.",
            told,
        )
        if told
        else _("It is published. Nobody had agreed, so nobody waited for an answer."),
        "success",
    )
    return _back(campaign)


@bp.post("/archive")
def archive(campaign_id: int) -> ResponseReturnValue:
    """Put a campaign away."""
    campaign = _asked(campaign_id, policy.may_archive)
    life.archive(campaign, by=current_actor(), now=clock.now())
    flash(_("It is put away. What people have read stays with them."), "success")
    return redirect(url_for("campaigns.hr"))


def shown(campaign: Campaign, form: ExtendForm, *, problem: str = "") -> str:
    """Return the page on which HR follows a campaign."""
    return render_template(
        "campaigns/progress.html",
        page=progress.progress(current_actor(), campaign, page_number(), now=clock.now()),
        form=form,
        problem=problem,
    )


def _before_publishing(campaign: Campaign, *, problem: str = "") -> str:
    return render_template(
        "campaigns/publish.html",
        campaign=campaign,
        found=preview.preview(campaign, current_actor()),
        problem=problem,
    )


def _asked(campaign_id: int, check: Rule) -> Campaign:
    campaign = queries.get_campaign(current_actor(), campaign_id)
    authorize(check, campaign)
    belongs_to(HR)
    return campaign


def _back(campaign: Campaign) -> ResponseReturnValue:
    return redirect(url_for("campaigns.progress", campaign_id=campaign.id))
