"""A certificate as a page of A4, set by Typst."""

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst
from flask import url_for

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.infra.templates import day, number
from talentgrow.kernel.levels import LEVELS
from talentgrow.missions.debriefs.certificate import Certificate, Gain

TEMPLATE = Path(__file__).with_name("certificate.typ")
# The fonts that come with Typst write Latin, Greek and Cyrillic; beyond, the machine's own help.
LAST_LETTER_OF_OURS = 0x052F
LONGEST_WORD = 20
SPROUT = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 26 28" fill="none">'
    '<g stroke="#0b6b4b" stroke-width="2.2" stroke-linecap="round">'
    '<path d="M11 23.5V17c0-4.4-2.2-6.4-5-7.6"/><path d="M11 17c0-6 3.6-9.6 7.4-10.9"/></g>'
    '<circle cx="11" cy="24.6" r="2.4" fill="#0b6b4b"/>'
    '<circle cx="4.6" cy="8.4" r="2.7" stroke="#0b6b4b" stroke-width="2"/>'
    '<circle cx="20" cy="5.2" r="3.4" fill="#0b6b4b"/></svg>'
)


def as_pdf(certificate: Certificate, language: str) -> bytes:
    """Return a certificate as a PDF whose words are in `language`, the one of the reader now."""
    words = json.dumps(_data(certificate, language), ensure_ascii=False)
    fonts = _fonts(_needs_other_fonts(words))
    compiler = typst.Compiler(TEMPLATE, font_paths=fonts, sys_inputs={"data": words})
    return cast(bytes, compiler.compile(format="pdf"))


def file_name(certificate: Certificate) -> str:
    """Return the name under which a certificate is kept: nothing of it comes from people."""
    return f"{_('certificate')}-{certificate.code}.pdf"


def _data(certificate: Certificate, language: str) -> dict[str, Any]:
    given = certificate.given_on
    page = url_for("certificates.check", code=certificate.code, _external=True)
    return {
        "language": language,
        "brand": "TalentGrow",
        "sprout": SPROUT,
        "organisation": _plain(certificate.organisation),
        "title": _plain(f"{_('Certificate of a mission')} · {certificate.person}"),
        "kind": _("Certificate of a mission"),
        "person": _plain(certificate.person),
        "did": _("has done a part of the mission")
        if certificate.is_partial
        else _("has carried out the mission"),
        "mission": _plain(certificate.mission),
        "facts": _facts(certificate),
        "learned_title": _("What one learns in it"),
        "learned": [_plain(line) for line in certificate.learned],
        "gains_title": _("Levels confirmed by both"),
        "gains": [_gain(gain) for gain in certificate.gains],
        "signed": _("Given on %(day)s, confirmed by", day=day(given)),
        "owner": _plain(certificate.owner),
        "check": _("This code can be checked at %(page)s", page=page),
        "code": certificate.code,
        "given_on": {"year": given.year, "month": given.month, "day": given.day},
    }


def _facts(certificate: Certificate) -> list[tuple[str, str]]:
    rhythm = number(certificate.hours_a_week, 1)
    facts = [
        (_("Beginning"), day(certificate.started_on)),
        (_("End"), day(certificate.ended_on)),
        (_("Rhythm"), _("%(hours)s h a week", hours=rhythm)),
    ]
    if certificate.hours is not None:
        facts.append((_("In all"), _("%(hours)s h", hours=number(certificate.hours))))
    return facts


def _gain(gain: Gain) -> dict[str, Any]:
    words = f"{gain.level} · {localized(LEVELS[gain.level])}"
    return {"skill": _plain(gain.skill), "level": gain.level, "words": words}


def _plain(text: str) -> str:
    """Return a text without signs that steer a printer, its longest words free to break."""
    kept = "".join(
        sign for sign in text if unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cs"}
    )
    return re.sub(rf"(\S{{{LONGEST_WORD}}})(?=\S)", "\\1\u200b", kept)


def _needs_other_fonts(words: str) -> bool:
    return any(ord(sign) > LAST_LETTER_OF_OURS and sign.isalpha() for sign in words)


@cache
def _fonts(with_those_of_the_machine: bool) -> Any:
    """Return the fonts to write with: reading those of the machine takes a moment, ours none."""
    return typst.Fonts(include_system_fonts=with_those_of_the_machine)
