"""What the form of a new offer says before its host has typed anything."""

from talentgrow.graph.types import Importance
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import in_language
from talentgrow.jobs import queries as jobs
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.kernel.localized import Localized
from talentgrow.people import queries as people
from talentgrow.shadowing.offers.editing.form import usual_period
from talentgrow.shadowing.offers.values import OfferValues

# So many of the skills which a job needs are proposed: hosts take away what nobody sees.
MOST_PROPOSED = 5


def values(actor: Actor) -> OfferValues:
    """Return what is proposed to somebody: their own job, where they do it, a day long."""
    post = people.current_assignment(actor.person_id or 0)
    job = jobs.get(post.job_id) if post and post.job_id else None
    french, english = (_texts(locale, job) for locale in ("fr", "en"))
    return OfferValues(
        sights_fr=french[0],
        sights_en=english[0],
        confidentiality_fr=french[1],
        confidentiality_en=english[1],
        site_id=post.site_id if post else None,
        periods=(usual_period(),),
        skills=_skills(job) if job else (),
    )


def _texts(locale: str, job: Job | None) -> tuple[str, str]:
    """Return what one sees and what stays confidential, as most offers say it, in a language."""
    with in_language(locale):
        title = (job.title if job else Localized("", "")).in_(locale)
        lines = (
            _("An ordinary day of this job: %(job)s", job=title) if title else "",
            _("The tools and the gestures that one does not see from outside"),
            _("The colleagues with whom this work is done, and what each expects"),
            _("Time for your questions"),
        )
        kept = _("What you hear about customers, prices and people stays here. No photographs.")
        return "\n".join(filter(None, lines)), kept


def _skills(job: Job) -> tuple[int, ...]:
    found = jobs.needs(job)
    essential = [one.skill_id for one in found if one.importance is Importance.ESSENTIAL]
    return tuple(essential[:MOST_PROPOSED])
