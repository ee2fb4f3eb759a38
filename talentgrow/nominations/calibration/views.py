"""Calibration sessions: prepare one, run it, decide wish by wish, and keep what was said."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import (
    asked_id,
    authorize,
    belongs_to,
    current_actor,
)
from talentgrow.missions.applications.forms.once import once
from talentgrow.nominations.calibration import (
    choices,
    history,
    policy,
    preparing,
    queries,
    service,
    talking,
    wording,
)
from talentgrow.nominations.calibration.answers import number_in
from talentgrow.nominations.calibration.board import board_of
from talentgrow.nominations.calibration.deciding import bp as deciding
from talentgrow.nominations.calibration.forms import NoteForm, SessionForm
from talentgrow.nominations.calibration.grid import box_from
from talentgrow.nominations.calibration.models import CalibrationSession
from talentgrow.nominations.models import Campaign
from talentgrow.nominations.queries import get_campaign
from talentgrow.nominations.states import CampaignStatus, SessionStatus

bp = Blueprint("calibration", __name__, template_folder="../templates")
bp.register_blueprint(deciding)


@bp.route("/hr/sessions/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Prepare a session of a campaign."""
    campaign = get_campaign(current_actor(), asked_id("campaign") or 0)
    authorize(policy.may_prepare, campaign)
    belongs_to("campaigns.hr")
    parts = choices.parts(current_actor(), campaign)
    form = SessionForm.among(parts, held_on=clock.today(), version=1)
    if form.accepted():
        try:
            return once(current_actor(), lambda: _prepare(campaign, form), now=clock.now())
        except (preparing.NotYours, service.TooEarly) as error:
            form.part.errors = (str(error),)
    return _form(form, campaign), 422 if form.errors else 200


@bp.route("/hr/sessions/<int:session_id>/edit", methods=["GET", "POST"])
def edit(session_id: int) -> ResponseReturnValue:
    """Say otherwise what was prepared, until the session begins."""
    actor, session = current_actor(), queries.get_session(current_actor(), session_id)
    authorize(policy.may_edit, session)
    belongs_to("campaigns.hr")
    preparing.check_changeable(session)
    form = SessionForm.about(session, choices.parts(actor, session.campaign))
    if not form.accepted():
        return _form(form, session.campaign, session), 422 if form.errors else 200
    seen, now = form.seen_version(), clock.now()
    try:
        changed = preparing.change(session, form.values(), seen=seen, by=actor, now=now)
    except preparing.NotYours as error:
        form.part.errors = (str(error),)
        return _form(form, session.campaign, session), 422
    except preparing.SessionOvertaken:
        form.version.data = str(session.version)
        return _form(form, session.campaign, session, is_overtaken=True), 409
    flash(_("The session is changed.") if changed else _("Nothing was changed."), "success")
    return redirect(_to(session))


@bp.get("/hr/sessions/<int:session_id>")
def show(session_id: int) -> ResponseReturnValue:
    """Show everybody in a session, in groups side by side, and the file of one of them."""
    return _board(_session(session_id), NoteForm.from_request(), asked_id("nominee"))


@bp.get("/hr/sessions/<int:session_id>/minutes")
def minutes(session_id: int) -> ResponseReturnValue:
    """Show a session as it is printed: everybody with the answers, the notes, who changed what."""
    session = _session(session_id)
    board = board_of(session, current_actor(), now=clock.now())
    return render_template(
        "calibration/minutes.html",
        session=session,
        board=board,
        notes=history.notes(session, board),
        changes=history.changes(board),
        sentence_of=wording.sentence_of,
        today=clock.today(),
    )


@bp.post("/hr/sessions/<int:session_id>/start")
def start(session_id: int) -> ResponseReturnValue:
    """Begin a session."""
    session = queries.get_session(current_actor(), session_id)
    authorize(policy.may_start, session)
    service.start(session, by=current_actor(), now=clock.now())
    flash(_("The session runs. What you decide is kept until everything is published."), "success")
    return redirect(_to(session))


@bp.post("/hr/sessions/<int:session_id>/close")
def close(session_id: int) -> ResponseReturnValue:
    """Close a session in which everything is decided."""
    session = queries.get_session(current_actor(), session_id)
    authorize(policy.may_close, session)
    try:
        service.close(session, by=current_actor(), now=clock.now())
    except service.NotAllDecided as error:
        flash(str(error), "error")
        return redirect(_to(session))
    words = _("The session is closed. Nobody hears anything before the campaign is published.")
    flash(words, "success")
    return redirect(_to(session))


@bp.post("/hr/sessions/<int:session_id>/notes")
def note(session_id: int) -> ResponseReturnValue:
    """Write down what was said about somebody, or about all."""
    actor, now = current_actor(), clock.now()
    session = queries.get_session(actor, session_id)
    authorize(policy.may_take_notes, session)

    belongs_to("campaigns.hr")
    form = NoteForm.from_request()
    about = form.nominee.data or None
    if not form.accepted():
        return _board(session, form, about), 422

    def work() -> str:
        nominee = queries.get_nominee(session, actor, about) if about else None
        talking.note(session, form.text.data, nominee, by=actor, now=now)
        return url_for(".show", session_id=session.id, nominee=about, _anchor="notes")

    return once(actor, work, now=now)


@bp.post("/hr/sessions/<int:session_id>/places")
def place(session_id: int) -> ResponseReturnValue:
    """Put somebody into a box of the grid, or take them off it."""
    actor = current_actor()
    session = queries.get_session(actor, session_id)
    authorize(policy.may_take_notes, session)
    nominee_id = number_in(request.form.get("nominee", ""))
    nominee = queries.get_nominee(session, actor, nominee_id or 0)
    box = box_from(request.form.get("box", ""))
    talking.place(session, nominee, box, by=actor, now=clock.now())
    return redirect(url_for(".show", session_id=session.id, nominee=nominee.id, _anchor="grid"))


def _prepare(campaign: Campaign, form: SessionForm) -> str:
    by, now = current_actor(), clock.now()
    session = preparing.prepare(campaign, form.values(), by=by, now=now)
    flash(_("The session is prepared."), "success")
    return _to(session)


def _form(
    form: SessionForm,
    campaign: Campaign,
    session: CalibrationSession | None = None,
    *,
    is_overtaken: bool = False,
) -> str:
    return render_template(
        "calibration/form.html",
        form=form,
        campaign=campaign,
        session=session,
        is_overtaken=is_overtaken,
    )


def _board(session: CalibrationSession, form: NoteForm, asked: int | None) -> str:
    """Return the page of a session, with the note that is being written."""
    board = board_of(session, current_actor(), now=clock.now())
    chosen = next((card for card in board.cards if card.nominee_id == asked), None)
    earlier, newest = history.newest(history.steps(session, board))
    form.offer([(card.nominee_id, card.person.name) for card in board.cards])
    return render_template(
        "calibration/session.html",
        session=session,
        board=board,
        chosen=chosen or board.first_to_decide(),
        earlier=earlier,
        newest=newest,
        changes=history.changes(board),
        form=form,
        runs=session.status is SessionStatus.RUNNING,
        may_begin=session.campaign.status is CampaignStatus.CLOSED,
    )


def _session(session_id: int) -> CalibrationSession:
    session = queries.get_session(current_actor(), session_id)
    authorize(policy.may_read_session, session)
    belongs_to("campaigns.hr")
    return session


def _to(session: CalibrationSession) -> str:
    return url_for("calibration.show", session_id=session.id)
