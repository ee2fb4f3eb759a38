"""The forms of the five steps in which a nomination is written."""

from collections.abc import Mapping
from typing import Self

from flask import request
from wtforms import HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.infra.web import LARGEST_ID
from talentgrow.nominations import intents
from talentgrow.nominations.models import Intent, Nomination
from talentgrow.nominations.writing.evidence import LONGEST_NOTE, Picks, TooMuch
from talentgrow.nominations.writing.service import LONGEST_TEXT, WITH_TARGET
from talentgrow.skills.forms import SkillSearchForm

LONGEST_REASON = 500
# What can be ticked as evidence: levels, missions and visits.
KINDS = ("claim", "credit", "visit")
# The button that leads to the next step, and the one that leaves.
GO_ON, LEAVE = "save", "leave"


def id_in(text: str | None) -> int | None:
    """Return the id in a text; nonsense is none."""
    if not text or not text.isdecimal() or len(text) > len(str(LARGEST_ID)):
        return None
    return int(text) if 0 < int(text) <= LARGEST_ID else None


class StepForm(AppForm):
    """One step: the version which was read, and what was typed."""

    seen = HiddenField()

    @property
    def version(self) -> int:
        """Return the version of the nomination from which the form was filled."""
        text = self.seen.data or ""
        return int(text) if text.isdecimal() and len(text) < 10 else 0

    @property
    def leaves(self) -> bool:
        """Tell whether the writer goes on another day."""
        return request.form.get("do") == LEAVE


class SearchStepForm(StepForm, SkillSearchForm):
    """A step in which something is looked for by words: several buttons in one form."""

    saving = frozenset({GO_ON, LEAVE})


class PurposeForm(SearchStepForm):
    """For what somebody is nominated, and towards which job."""

    skill_words = StringField(_("Find a job"), [Length(max=100)])
    intents = SelectMultipleField(
        _("For what"), widget=ListWidget(), option_widget=CheckboxInput(), choices=[]
    )
    target_advancement = HiddenField()
    target_lateral = HiddenField()
    late_reason = TextAreaField(_("Why it comes after the end"), [Length(max=LONGEST_REASON)])

    @classmethod
    def of(cls, nomination: Nomination) -> Self:
        """Return the form as it stands in a nomination, or as it was sent."""
        wishes = {row.intent: row.target_id for row in nomination.intents}
        targets = {f"target_{one.value}": str(wishes.get(one) or "") for one in WITH_TARGET}
        form = cls.from_request(
            seen=str(nomination.version),
            late_reason=nomination.late_reason,
            intents=[intent.value for intent in wishes],
            **targets,
        )
        form.intents.choices = [
            SelectChoice(one.value, intents.name_of(one, nomination.campaign))
            for one in intents.in_play(nomination.campaign)
        ]
        return form

    @property
    def targets(self) -> Mapping[Intent, int]:
        """Return the job which was chosen for each intent."""
        found = {one: id_in(self[f"target_{one.value}"].data) for one in WITH_TARGET}
        return {intent: job_id for intent, job_id in found.items() if job_id is not None}

    @property
    def wishes(self) -> Mapping[Intent, int | None]:
        """Return what is ticked, with the job it leads to."""
        ticked = self.intents.data or ()
        return {one: self.targets.get(one) for one in Intent if one.value in ticked}

    @property
    def reason(self) -> str:
        """Return why it comes after the end."""
        return (self.late_reason.data or "").strip()

    def choose(self) -> None:
        """Do what the pressed button stands for: take a job for an intent, or leave it out."""
        verb, job_id = self.order
        what, _dash, value = verb.partition("-")
        if value not in {one.value for one in WITH_TARGET}:
            return
        self[f"target_{value}"].data = str(job_id) if what == "towards" and job_id else ""
        if what == "towards" and value not in (self.intents.data or ()):
            self.intents.data = [*(self.intents.data or ()), value]


class WhyForm(StepForm):
    """Why."""

    rationale = TextAreaField(
        _("What they have done, and what you saw"), [Length(max=LONGEST_TEXT)]
    )

    @property
    def words(self) -> str:
        """Return what was written."""
        return (self.rationale.data or "").strip()


class EvidenceForm(StepForm):
    """Which levels, missions and visits are shown, with a note each."""

    @property
    def picks(self) -> Picks:
        """Return what is ticked, as the service takes it."""
        claims, credits_, visits = (self.notes(kind) for kind in KINDS)
        return Picks(claims=claims, credits=credits_, visits=visits)

    def notes(self, kind: str) -> Mapping[int, str]:
        """Return the ids of one kind that are ticked, with their notes."""
        ids = (id_in(text) for text in request.form.getlist(kind))
        return {one: self.note(kind, one) for one in ids if one is not None}

    def note(self, kind: str, number: int) -> str:
        """Return what was typed beside one of them."""
        return request.form.get(f"note-{kind}-{number}", "").strip()

    def check_notes(self) -> None:
        """Make sure that notes are short.

        :raises TooMuch: one is longer than anybody reads
        """
        notes = [note for kind in KINDS for note in self.notes(kind).values()]
        if any(len(note) > LONGEST_NOTE for note in notes):
            raise TooMuch(gettext("A note is one sentence: two hundred characters at most."))


class OfferForm(SearchStepForm):
    """What the nominator offers, and who can say more."""

    skill_words = StringField(_("Name or number of a colleague"), [Length(max=100)])
    commitment = TextAreaField(_("What you offer"), [Length(max=LONGEST_TEXT)])
    reference = HiddenField()

    @property
    def words(self) -> str:
        """Return what was written."""
        return (self.commitment.data or "").strip()

    @property
    def reference_id(self) -> int | None:
        """Return who can say more."""
        return id_in(self.reference.data)

    def choose(self) -> None:
        """Do what the pressed button stands for: name somebody, or nobody."""
        verb, person_id = self.order
        if verb == "refer":
            self.reference.data = str(person_id)
        elif verb == "nobody":
            self.reference.data = ""


class SendForm(StepForm):
    """Send what was read again."""
