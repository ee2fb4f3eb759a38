"""What is said about packs: where they come from, what is wrong with files, why a run failed."""

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import lazy_gettext
from talentgrow.kernel.localized import Localized
from talentgrow.kernel.origin import Origin
from talentgrow.packs.files.archives import Reason, UnreadablePack

NAMES = {Origin.ROME: "ROME", Origin.ESCO: "ESCO"}
ABOUT = {
    Origin.ROME: lazy_gettext(
        "The French catalogue of jobs, kept by France Travail: skills, and ways between jobs. "
        "In French only."
    ),
    Origin.ESCO: lazy_gettext(
        "The European catalogue of jobs, kept by the European Commission: essential and optional "
        "skills, in French and English."
    ),
}
SENTENCES = {
    Reason.NO_FILE: lazy_gettext("Choose at least one file."),
    Reason.TOO_LARGE: lazy_gettext("Together the files are larger than 64 MB."),
    Reason.TOO_LARGE_UNPACKED: lazy_gettext(
        "“%(name)s” is too large once unpacked: 256 MB and a million lines at most."
    ),
    Reason.TOO_MANY: lazy_gettext("There are more than 200 files inside."),
    Reason.BAD_ZIP: lazy_gettext("“%(name)s” is a damaged zip archive: download it again."),
    Reason.BAD_GZIP: lazy_gettext("“%(name)s” is a damaged gzip file: download it again."),
    Reason.ENCRYPTED: lazy_gettext("“%(name)s” asks for a password: unpack it first."),
    Reason.ODD_PATH: lazy_gettext(
        "The archive holds a file that wants to be written outside of it: “%(name)s”. "
        "Download it from its publisher."
    ),
    Reason.NO_TEXT: lazy_gettext("“%(name)s” is no text: save it as CSV."),
    Reason.BAD_TABLE: lazy_gettext(
        "“%(name)s” is no sound CSV: a quotation mark is opened and never closed, perhaps."
    ),
    Reason.NOTHING_KNOWN: lazy_gettext(
        "These files belong neither to ROME nor to ESCO: no first line has their headings."
    ),
    Reason.BOTH: lazy_gettext(
        "These files belong to ROME and to ESCO: upload one after the other."
    ),
    Reason.NO_JOBS: lazy_gettext("The file of jobs is missing: %(file)s."),
    Reason.NO_SKILLS: lazy_gettext("The file of skills is missing: %(file)s."),
    Reason.NO_LINKS: lazy_gettext(
        "The file that says which job asks for which skill is missing: %(file)s."
    ),
    Reason.OTHER_SCHEME: lazy_gettext("These files do not belong to %(scheme)s."),
}
KINDS = {
    "know_how": lazy_gettext("know-how"),
    "knowledge": lazy_gettext("knowledge"),
    "behaviour": lazy_gettext("way of working"),
}
FAILURES = {
    "missing": lazy_gettext(
        "The file of the pack was not on the server any more. Upload it again, then load."
    ),
    "database": lazy_gettext(
        "The database refused a row, and nothing was stored. Look at what would be loaded again."
    ),
}
# The official names of the files one needs.
FILES = {
    ("rome", Reason.NO_JOBS): "unix_referentiel_code_rome_v…_utf8.csv (code_rome, libelle_rome)",
    ("rome", Reason.NO_SKILLS): "unix_referentiel_competence_v…_utf8.csv (code_ogr, libelle…)",
    ("rome", Reason.NO_LINKS): "unix_coherence_item_v…_utf8.csv (code_rome, code_ogr)",
    ("esco", Reason.NO_JOBS): "occupations_en.csv (conceptUri, iscoGroup, preferredLabel)",
    ("esco", Reason.NO_SKILLS): "skills_en.csv (conceptUri, skillType, preferredLabel)",
    ("esco", Reason.NO_LINKS): "occupationSkillRelations_en.csv (occupationUri, skillUri)",
}


def unreadable(error: UnreadablePack) -> str:
    """Return what is wrong with files and what to do, in the reader's language."""
    sentence = str(SENTENCES[error.reason])
    return sentence % {
        "name": error.name,
        "scheme": error.name.upper(),
        "file": FILES.get((error.name, error.reason), ""),
    }


def licence(scheme: Origin, version: str) -> str:
    """Return who made a pack and under which licence it may be used: shown wherever it is."""
    if scheme is Origin.ROME:
        sentence = _("Source: France Travail, ROME. Licence Ouverte 2.0.")
    else:
        sentence = _(
            "This service uses the ESCO classification of the European Commission. "
            "Licence: CC BY 4.0."
        )
    if not version:
        return sentence
    numbered = _("Version %(version)s.", version=version)
    return f"{sentence} {numbered}"


def bridge_note(scheme: Origin, version: str) -> Localized:
    """Return what a bridge from a pack says of itself, in both languages."""
    name = f"{NAMES[scheme]} {version}".strip()
    return Localized(f"Selon le {name} (France Travail).", f"According to {name} (France Travail).")
