"""A spreadsheet of people and assignments with twelve mistakes, and how HR mends them."""

import io
from datetime import date

import openpyxl

from tests.journeys.depth.cast import SOMEBODY_ELSE

HEADINGS = {
    "fr": [
        "Matricule",
        "Prénom",
        "Nom",
        "Courriel",
        "Métier",
        "Date de début",
        "Date de fin",
        "Grade",
        "Site",
        "Responsable",
        "Remarque",
    ],
    "en": [
        "Employee number",
        "First name",
        "Last name",
        "E-mail",
        "Job",
        "First day",
        "Last day",
        "Grade",
        "Site",
        "Manager",
        "Remark",
    ],
}
NUMBER, FIRST, LAST, EMAIL, JOB, START, END, GRADE, SITE, MANAGER, REMARK = range(11)
MENDED = 12
FIRST_DAY = date(2024, 3, 1)
# By the end of the employee number: which cell is wrong, what stands there, what is right, and
# what the file to mend says about it.
MISTAKES = {
    "02": (START, "31/11/2024", "30/11/2024", ("Ce n’est pas une date.", "This is no date.")),
    "03": (
        MANAGER,
        "X99",
        "{boss}",
        ("Personne n’a ce matricule.", "Nobody has this employee number."),
    ),
    "04": (
        EMAIL,
        "à demander",
        "{email}",
        ("Ce n’est pas une adresse électronique.", "This is no e-mail address."),
    ),
    "05": (
        JOB,
        None,
        "{job}",
        ("Cette colonne ne doit pas être vide.", "This column must not be empty."),
    ),
    "06": (
        MANAGER,
        "{number}",
        "{boss}",
        ("Personne n’est son propre manager.", "Nobody is their own manager."),
    ),
    "07": (
        END,
        "01/02/2019",
        None,
        ("Le dernier jour précède le premier.", "The last day comes before the first."),
    ),
    "08": (
        GRADE,
        "III",
        3,
        ("Ce n’est pas un nombre entier", "This is no whole number"),
    ),
    "09": (
        EMAIL,
        f"{SOMEBODY_ELSE}@helianne.example",
        "{email}",
        ("Quelqu’un d’autre a cette adresse.", "Somebody else has this address."),
    ),
    "10": (
        START,
        "01/03/1824",
        "01/03/2024",
        ("La date est avant 1930", "The date lies before 1930"),
    ),
    "11": (
        SITE,
        "=VLOOKUP(A1;B1)",
        "{site}",
        ("C’est une formule", "This is a formula"),
    ),
    "12": (
        LAST,
        "#N/A",
        "{last}",
        ("Le tableur affiche ici une erreur", "The spreadsheet shows an error"),
    ),
}
TWICE = ("Une autre ligne le dit déjà.", "Another line says this already.")
EXTRAS = [("Alix", "Bonnaire"), ("Noé", "Carvelle"), ("Iris", "Dumontel"), ("Luc", "Estival")]
EXTRAS += [("Ada", "Fauconnet"), ("Hugo", "Garandel"), ("Mia", "Hautbois"), ("Paul", "Iribarne")]


def rows(story):
    """Return the sound lines: one for each person, who all report to the first."""
    cast = [story.manager, story.employee, story.peer, story.local_hr, story.elsewhere]
    people = [(one.number, one.first, one.last) for one in cast]
    mark = story.language.upper()
    people += [(f"{mark}{i:02}", *name) for i, name in enumerate(EXTRAS, start=6)]
    made = []
    for number, first, last in people:
        boss = "" if number == story.manager.number else story.manager.number
        site = "Lyon" if number == story.elsewhere.number else story.site
        email = f"{number.lower()}@helianne.example"
        row = [number, first, last, email, story.job, FIRST_DAY, None, None, site, boss, "à relire"]
        made.append(row)
    return made


def with_mistakes(story):
    """Return the file as it comes from the old system: twelve lines are wrong."""
    wrong = []
    for row in rows(story):
        mistake = MISTAKES.get(row[NUMBER][2:])
        if mistake is not None:
            row[mistake[0]] = _filled(mistake[1], story, row)
        wrong.append(row)
    # The twelfth mistake: a sound line that stands there twice.
    return _written(story, [*wrong, wrong[-1]])


def mended(story, content):
    """Mend the downloaded file cell by cell, and check what it says of each line on the way."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.active
    french = story.language == "fr"
    headings = [cell.value for cell in sheet[1]]
    assert headings == [*HEADINGS[story.language], story.words["to_mend"]]
    right = {row[NUMBER]: row for row in rows(story)}
    told = {}
    for line in sheet.iter_rows(min_row=2):
        number, said = line[NUMBER].value, line[-1].value or ""
        mistake = MISTAKES.get(number[2:])
        if mistake is not None and said:
            assert mistake[3][0 if french else 1] in said, (number, said)
            line[mistake[0]].value = _filled(mistake[2], story, right[number])
        told.setdefault(number, []).append(said)
    assert sum(bool(said) for lines in told.values() for said in lines) == MENDED
    _drop_the_twin(sheet, TWICE[0 if french else 1])
    return _saved(book)


def _drop_the_twin(sheet, words):
    twins = [line[0].row for line in sheet.iter_rows(min_row=2) if words in (line[-1].value or "")]
    assert len(twins) == 1
    sheet.delete_rows(twins[0])


def _filled(value, story, row):
    if not isinstance(value, str):
        return value
    known = {"boss": story.manager.number, "job": story.job, "site": story.site}
    return value.format(**known, number=row[NUMBER], email=row[EMAIL], last=row[LAST])


def _written(story, lines):
    book = openpyxl.Workbook()
    book.active.append(HEADINGS[story.language])
    for line in lines:
        book.active.append(line)
    return _saved(book)


def _saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def languages(story):
    """Return a second file, in CSV, that says which language these people read."""
    heading = "Matricule;Langue" if story.language == "fr" else "Employee number;Language"
    word = "français" if story.language == "fr" else "English"
    lines = [f"{row[NUMBER]};{word}" for row in rows(story)]
    return "\r\n".join([heading, *lines]).encode("utf-8")
