"""A certificate as one sheet: shown as a page, and set by Typst on A4."""

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst
from flask import Response, url_for

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.templates import day

TEMPLATE = Path(__file__).with_name("sheet.typ")
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


@dataclass(frozen=True, slots=True)
class Bar:
    """A level with its words, drawn as a bar."""

    name: str
    level: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything a certificate says, in the language in which it was made."""

    code: str
    given_on: date
    organisation: str
    # What kind of certificate it is.
    kind: str
    person: str
    # "has carried out the mission", and which.
    did: str
    what: str
    facts: Sequence[tuple[str, str]]
    listed_title: str
    listed: Sequence[str]
    bars_title: str = ""
    bars: Sequence[Bar] = ()
    # A sentence that leads to a name, and the name.
    signed: str
    signer: str
    # What else one should know to read it rightly.
    remark: str = ""

    @property
    def page(self) -> str:
        """Return the address at which the code is checked."""
        return url_for("certificates.check", code=self.code, _external=True)


def download(sheet: Sheet, language: str) -> Response:
    """Return a certificate as a file to keep: nothing of its name comes from people."""
    response = Response(as_pdf(sheet, language), mimetype="application/pdf")
    name = f"{_('certificate')}-{sheet.code}.pdf"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def as_pdf(sheet: Sheet, language: str) -> bytes:
    """Return a certificate as a PDF whose words are in `language`, the one of the reader now."""
    words = json.dumps(_data(sheet, language), ensure_ascii=False)
    fonts = _fonts(_needs_other_fonts(words))
    compiler = typst.Compiler(TEMPLATE, font_paths=fonts, sys_inputs={"data": words})
    return cast(bytes, compiler.compile(format="pdf"))


def given(on: date) -> str:
    """Say when a certificate was given and lead to who confirmed what it says."""
    return _("Given on %(day)s, confirmed by", day=day(on))


def _data(sheet: Sheet, language: str) -> dict[str, Any]:
    on = sheet.given_on
    return {
        "language": language,
        "brand": "TalentGrow",
        "sprout": SPROUT,
        "organisation": _plain(sheet.organisation),
        "title": _plain(f"{sheet.kind} · {sheet.person}"),
        "kind": sheet.kind,
        "person": _plain(sheet.person),
        "did": sheet.did,
        "what": _plain(sheet.what),
        "facts": [(label, _plain(value)) for label, value in sheet.facts],
        "listed_title": sheet.listed_title,
        "listed": [_plain(line) for line in sheet.listed],
        "bars_title": sheet.bars_title,
        "bars": [
            {"name": _plain(bar.name), "level": bar.level, "words": bar.words} for bar in sheet.bars
        ],
        "signed": sheet.signed,
        "signer": _plain(sheet.signer),
        "remark": sheet.remark,
        "check": _("This code can be checked at %(page)s", page=sheet.page),
        "code": sheet.code,
        "given_on": {"year": on.year, "month": on.month, "day": on.day},
    }


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
