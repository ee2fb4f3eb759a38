"""Spreadsheets as HR sends them: made for tests and for the stories in the browser."""

import io
from datetime import date

import openpyxl

HEADINGS = [
    "Matricule",
    "Prénom",
    "Nom",
    "Courriel",
    "Métier",
    "Unité",
    "Responsable",
    "Date de début",
    "Date de fin",
    "Grade",
    "Remarque",
]
BOSS = [
    "T100",
    "Maud",
    "Le Goff",
    "maud@essai.fr",
    "Pilote de flux",
    "Angers",
    "",
    date(2020, 1, 6),
    None,
    4,
    "chef",
]
# Twelve lines which are each wrong in another way, with what mends them: (cell, good value).
MISTAKES = [
    (
        ["", "Ada", "Un", "", "Cariste", "Angers", "T100", "01/03/2024", None, 2, ""],
        ("Matricule", "T101"),
    ),
    (
        ["T102", "Bob", "Deux", "", "", "Angers", "T100", "01/03/2024", None, 2, ""],
        ("Métier", "Cariste"),
    ),
    (
        ["T103", "Cyd", "Trois", "", "Cariste", "Angers", "T100", "31/02/2024", None, 2, ""],
        ("Date de début", "28/02/2024"),
    ),
    (
        [
            "T104",
            "Dan",
            "Quatre",
            "",
            "Cariste",
            "Angers",
            "T100",
            "01/03/2024",
            "01/03/2023",
            2,
            "",
        ],
        ("Date de fin", "01/03/2025"),
    ),
    (
        ["T105", "Eve", "Cinq", "", "Cariste", "Angers", "T999", "01/03/2024", None, 2, ""],
        ("Responsable", "T100"),
    ),
    (
        ["T106", "Fay", "Six", "", "Cariste", "Angers", "T106", "01/03/2024", None, 2, ""],
        ("Responsable", "T100"),
    ),
    (
        [
            "T107",
            "Gil",
            "Sept",
            "maud@essai.fr",
            "Cariste",
            "Angers",
            "T100",
            "01/03/2024",
            None,
            2,
            "",
        ],
        ("Courriel", "gil@essai.fr"),
    ),
    (
        ["T108", "Hal", "Huit", "", "Cariste", "Angers", "T100", "01/03/2024", None, "III", ""],
        ("Grade", "3"),
    ),
    (
        [
            "T109",
            "Ida",
            "Neuf",
            "ida chez essai",
            "Cariste",
            "Angers",
            "T100",
            "01/03/2024",
            None,
            2,
            "",
        ],
        ("Courriel", "ida@essai.fr"),
    ),
    (
        ["T110", "Jim", "Dix", "", "Cariste", "#N/A", "T100", "01/03/2024", None, 2, ""],
        ("Unité", "Angers"),
    ),
    (
        ["T111", "Kit", "Onze", "", "Cariste", "Angers", "T100", "01/03/1824", None, 2, ""],
        ("Date de début", "01/03/2024"),
    ),
    (
        ["T112", "Lou", "Douze", "", "Cariste", "=A1&A2", "T100", "01/03/2024", None, 2, ""],
        ("Unité", "Angers"),
    ),
]


def book(headings, *rows, hidden=(), sheet="Feuille1"):
    """Return an XLSX file; a text which begins with = becomes a formula that was never computed."""
    made = openpyxl.Workbook()
    for name in hidden:
        other = made.create_sheet(name, 0)
        other.append(["Matricule"])
        other.sheet_state = "hidden"
    made.active = made[made.sheetnames[-1]]
    page = made[made.sheetnames[-1]]
    page.title = sheet
    page.append(headings)
    for row in rows:
        page.append(list(row))
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def with_twelve_mistakes():
    """Return a file of people and assignments in which twelve of thirteen lines are wrong."""
    return book(HEADINGS, BOSS, *(row for row, _mend in MISTAKES))


def mended(content):
    """Return a correction file as HR would mend it: each wrong cell is typed anew."""
    opened = openpyxl.load_workbook(io.BytesIO(content))
    page = opened.active
    headings = [cell.value for cell in page[1]]
    cures = dict(cure_of(row, mend) for row, mend in MISTAKES)
    for cells in page.iter_rows(min_row=2):
        cure = cures.get(cells[headings.index("Prénom")].value)
        if cure:
            cells[headings.index(cure[0])].value = cure[1]
    saved = io.BytesIO()
    opened.save(saved)
    return saved.getvalue()


def cure_of(row, mend):
    """Return by the first name what mends a line."""
    return row[1], mend
