"""Files are read whatever program wrote them; what is wrong is said line by line."""

import gzip
import tracemalloc
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talentgrow.imports import words
from talentgrow.imports.files import packed, tables
from talentgrow.imports.files.faults import UnreadableFile
from talentgrow.imports.kinds import values as reading
from talentgrow.imports.kinds.organisation import ASSIGNMENTS
from talentgrow.imports.kinds.problems import LONGEST_VALUE, Problem, Reason
from talentgrow.imports.kinds.register import KINDS, guess, headings
from tests.imports.conftest import read_file

GOOD = "employee_id,job,started_on\nE1,Pilote,2020-01-01\n"
ADA = (2, {"employee_number": "E1", "job": "Pilote", "started_on": date(2020, 1, 1)})


def said(found):
    return [(row.line, dict(row.values)) for row in found.rows]


def reasons(found):
    return [(problem.line, problem.column, problem.reason) for problem in found.problems]


class TestPrograms:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_any_common_separator_is_recognised(self, read, delimiter):
        assert said(read(["E1", "Pilote", "2020-01-01"], delimiter=delimiter)) == [ADA]

    def test_a_separator_inside_quotes_is_text(self, read):
        (row,) = read(["E1", "Pilote; de, flux", "2020-01-01"], delimiter=";").rows

        assert row["job"] == "Pilote; de, flux"

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_any_end_of_line_is_recognised(self, write, end):
        assert said(read_file(write(GOOD.replace("\n", end)))) == [ADA]

    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le-bom", "utf-16-be-bom"]
    )
    def test_any_common_encoding_is_recognised(self, write, encoding):
        text = "matricule;métier;début\nE1;Électricien à l’atelier;2020-01-01\n"
        marks = {"utf-16-le-bom": b"\xff\xfe", "utf-16-be-bom": b"\xfe\xff"}
        content = marks.get(encoding, b"") + text.encode(encoding.removesuffix("-bom"))

        (row,) = read_file(write(content)).rows

        assert row["job"] == "Électricien à l’atelier"

    def test_a_packed_file_is_the_same_file(self, write):
        plain = read_file(write(GOOD))
        small = read_file(write(gzip.compress(GOOD.encode()), "careers.csv.gz"))

        assert small.rows == plain.rows
        assert small.file_hash == plain.file_hash
        assert small.file_name == "careers.csv.gz"

    def test_a_packed_file_need_not_say_so_in_its_name(self, write):
        assert said(read_file(write(gzip.compress(GOOD.encode())))) == [ADA]

    def test_empty_lines_are_passed_over(self, write):
        found = read_file(write(GOOD + "\n,,\n  , ,\nE2,Pilote,2020-01-01\n\n"))

        assert [row.line for row in found.rows] == [2, 6]
        assert found.problems == []

    def test_spaces_around_and_within_are_tidied(self, read):
        (row,) = read([" E1 ", "  Pilote \u00a0 de\tflux\n", " 2020-01-01 "]).rows

        assert (row["employee_number"], row["job"]) == ("E1", "Pilote de flux")

    @pytest.mark.parametrize("guarded", ["=1+1", "+33", "-1", "@home"])
    def test_the_quote_which_guards_a_formula_is_taken_off(self, read, guarded):
        (row,) = read([f"E{guarded}", f"'{guarded}", "2020-01-01"]).rows

        assert row["job"] == guarded

    def test_a_quote_which_is_part_of_a_name_stays(self, read):
        assert read(["E1", "'t Hoen", "2020-01-01"]).rows[0]["job"] == "'t Hoen"

    def test_tells_how_far_it_is(self, table):
        heard = []

        read_file(
            table(*[[f"E{n}", "Pilote", "2020-01-01"] for n in range(3)]), advance=heard.append
        )

        assert heard == [1, 2, 3]

    def test_the_same_content_has_the_same_hash_whatever_its_name(self, write):
        one, other = write(GOOD, "one.csv"), write(GOOD, "other.csv")

        assert read_file(one).file_hash == read_file(other).file_hash
        assert read_file(write(GOOD + "\n")).file_hash != read_file(one).file_hash


class TestColumns:
    @pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
    def test_each_is_known_by_each_of_its_names_in_any_case(self, kind):
        for column in kind.columns:
            for name in column.names:
                for spelling in (name, name.upper(), name.replace("_", " ").title(), f" {name} "):
                    assert kind.match([spelling]) == {column.field: 0}, spelling

    @pytest.mark.parametrize("language", ["fr", "en"])
    @pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
    def test_the_kind_is_found_out_from_the_headings_of_its_template(self, kind, language):
        assert guess(headings(kind.name, language)) is kind

    def test_every_one_is_read(self, read):
        (row,) = read(
            {
                "Matricule": "E1",
                "Nom": "Lovelace",
                "Prénom": "Ada",
                "Courriel": "Ada@Example.TEST",
                "Métier": "Pilote",
                "Famille de métiers": "Flux",
                "Niveau": "7",
                "Unité": "Angers",
                "Établissement": "Site A",
                "Responsable": "E2",
                "Date de début": "01/02/2020",
                "Date de fin": "31.12.2021",
                "Remarque": "passed over",
            }
        ).rows

        assert (row.line, row.values) == (
            2,
            {
                "employee_number": "E1",
                "job": "Pilote",
                "started_on": date(2020, 2, 1),
                "ended_on": date(2021, 12, 31),
                "family": "Flux",
                "grade": 7,
                "unit": "Angers",
                "site": "Site A",
                "manager": "E2",
                "first_name": "Ada",
                "last_name": "Lovelace",
                "email": "ada@example.test",
            },
        )

    def test_of_two_with_the_same_meaning_the_first_counts(self, read):
        (row,) = read(
            ["E1", "First", "Second", "2020-01-01"], headings=["matricule", "job", "emploi", "du"]
        ).rows

        assert row["job"] == "First"

    def test_what_the_file_does_not_have_is_known(self, read):
        assert read(["E1", "Pilote", "2020-01-01"]).columns == {
            "employee_number": "employee_id",
            "job": "job",
            "started_on": "started_on",
        }

    def test_missing_ones_are_named(self, write):
        with pytest.raises(UnreadableFile) as refused:
            read_file(write("employee_id,grade\nE1,3\n"))

        assert "careers.csv" in str(refused.value)
        assert "“Job”" in str(refused.value)
        assert "“First day”" in str(refused.value)
        assert "Employee" not in str(refused.value)


class TestUnreadable:
    BOMB = gzip.compress(b"a" * 200_000)

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\n\n",
            b"\xef\xbb\xbf",
            b"\xff\xfe",
            b"no,heading,known\n1,2,3\n",
            b"\x00\x01\x02\x03" * 100,
            b"PK\x03\x04" + b"\x00" * 100,
            b"%PDF-1.7\n\x00\x00",
            bytes(range(256)) * 20,
            b"\x1f\x8b",
            b"\x1f\x8b\x08\x00garbage",
            gzip.compress(GOOD.encode())[:-9],
            gzip.compress(GOOD.encode())[:20],
            gzip.compress(GOOD.encode())[:-8] + b"\x00" * 8,
            gzip.compress(gzip.compress(GOOD.encode())),
            GOOD.encode("utf-16-le"),
            GOOD.encode("utf-32"),
            GOOD.encode("cp037"),
            b'{"employee_id": "E1"}',
            b"<table><tr><td>employee_id</td></tr></table>",
            b'employee_id,job,started_on\nE1,"' + b"x" * 140_000 + b'",2020-01-01\n',
        ],
        ids=range(21),
    )
    def test_is_said_in_words(self, write, content):
        with pytest.raises(UnreadableFile) as refused:
            read_file(write(content))

        assert str(refused.value).endswith(".")

    def test_a_missing_file_is_named(self, tmp_path):
        with pytest.raises(UnreadableFile, match=r"nowhere\.csv: No such file"):
            read_file(tmp_path / "nowhere.csv")

    def test_a_folder_is_no_file(self, tmp_path):
        with pytest.raises(UnreadableFile):
            read_file(tmp_path)

    def test_a_file_too_large_is_not_even_opened(self, write, monkeypatch):
        monkeypatch.setattr(tables, "LARGEST_FILE", 10)

        with pytest.raises(UnreadableFile, match="larger than"):
            read_file(write(GOOD))

    def test_a_small_file_which_unpacks_to_a_huge_one_is_refused(self, write, monkeypatch):
        monkeypatch.setattr(packed, "LARGEST_UNPACKED", 100_000)

        with pytest.raises(UnreadableFile, match="once unpacked"):
            read_file(write(self.BOMB))

    def test_a_bomb_is_not_unpacked_to_be_measured(self, write, monkeypatch):
        monkeypatch.setattr(packed, "LARGEST_UNPACKED", 1_000)
        path = write(gzip.compress(b"a" * 30_000_000))
        tracemalloc.start()

        with pytest.raises(UnreadableFile):
            read_file(path)

        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 5_000_000

    def test_a_small_file_may_not_fill_the_memory(self, write):
        path = write(gzip.compress(b"x" * 30_000_000), "bomb.csv.gz")

        with pytest.raises(UnreadableFile, match="once unpacked"):
            read_file(path)

    def test_one_byte_less_is_not_a_bomb(self, write, monkeypatch):
        monkeypatch.setattr(packed, "LARGEST_UNPACKED", len(GOOD))

        assert said(read_file(write(gzip.compress(GOOD.encode())))) == [ADA]


class TestProblems:
    def test_headings_alone_are_an_empty_file_without_problems(self, read):
        found = read()

        assert (found.rows, found.problems) == ([], [])

    @pytest.mark.parametrize("field", ["employee_id", "job", "started_on"])
    def test_what_is_needed_must_be_there(self, read, field):
        row = {"employee_id": "E1", "job": "Pilote", "started_on": "2020-01-01"} | {field: " "}

        ((_, _, reason),) = reasons(read(row))

        assert reason is Reason.MISSING

    @pytest.mark.parametrize(
        ("column", "value", "reason"),
        [
            ("grade", "3.5", Reason.NO_NUMBER),
            ("grade", "-3", Reason.NO_NUMBER),
            ("grade", "III", Reason.NO_NUMBER),
            ("grade", "²", Reason.NO_NUMBER),
            ("grade", "1000", Reason.NO_NUMBER),
            ("grade", "9" * 150, Reason.NO_NUMBER),
            ("unit", "x" * 201, Reason.TOO_LONG),
            ("first_name", "A\x07da", Reason.UNPRINTABLE),
            ("first_name", "\u202egnp", Reason.UNPRINTABLE),
            ("first_name", "A\u200bda", Reason.UNPRINTABLE),
            ("email", "a\x1b[2J@b.test", Reason.UNPRINTABLE),
            ("ended_on", "2019-12-31", Reason.ENDS_BEFORE_START),
            ("ended_on", "1929-12-31", Reason.OUT_OF_RANGE),
            ("ended_on", "2100-01-02", Reason.OUT_OF_RANGE),
            ("ended_on", "soon", Reason.NO_DATE),
        ],
    )
    def test_each_is_told_with_line_column_and_reason(self, read, column, value, reason):
        good = {"employee_id": "E1", "job": "Pilote", "started_on": "2020-01-01", column: ""}

        found = read(good, good | {"employee_id": "E2", column: value})

        assert reasons(found) == [(3, column, reason)]
        assert [row["employee_number"] for row in found.rows] == ["E1"]

    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("grade", "0"),
            ("grade", "999"),
            ("unit", "x" * 200),
            ("first_name", "Zoë-Ångström 山田"),
            ("ended_on", "2020-01-01"),
            ("ended_on", "2100-01-01"),
            ("ended_on", ""),
        ],
    )
    def test_the_limits_themselves_are_good(self, read, column, value):
        good = {"employee_id": "E1", "job": "Pilote", "started_on": "2020-01-01", column: value}

        assert read(good).problems == []

    def test_a_nul_far_down_a_text_is_a_character_like_others(self, write):
        lines = "".join(f"E{number},Pilote,2020-01-01\n" for number in range(2, 400))

        found = read_file(write(GOOD + lines + "E400,Pi\x00lote,2020-01-01\n"))

        assert reasons(found) == [(401, "job", Reason.UNPRINTABLE)]

    def test_the_line_is_that_of_the_file_where_a_cell_spans_two(self, write):
        found = read_file(write(GOOD + 'E2,"Pilote\nde flux",2020-01-01\nE3,Pilote,soon\n'))

        assert reasons(found) == [(5, "started_on", Reason.NO_DATE)]

    def test_a_line_of_another_width_is_refused(self, write):
        found = read_file(write(GOOD + "E2,Pilote\nE3,Pilote,2020-01-01,\n"))

        assert reasons(found) == [(3, "", Reason.WRONG_WIDTH), (4, "", Reason.WRONG_WIDTH)]

    def test_the_second_of_two_equal_beginnings_is_refused(self, read):
        found = read(
            ["E1", "Pilote de flux", "2020-01-01"],
            ["E1", "PILOTE  DE FLUX", "01/01/2020"],
            ["E1", "Pilote de flux", "2020-01-02"],
            ["E2", "Pilote de flux", "2020-01-01"],
        )

        assert reasons(found) == [(3, "started_on", Reason.TWICE)]
        assert [row.line for row in found.rows] == [2, 4, 5]

    def test_all_problems_of_a_line_are_told_in_the_order_of_lines(self, read):
        good = {"employee_id": "E1", "job": "Pilote", "started_on": "2020-01-01", "grade": ""}

        found = read(good, good, good | {"job": "", "grade": "x", "started_on": "y"})

        assert [problem.line for problem in found.problems] == [3, 4, 4, 4]

    def test_a_long_value_is_cut_where_it_is_told(self, read):
        (problem,) = read(["E1", "x" * 5000, "2020-01-01"]).problems

        assert len(problem.value) == LONGEST_VALUE

    @pytest.mark.parametrize("reason", Reason)
    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_each_reason_is_said_in_a_sentence(self, app, reason, language):
        with app.test_request_context(headers={"Accept-Language": language}):
            sentence = words.sentence(Problem(2, "job", "x", reason))
            place = words.place(Problem(2, "job", "x", reason))

        assert sentence.endswith(".")
        assert "2" in place
        assert "job" in place

    def test_a_problem_of_a_whole_line_names_the_line_only(self, app):
        with app.test_request_context(headers={"Accept-Language": "en"}):
            assert words.place(Problem(7, "", "2 ≠ 3", Reason.WRONG_WIDTH)) == "line 7"


class TestDays:
    @pytest.mark.parametrize(
        "text",
        [
            "2026-10-08",
            "2026/10/08",
            "2026.10.08",
            "08/10/2026",
            "8/10/2026",
            "08.10.2026",
            "08-10-2026",
            "2026-10-08T00:00:00",
            "2026-10-08 00:00:00",
            "08/10/2026 12:30",
        ],
    )
    def test_are_read_as_europe_and_iso_write_them(self, text):
        assert reading.parse_day(text) == date(2026, 10, 8)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "soon",
            "2026",
            "2026-10",
            "10/31/2026",
            "31/02/2026",
            "29/02/2025",
            "00/01/2026",
            "0000-01-01",
            "08/10/26",
            "26-10-08",
            "2026-10-08-01",
            "20261008",
            "45573",
            "2026-1O-08",
            "٢٠٢٦-١٠-٠٨",
            "8 octobre 2026",
            "-2026-10-08",
            "2026--08",
            "2026-10-99999999999999999999",
            "2026-99999999999999999999-01",
            "T",
            "//",
        ],
    )
    def test_anything_else_is_no_day(self, text):
        assert reading.parse_day(text) is None

    @given(st.dates(date(1000, 1, 1)))
    @settings(database=None)
    def test_whatever_iso_writes_is_read(self, day):
        assert reading.parse_day(day.isoformat()) == day

    @given(st.text(alphabet="0123456789-/.T :²٣x", max_size=30))
    @settings(database=None, max_examples=300)
    def test_no_text_breaks_it(self, text):
        found = reading.parse_day(text)

        assert found is None or isinstance(found, date)


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["E1", "E2", "Pilote", "2020-01-01", "31/12/2021", "=1+1", "7", "x" * 300]),
    st.sampled_from(["\x00", "\ufeff", "\u202e", '"', '""', ",", ";", "\r", "\n", "'", "1e999"]),
)
NAMES = st.sampled_from(
    [name for column in ASSIGNMENTS.columns for name in column.names] + ["", "?"]
)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16", "latin-1", "utf-32"])
BROKEN = settings(
    database=None,
    deadline=None,
    max_examples=200,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class TestWhateverComes:
    """Only one exception ever leaves: the one which says that the file is unreadable."""

    @given(st.binary(max_size=400))
    @BROKEN
    def test_any_bytes(self, write, content):
        self.check(write(content))

    @given(st.binary(max_size=200))
    @BROKEN
    def test_any_bytes_which_pretend_to_be_packed(self, write, content):
        self.check(write(b"\x1f\x8b\x08" + content))

    @given(
        st.lists(NAMES, max_size=6),
        st.lists(st.lists(CELLS, max_size=7), max_size=6),
        st.sampled_from(",;\t|"),
        ENCODINGS,
    )
    @BROKEN
    def test_any_table(self, write, headings, rows, delimiter, encoding):
        needed = ["employee_id", "job", "started_on", *headings]
        text = "\n".join(delimiter.join(line) for line in [needed, *rows])

        self.check(write(text.encode(encoding, errors="replace")))

    @given(st.integers(0, 400), st.binary(min_size=1, max_size=3))
    @BROKEN
    def test_any_damage_to_a_good_file(self, write, place, damage):
        content = (GOOD + "E2,Électricien,2021-02-03\n" * 10).encode()

        self.check(write(content[:place] + damage + content[place + len(damage) :]))

    def check(self, path):
        try:
            found = read_file(path)
        except UnreadableFile:
            return
        for row in found.rows:
            assert row["employee_number"]
            assert row["job"]
            assert reading.EARLIEST <= row["started_on"] <= reading.LATEST
            assert row.get("ended_on") is None or row.get("ended_on") >= row["started_on"]
        assert len(
            {(row["employee_number"], row["job"], row["started_on"]) for row in found.rows}
        ) == len(found.rows)
