"""Write jobs as plain lists for JSON, and read them back."""

from typing import Any

from talentgrow.graph.types import Importance, Job, Need
from talentgrow.kernel.localized import Localized


def job_row(job: Job) -> list[Any]:
    """Return a job as plain values."""
    flat = [(n.skill, n.level, int(n.importance is Importance.ESSENTIAL)) for n in job.needs]
    title = (job.title.fr, job.title.en)
    return [job.id, *title, job.family, job.grade, job.pay, job.is_temporary, job.contexts, flat]


def job_from(entry: list[Any]) -> Job:
    """Read back what `job_row` wrote."""
    key, fr, en, family, grade, pay, is_temporary, contexts, flat = entry
    kinds = (Importance.USEFUL, Importance.ESSENTIAL)
    asked = tuple(Need(skill, level, kinds[essential]) for skill, level, essential in flat)
    title = Localized(fr, en)
    return Job(key, title, family, grade, asked, pay, is_temporary, tuple(contexts))
