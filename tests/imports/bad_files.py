"""More than two hundred files that are wrong, each in its own way: (name, content)."""

import gzip
import io
import struct
import zipfile
import zlib

from tests.imports import workbooks

HEAD = "Matricule;Métier;Date de début"
GOOD = f"{HEAD}\nT1;Cariste;01/03/2024\n"
DAYS = [
    "31/02/2024",
    "29/02/2023",
    "00/01/2024",
    "32/01/2024",
    "2024-13-01",
    "10/31/2024",
    "hier",
    "45123",
    "01/03/24",
    "1824-01-01",
    "2200-01-01",
    "２０２４-０１-０１",
    "=TODAY()",
    "#REF!",
    "1e9",
    "-1",
    "2024-01-01-01",
    "\u202e2024-01-01",
    "2024‐01‐01",
    "0",
]
NUMBERS = ["", " ", "\x07", "x" * 201, "\ufffd", "T\x001", "#N/A", "\u200b", "\u202eT1", "T\x1b[2J"]
ENCODINGS = ["utf-16-le", "utf-16-be", "utf-32", "cp037", "punycode"]
LEVELS = ["6", "-1", "3,5", "trois", "²", "٣", "1e1", "0x3", "33", "#DIV/0!"]
OTHERS = {
    "people": [
        "Matricule;Courriel\nT1;{}\n",
        ["x", "a@b", "a b@c.de", "a@b@c.de", "@c.de", "a@c.de;b@c.de", "<a@c.de>", "a@.de"],
    ],
    "units": [
        "Code;Nom;Parent\n{}\n",
        [
            "A;a;A",
            "A;a;B\nB;b;A",
            "A;a;B\nB;b;C\nC;c;A",
            "A;a;X",
            "A;;",
            ";a;",
            "A;a;\nA;b;",
            "A;a;\na;b;",
        ],
    ],
    "jobs": [
        "Code;Intitulé;Grade;Étiquettes\n{}\n",
        [
            ";;3;",
            "A;;3;",
            "A;a;x;",
            "A;a;3;en or",
            "A;a;;\nA;b;;",
            "A;a;1000;",
            ";a;;\n;A;;",
            "A;a;3",
        ],
    ],
    "skills": [
        "Code;Nom;Nature;Compétence plus large\n{}\n",
        [";;;", "A;;;X", "A;a;magie;", "A;a;;A", "A;a;;B\nB;b;;A", "A;a;;X", "A;a;;\nA;b;;", "A;a"],
    ],
    "requirements": [
        "Métier;Compétence;Niveau;Importance\n{}\n",
        ["X;Y;3;", ";Y;3;", "X;;3;", "X;Y;;", "X;Y;0;", "X;Y;6;", "X;Y;3;vitale", "X;Y"],
    ],
    "person-skills": [
        "Matricule;Compétence;Niveau;Constaté le\n{}\n",
        [f"T1;X;{level};" for level in LEVELS] + ["T1;X;3;2999-01-01", "T1;X;3;x", ";X;3;"],
    ],
    "bridges": [
        "Du métier;Vers le métier;Type\n{}\n",
        ["A;A;", "A;B;", ";B;", "A;;", "A;B;pont", "A;a;", "A", "A;B;;;;"],
    ],
}


def texts():
    for place, day in enumerate(DAYS):
        yield f"day-{place}.csv", f"{HEAD}\nT1;Cariste;{day}\n".encode("utf-8", "surrogatepass")
        yield f"end-{place}.csv", f"{HEAD};Fin\nT1;Cariste;2024-01-01;{day}\n".encode()
    for place, number in enumerate(NUMBERS):
        yield f"number-{place}.csv", f"{HEAD}\n{number};Cariste;01/03/2024\n".encode()
        yield f"job-{place}.csv", f"{HEAD}\nT1;{number};01/03/2024\n".encode()
    for encoding in ENCODINGS:
        yield f"{encoding}.csv", GOOD.encode(encoding, "replace")
    for kind, (frame, rows) in OTHERS.items():
        for place, row in enumerate(rows):
            yield f"{kind}-{place}.csv", frame.format(row).encode()
    for place, row in enumerate(
        [
            "T1",
            "T1;Cariste",
            "T1;Cariste;01/03/2024;x",
            '"T1;Cariste;01/03/2024',
            "T1,Cariste,01/03/2024",
            "T1;Cariste;01/03/2024\nT1;cariste;2024-03-01",
            ";;x",
        ]
    ):
        yield f"line-{place}.csv", f"{HEAD}\n{row}\n".encode()
    yield "manager-of-self.csv", f"{HEAD};Responsable\nT1;C;2024-01-01;T1\n".encode()
    yield (
        "manager-loop.csv",
        f"{HEAD};Responsable\nT1;C;2024-01-01;T2\nT2;C;2024-01-01;T1\n".encode(),
    )
    yield (
        "manager-loop-of-nine.csv",
        (
            f"{HEAD};Responsable\n"
            + "".join(f"T{n};C;2024-01-01;T{(n + 1) % 9}\n" for n in range(9))
        ).encode(),
    )
    yield "no-manager.csv", f"{HEAD};Responsable\nT1;C;2024-01-01;T9\n".encode()
    yield (
        "two-addresses.csv",
        f"{HEAD};Courriel\nT1;C;2024-01-01;a@b.fr\nT2;C;2024-01-01;A@b.fr\n".encode(),
    )


def wholes():
    """Files that cannot be read as a whole."""
    yield "empty.csv", b""
    yield "blank.csv", b"\n \n\t\n"
    yield "mark.csv", b"\xef\xbb\xbf"
    yield "headings.csv", HEAD.encode()
    yield "separators.csv", b";;;;\n;;;;\n"
    yield "other-columns.csv", b"a;b;c\n1;2;3\n"
    yield "mark-inside.csv", f"\ufeff\ufeff{HEAD}\n\ufeffT1;C;x\n".encode()
    yield "nul.csv", b"\x00" * 500
    yield "nul-inside.csv", GOOD.encode() + b"T\x00;C;2024-01-01\n"
    yield "nul-far-down.csv", (HEAD + "\nT1;C;2024-01-01" * 400 + "\nT\x00;C;2024-01-01\n").encode()
    yield "wide.csv", (";".join(["x"] * 1_000_000) + "\n").encode()
    yield "huge-cell.csv", f"{HEAD}\nT1;{'x' * 200_000};2024-01-01\n".encode()
    yield "open-quote.csv", f'{HEAD}\nT1;"{"x;" * 100_000}'.encode()
    yield "page.csv", b"<html><body><table><tr><td>Matricule</td></tr></table>"
    yield "page.xls", b"<?xml version='1.0'?><Workbook/>"
    yield "old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    yield "paper.pdf", b"%PDF-1.7\nMatricule;x\n"
    yield "picture.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50
    yield "json.csv", b'{"Matricule": "T1"}'
    yield "sep.csv", b"sep=;\n"
    yield "bytes.csv", bytes(range(256)) * 9


def packed():
    good = GOOD.encode()
    small = gzip.compress(good)
    yield "half.csv.gz", small[: len(small) // 2]
    yield "cut.csv.gz", small[:-4]
    yield "sum.csv.gz", small[:-8] + b"\x00" * 8
    yield "head.csv.gz", small[:10]
    yield "two.csv.gz", gzip.compress(small)
    yield "noise.csv.gz", small + b"noise"
    yield "deflate.csv.gz", b"\x1f\x8b" + zlib.compress(good)
    yield "bomb.csv.gz", gzip.compress(b"x;" * 3_000_000)


def sheets():
    good = workbooks.book(HEAD.split(";"), ["T1", "Cariste", "01/03/2024"])
    yield "half.xlsx", good[: len(good) // 2]
    yield "tail.xlsx", good[:-30]
    yield "twice.xlsx.gz", gzip.compress(good)[:-20]
    yield "empty.xlsx", workbooks.book([])
    yield "headings.xlsx", workbooks.book(HEAD.split(";"))
    yield "formula.xlsx", workbooks.book(HEAD.split(";"), ["T1", "=A1", "01/03/2024"])
    yield "error.xlsx", workbooks.book(HEAD.split(";"), ["#REF!", "C", "01/03/2024"])
    yield "wide.xlsx", workbooks.book(["x"] * 600)
    yield "number-day.xlsx", workbooks.book(HEAD.split(";"), ["T1", "C", 45352])
    yield "long.xlsx", workbooks.book(HEAD.split(";"), ["T1", "C" * 30_000, "01/03/2024"])
    for name in [
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/styles.xml",
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
    ]:
        stem = name.rpartition("/")[2]
        if "styles" not in name:
            yield f"without-{stem}.xlsx", changed(good, name, None)
        yield f"broken-{stem}.xlsx", changed(good, name, b"<a><b></a>")
        yield f"empty-{stem}.xlsx", changed(good, name, b"")
        yield f"entity-{stem}.xlsx", changed(good, name, ENTITY)
        yield f"laughs-{stem}.xlsx", changed(good, name, LAUGHS)
    yield "far-row.xlsx", changed(good, "xl/worksheets/sheet1.xml", FAR_ROW)
    yield "far-column.xlsx", changed(good, "xl/worksheets/sheet1.xml", FAR_COLUMN)
    yield "no-string.xlsx", changed(good, "xl/worksheets/sheet1.xml", NO_STRING)
    yield "bad-cell.xlsx", changed(good, "xl/worksheets/sheet1.xml", BAD_CELL)
    yield "bomb.xlsx", changed(good, "xl/media/x.xml", b"\x00" * 40_000_000)
    yield "many.xlsx", with_many_entries()
    yield "locked.xlsx", encrypted(good)
    yield "lying.xlsx", lying(good)
    yield "words.docx", archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
    yield "plain.zip", archive({"careers.csv": GOOD.encode()})
    yield "nothing.zip", archive({})
    yield "sheet.ods", archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(
        b'<!ENTITY %c "%s">' % (98 + place, (b"&%c;" % (97 + place)) * 10) for place in range(9)
    )
    + b"]><x>&j;</x>"
)
SPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
FAR_ROW = (
    b"<worksheet %s><sheetData><row r='99999999999'><c r='A99999999999'><v>1</v></c></row></sheetData></worksheet>"
    % SPACE
)
FAR_COLUMN = (
    b"<worksheet %s><sheetData><row r='1'><c r='XFD1'><v>1</v></c></row></sheetData></worksheet>"
    % SPACE
)
NO_STRING = (
    b"<worksheet %s><sheetData><row r='1'><c r='A1' t='s'><v>999</v></c></row></sheetData></worksheet>"
    % SPACE
)
BAD_CELL = (
    b"<worksheet %s><sheetData><row r='x'><c r='??'><v>--</v></c></row></sheetData></worksheet>"
    % SPACE
)


def archive(entries):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in entries.items():
            made.writestr(name, text)
    return content.getvalue()


def changed(content, name, text):
    """Return a packed file in which one entry says something else, or is missing."""
    with zipfile.ZipFile(io.BytesIO(content)) as original:
        entries = {entry: original.read(entry) for entry in original.namelist()}
    entries.pop(name, None)
    if text is not None:
        entries[name] = text
    return archive(entries)


def with_many_entries():
    return archive({f"xl/worksheets/sheet{number}.xml": b"x" for number in range(3_000)})


def encrypted(content):
    """Return the file with the mark of a password on each entry."""
    marked = bytearray(content)
    for start, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.find(start)
        while at >= 0:
            marked[at + place] |= 1
            at = marked.find(start, at + 4)
    return bytes(marked)


def lying(content):
    """Return the file with a directory that promises terabytes."""
    marked = bytearray(content)
    at = marked.find(b"PK\x01\x02")
    marked[at + 24 : at + 28] = struct.pack("<I", 0xFFFFFFF0)
    return bytes(marked)


BAD_FILES = [*texts(), *wholes(), *packed(), *sheets()]
