"""The pages with which HR keeps the skill catalogue: skills, their words, their families."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import language
from talentgrow.infra.web import authorize, current_actor
from talentgrow.kernel.levels import SENTENCES
from talentgrow.skills import catalogue, editing, forms, history, policy, wording
from talentgrow.skills.models import Skill

bp = Blueprint(
    "skill_editing", __name__, url_prefix="/catalogue/skills", template_folder="templates"
)


@bp.route("/new", methods=["GET", "POST"])
def create() -> ResponseReturnValue:
    """Add a skill of the company's own."""
    authorize(policy.may_curate)
    form = _offered(forms.SkillForm.from_request())
    twin = None
    if form.accepted():
        try:
            skill = editing.create(form.values(), by=current_actor(), now=clock.now())
        except editing.NameTaken as error:
            twin = error.skill
        else:
            flash(_("The skill is in the catalogue."), "success")
            return redirect(url_for("catalogue.show", skill_id=skill.id))
    page = render_template("catalogue/new.html", form=form, twin=twin)
    return page, 422 if form.errors or twin else 200


@bp.route("/<int:skill_id>/edit", methods=["GET", "POST"])
def edit(skill_id: int) -> ResponseReturnValue:
    """Change the names, descriptions and place of a skill."""
    authorize(policy.may_curate)
    skill = _living(skill_id)
    form = _offered(forms.SkillForm.from_request(skill, **forms.values_of(skill, language())))
    twin, status = None, 200
    if form.accepted():
        try:
            return _edited(skill, form)
        except editing.NameTaken as error:
            twin, status = error.skill, 422
        except editing.BroaderLoops as error:
            form.broader_name.errors = (str(error),)
            status = 422
        except editing.ChangedMeanwhile:
            return _show_edit(skill, form, since=form.seen_version()), 409
    return _show_edit(skill, form, twin=twin), 422 if form.errors else status


def _edited(skill: Skill, form: forms.SkillForm) -> ResponseReturnValue:
    editing.edit(
        skill,
        form.values(),
        version=form.seen_version(),
        by=current_actor(),
        now=clock.now(),
    )
    flash(_("The skill is changed. Suggestions follow in a minute."), "success")
    return redirect(url_for("catalogue.show", skill_id=skill.id))


def _show_edit(
    skill: Skill, form: forms.SkillForm, *, twin: Skill | None = None, since: int | None = None
) -> str:
    """Show the form; when somebody else was faster, with what they changed since."""
    events = [] if since is None else history.of(skill, after_version=since)
    if since is not None:
        form.version.data = skill.version
    return render_template(
        "catalogue/edit.html",
        skill=skill,
        form=form,
        twin=twin,
        is_overtaken=since is not None,
        events=events,
        kinds=forms.KINDS,
        is_used=editing.is_used(skill),
    )


def _offered(form: forms.SkillForm) -> forms.SkillForm:
    form.offer(catalogue.family_choices(), _("No family"))
    return form


def _living(skill_id: int) -> Skill:
    """Return a skill that is not part of another, with all that is said about it.

    :raises NotFound: no such skill
    :raises AlreadyMerged: it is part of another one
    """
    skill = catalogue.get(skill_id)
    if skill.merged_into_id is not None:
        raise editing.AlreadyMerged(_("This skill is part of another one by now: change that one."))
    return skill


@bp.get("/<int:skill_id>/words")
def words(skill_id: int) -> ResponseReturnValue:
    """Show the other words and the codes of a skill, to add and to take away."""
    authorize(policy.may_curate)
    return _show_words(_living(skill_id))


@bp.post("/<int:skill_id>/aliases")
def add_alias(skill_id: int) -> ResponseReturnValue:
    """Let a skill be found under another word."""
    authorize(policy.may_curate)
    skill = _living(skill_id)
    form = forms.AliasForm.from_request()
    if not form.accepted():
        return _show_words(skill, alias_form=form), 422
    try:
        wording.add_alias(
            skill, form.text.data, form.locale.data, by=current_actor(), now=clock.now()
        )
    except (editing.NameTaken, wording.SaidAlready) as error:
        form.text.errors = (str(error),)
        twin = error.skill if isinstance(error, editing.NameTaken) else None
        return _show_words(skill, alias_form=form, twin=twin), 422
    flash(_("The skill is found under this word from now on."), "success")
    return redirect(url_for("skill_editing.words", skill_id=skill_id))


@bp.post("/<int:skill_id>/aliases/<int:alias_id>/remove")
def remove_alias(skill_id: int, alias_id: int) -> ResponseReturnValue:
    """Take a word away from a skill."""
    authorize(policy.may_curate)
    wording.remove_alias(_living(skill_id), alias_id, by=current_actor(), now=clock.now())
    flash(_("The word is taken away."), "success")
    return redirect(url_for("skill_editing.words", skill_id=skill_id))


@bp.post("/<int:skill_id>/codes")
def add_code(skill_id: int) -> ResponseReturnValue:
    """Say what a public catalogue calls a skill."""
    authorize(policy.may_curate)
    skill = _living(skill_id)
    form = forms.CodeForm.from_request()
    if not form.accepted():
        return _show_words(skill, code_form=form), 422
    try:
        wording.add_code(
            skill, form.scheme.data, form.code.data, by=current_actor(), now=clock.now()
        )
    except (editing.NameTaken, wording.SaidAlready, wording.UnknownCode) as error:
        form.code.errors = (str(error),)
        twin = error.skill if isinstance(error, editing.NameTaken) else None
        return _show_words(skill, code_form=form, twin=twin), 422
    flash(_("The code is kept: files that name it mean this skill."), "success")
    return redirect(url_for("skill_editing.words", skill_id=skill_id))


@bp.post("/<int:skill_id>/codes/<int:code_id>/remove")
def remove_code(skill_id: int, code_id: int) -> ResponseReturnValue:
    """Take a code away from a skill."""
    authorize(policy.may_curate)
    wording.remove_code(_living(skill_id), code_id, by=current_actor(), now=clock.now())
    flash(_("The code is taken away."), "success")
    return redirect(url_for("skill_editing.words", skill_id=skill_id))


def _show_words(
    skill: Skill,
    *,
    alias_form: forms.AliasForm | None = None,
    code_form: forms.CodeForm | None = None,
    twin: Skill | None = None,
) -> str:
    return render_template(
        "catalogue/words.html",
        skill=skill,
        alias_form=alias_form or forms.AliasForm.blank(),
        code_form=code_form or forms.CodeForm.blank(),
        twin=twin,
        locales=forms.LOCALES,
        schemes=forms.SCHEMES,
        address_of=wording.address_of,
    )


@bp.route("/<int:skill_id>/levels", methods=["GET", "POST"])
def levels(skill_id: int) -> ResponseReturnValue:
    """Say what each level means for a skill."""
    authorize(policy.may_curate)
    skill = _living(skill_id)
    own = catalogue.own_sentences(skill)
    stored = {
        f"{locale}_{level}": getattr(text, locale)
        for level, text in own.items()
        for locale in ("fr", "en")
    }
    form = forms.SentencesForm.from_request(None, version=skill.version, **stored)
    if form.accepted():
        try:
            wording.say_levels(
                skill,
                form.values(),
                version=form.seen_version(),
                by=current_actor(),
                now=clock.now(),
            )
        except editing.ChangedMeanwhile:
            form.version.data = skill.version
            page = render_template(
                "catalogue/levels.html", skill=skill, form=form, general=SENTENCES, own=own
            )
            return page, 409
        flash(_("The sentences are kept."), "success")
        return redirect(url_for("catalogue.show", skill_id=skill_id))
    page = render_template(
        "catalogue/levels.html", skill=skill, form=form, general=SENTENCES, own=None
    )
    return page, 422 if form.errors else 200


@bp.post("/<int:skill_id>/retire")
def retire(skill_id: int) -> ResponseReturnValue:
    """Offer a skill no longer."""
    authorize(policy.may_curate)
    editing.retire(_living(skill_id), by=current_actor(), now=clock.now())
    flash(_("The skill is no longer offered. Levels and jobs that name it keep it."), "success")
    return redirect(url_for("catalogue.show", skill_id=skill_id))


@bp.post("/<int:skill_id>/restore")
def restore(skill_id: int) -> ResponseReturnValue:
    """Offer a retired skill again."""
    authorize(policy.may_curate)
    editing.restore(_living(skill_id), by=current_actor(), now=clock.now())
    flash(_("The skill is offered again."), "success")
    return redirect(url_for("catalogue.show", skill_id=skill_id))


@bp.post("/<int:skill_id>/delete")
def delete(skill_id: int) -> ResponseReturnValue:
    """Delete a skill that nothing ever pointed to."""
    authorize(policy.may_curate)
    editing.remove(_living(skill_id), by=current_actor(), now=clock.now())
    flash(_("The skill is deleted."), "success")
    return redirect(url_for("catalogue.index"))
