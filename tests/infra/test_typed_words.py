"""What people send holds no control characters when a view reads it; files stay as they are."""

import io

import sqlalchemy as sa
from flask import request
from wtforms import StringField

from talentgrow.infra.forms import AppForm
from talentgrow.skills.models import SkillClaim

EVERY_CONTROL = "".join(map(chr, (*range(32), *range(127, 160))))


class TestForms:
    def test_lose_control_characters_and_keep_the_words(self, app):
        sent = {"words": "She led\x00 the line\x1b[31m,\r\n\tthree weeks\x7f"}
        with app.test_request_context("/notices/", method="POST", data=sent):
            assert request.form["words"] == "She led the line[31m,\r\n\tthree weeks"

    def test_keep_new_line_and_tab_and_part_words_by_what_parts_them(self, app):
        sent = {"words": f"a{EVERY_CONTROL}b", "soft": "one\x0btwo\x0cthree\x85four"}
        with app.test_request_context("/", method="POST", data=sent):
            assert request.form["words"].split() == ["a", "b"]
            assert set(request.form["words"]) == set("ab\t\r\n ")
            assert request.form["soft"] == "one two three four"

    def test_keep_every_value_in_its_order(self, app):
        body = "pick=3&other=x&pick=1%00&pick=2"
        kind = "application/x-www-form-urlencoded"
        with app.test_request_context("/", method="POST", data=body, content_type=kind):
            assert request.form.getlist("pick") == ["3", "1", "2"]
            assert list(request.form) == ["pick", "other"]
            assert request.form.get("nothing") is None

    def test_keep_files_as_they_are(self, app):
        data = {"file": (io.BytesIO(b"a\x00b"), "a.csv"), "note": "x\x00y"}
        with app.test_request_context("/", method="POST", data=data):
            assert request.files["file"].read() == b"a\x00b"
            assert request.form["note"] == "xy"

    def test_are_cleaned_for_classes_of_forms_too(self, app):
        class Form(AppForm):
            name = StringField()

        with app.test_request_context("/", method="POST", data={"name": "a\x00b"}):
            assert Form.from_request().name.data == "ab"

    def test_words_behind_the_question_mark_too(self, app):
        with app.test_request_context("/?q=ad%00a&q=%1b"):
            assert request.args.getlist("q") == ["ada", ""]
            assert request.values["q"] == "ada"


class TestPages:
    def test_that_search_answer_on_both_databases(self, make, sign_in):
        make.person("Ada Lovelace")
        client = sign_in(make.person("Ben Ami"))

        for url in ("/people/", "/jobs/", "/skills/catalogue", "/missions/"):
            answer = client.get(f"{url}?q=Lov%00elace%1b")
            assert answer.status_code in {200, 404}, url
        assert "Lovelace" in client.get("/people/?q=Lov%00elace").text

    def test_that_keep_words_keep_them_without(self, make, sign_in, session):
        person, skill = make.person("Ada Lovelace"), make.skill("Soudure")
        sent = {"level": "2", "note": "Two\x00 years\x1b\r\nof it\x08"}

        answer = sign_in(person).post(f"/skills/{skill.id}/declare", data=sent)

        assert answer.status_code == 302
        assert session.scalars(sa.select(SkillClaim.note)).all() == ["Two years\r\nof it"]
