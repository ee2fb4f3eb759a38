"""The pages of those who are nominated: read what is said, answer wish by wish, add own words."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import authorize, belongs_to, current_actor, safe_next
from talentgrow.missions.applications.forms.once import once
from talentgrow.nominations import policy, queries
from talentgrow.nominations.consent import evidence, nominee_page, service
from talentgrow.nominations.consent.evidence import Picked
from talentgrow.nominations.consent.forms import LaterForm, WordsForm
from talentgrow.nominations.consent.queries import get_candidacy
from talentgrow.nominations.consent.words import wish_name
from talentgrow.nominations.models import Candidacy, Nominee

bp = Blueprint("nominees", __name__, template_folder="../templates")


@bp.get("/nominees/<int:nominee_id>")
def show(nominee_id: int) -> ResponseReturnValue:
    """Show everything that is said of somebody, and how each wish stands."""
    return _show(nominee_id)


@bp.post("/nominees/<int:nominee_id>/words")
def words(nominee_id: int) -> ResponseReturnValue:
    """Keep own words, what one commits to and what one shows."""
    nominee = queries.get_nominee(current_actor(), nominee_id)
    authorize(policy.may_write_words, nominee)
    form = WordsForm.from_request()
    refused = _save(form, nominee)
    if refused is not None:
        return refused
    flash(_("Your words are kept."), "success")
    return redirect(url_for("nominees.show", nominee_id=nominee_id, _anchor="mine"))


@bp.post("/nominees/<int:nominee_id>/manager")
def manager(nominee_id: int) -> ResponseReturnValue:
    """Open the page to one's manager, by name, or close it."""
    nominee = queries.get_nominee(current_actor(), nominee_id)
    authorize(policy.may_write_words, nominee)
    # What names nobody closes it.
    to = request.form.get("to", type=int)
    service.open_to_manager(nominee, to, by=current_actor(), now=clock.now())
    opened = queries.open_to(nominee)
    flash(
        _("%(name)s reads this page too, once you have agreed to a wish.", name=opened.given_name)
        if opened
        else _("Your manager does not read this page."),
        "success",
    )
    return redirect(url_for("nominees.show", nominee_id=nominee_id, _anchor="readers"))


@bp.post("/candidacies/<int:candidacy_id>/accept")
def accept(candidacy_id: int) -> ResponseReturnValue:
    """Agree to be considered; words typed beside it are kept with the answer."""
    candidacy = get_candidacy(current_actor(), candidacy_id)
    authorize(policy.may_accept, candidacy)
    nominee_id = candidacy.nominee_id
    if "words" in request.form:
        refused = _save(WordsForm.from_request(), candidacy.nominee)
        if refused is not None:
            return refused

    def work() -> str:
        service.accept(candidacy, by=current_actor(), now=clock.now())
        _say(candidacy, _("You agree to be considered: %(wish)s."))
        return url_for("nominees.show", nominee_id=nominee_id)

    return once(current_actor(), work, now=clock.now())


@bp.post("/candidacies/<int:candidacy_id>/postpone")
def postpone(candidacy_id: int) -> ResponseReturnValue:
    """Ask to be asked again on a later day."""
    candidacy = get_candidacy(current_actor(), candidacy_id)
    authorize(policy.may_postpone, candidacy)
    form = LaterForm.from_request()
    if not form.accepted():
        return _show(candidacy.nominee_id, later=(candidacy.id, form), status=422)
    service.postpone(candidacy, form.day, by=current_actor(), now=clock.now())
    return _answered(candidacy, _("You are asked again on the day you chose: %(wish)s."))


@bp.post("/candidacies/<int:candidacy_id>/decline")
def decline(candidacy_id: int) -> ResponseReturnValue:
    """Say no, without a reason."""
    candidacy = get_candidacy(current_actor(), candidacy_id)
    authorize(policy.may_decline, candidacy)
    service.decline(candidacy, by=current_actor(), now=clock.now())
    return _answered(candidacy, _("You said no, and owe nobody a reason: %(wish)s."))


@bp.post("/candidacies/<int:candidacy_id>/withdraw")
def withdraw(candidacy_id: int) -> ResponseReturnValue:
    """Take consent back, at any time before the answer of HR."""
    candidacy = get_candidacy(current_actor(), candidacy_id)
    authorize(policy.may_withdraw_consent, candidacy)
    service.withdraw_consent(candidacy, by=current_actor(), now=clock.now())
    return _answered(candidacy, _("HR does not read it any more: %(wish)s."))


@bp.post("/candidacies/<int:candidacy_id>/ask-again")
def ask_again(candidacy_id: int) -> ResponseReturnValue:
    """Ask somebody again who was silent, once one has talked with them."""
    candidacy = get_candidacy(current_actor(), candidacy_id)
    authorize(policy.may_ask_again, candidacy)
    service.ask_again(candidacy, by=current_actor(), now=clock.now())
    flash(_("%(name)s is asked again.", name=candidacy.nominee.person.given_name), "success")
    return redirect(safe_next(request.form.get("next"), url_for("nominations.own")))


def _save(form: WordsForm, nominee: Nominee) -> ResponseReturnValue | None:
    """Keep what was typed and picked; return the page that says why it cannot be kept."""
    if not form.accepted():
        return _show(nominee.id, form=form, status=422)
    actor, now, said = current_actor(), clock.now(), form.said
    try:
        # What is new in this very request is no surprise to it.
        seen = form.version + service.save_words(
            nominee, *said, seen=form.version, by=actor, now=now
        )
        if form.has_picks:
            evidence.show_evidence(nominee, form.picked, seen=seen, by=actor, now=now)
    except service.WordsChanged:
        return _show(nominee.id, form=form, status=409)
    except evidence.TooMany as error:
        return _show(nominee.id, form=form, too_many=str(error), status=422)
    return None


def _answered(candidacy: Candidacy, sentence: str) -> ResponseReturnValue:
    _say(candidacy, sentence)
    return redirect(url_for("nominees.show", nominee_id=candidacy.nominee_id))


def _say(candidacy: Candidacy, sentence: str) -> None:
    """Say what an answer led to; the sentence is translated and names the wish."""
    nominee = queries.get_nominee(current_actor(), candidacy.nominee_id)
    (found,) = (one for one in nominee.candidacies if one.id == candidacy.id)
    flash(sentence % {"wish": wish_name(found, nominee.campaign)}, "success")


def _show(
    nominee_id: int,
    *,
    form: WordsForm | None = None,
    later: tuple[int, LaterForm] | None = None,
    too_many: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    """Show the page; a form that was refused comes back as it was."""
    actor = current_actor()
    nominee = queries.get_nominee(actor, nominee_id)
    authorize(policy.may_read_nominee, nominee)
    page = nominee_page.page(actor, nominee, now=clock.now())
    belongs_to("nominations.own" if page.is_own else "campaigns.hr")
    if form is not None and status == 409:
        form.seen.data = str(nominee.version)
    shown = render_template(
        "nominees/show.html",
        page=page,
        file=page.file,
        owed=page.owed,
        form=form or WordsForm.filled_from(nominee),
        is_refused=form is not None,
        is_overtaken=status == 409,
        picked=_picked(form, page),
        later=later,
        too_many=too_many,
    )
    return shown, status


def _picked(form: WordsForm | None, page: nominee_page.NomineePage) -> Picked:
    """Return what is ticked: what was sent, else what is stored."""
    if form is not None and form.has_picks:
        return form.picked
    return Picked() if page.choices is None else page.choices.picked
