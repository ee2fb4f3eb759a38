"""Whatever HR chooses: never an error page of ours, never half an import, always a sentence."""

import pytest
from sqlalchemy import func, select

from talentgrow.imports import queries, words
from talentgrow.imports.models import ImportRun
from talentgrow.imports.states import RunStatus
from talentgrow.jobs.models import Bridge, Job, JobFamily, Requirement
from talentgrow.kernel.access import Role
from talentgrow.people.models import Assignment, Person, Unit
from talentgrow.skills.models import Skill, SkillClaim
from tests.imports.bad_files import BAD_FILES
from tests.imports.test_flow import form
from tests.page import Page

TABLES = (Assignment, Bridge, Job, JobFamily, Person, Requirement, Skill, SkillClaim, Unit)
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


def test_there_are_two_hundred():
    assert len({name for name, _content in BAD_FILES}) == len(BAD_FILES) >= 200


@pytest.mark.parametrize(("name", "content"), BAD_FILES, ids=[name for name, _content in BAD_FILES])
def test_a_bad_file_is_told_in_words_and_stores_nothing(session, make, sign_in, name, content):
    hugo = make.person("Hugo Rey", role=Role.HR)
    clients = {language: sign_in(hugo, language=language) for language in ("fr", "en")}
    before = sizes(session)

    answer = clients["en"].post("/imports/new", **form(content, name))
    if answer.status_code == 422:
        sentence = Page(answer.text)
        assert sentence.all("p", id="file-error")
        french = clients["fr"].post("/imports/new", **form(content, name))
        assert french.status_code == 422
        assert error_of(french.text) != error_of(answer.text)
    else:
        assert answer.status_code == 302, answer.text
        check(session, clients)

    assert sizes(session) == before


def check(session, clients):
    run = session.scalars(select(ImportRun)).one()
    chosen = {f"column-{place}": field for field, place in run.positions.items()}
    answer = clients["en"].post(f"/imports/{run.id}/columns", data={"kind": run.kind} | chosen)
    assert answer.status_code in {302, 422}
    if answer.status_code == 422:
        assert "Say which column holds" in answer.text
        return
    session.expire_all()
    assert run.status is RunStatus.REFUSED
    for language, client in clients.items():
        page = Page(client.get(f"/imports/{run.id}").text)
        assert page.h1
        if run.fault:
            continue
        problem = queries.all_problems(run)[0]
        assert words.SENTENCES[problem.reason]
        assert page.all("table"), language
        for suffix in ("csv", "xlsx"):
            answer = client.get(f"/imports/{run.id}/corrections?as={suffix}")
            assert answer.status_code == 200
            assert len(answer.data) > 10
    assert clients["en"].post(f"/imports/{run.id}/apply").status_code == 409


def error_of(html):
    _before, _mark, rest = html.partition('id="file-error"')
    return rest[:400]


def sizes(session):
    return {table.__tablename__: session.scalar(select(func.count(table.id))) for table in TABLES}


@pytest.mark.parametrize(
    ("name", "encoding", "separator"),
    [
        (f"{encoding}-{place}.csv", encoding, separator)
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman")
        for place, separator in enumerate(",;\t|")
    ],
)
def test_a_good_file_is_read_whatever_wrote_it(session, make, sign_in, name, encoding, separator):
    client = sign_in(make.person("Hugo Rey", role=Role.HR))
    lines = [["Matricule", "Métier", "Date de début"], ["T1", "Préparé à l'été", "01/03/2024"]]
    text = "\n".join(separator.join(line) for line in lines)

    client.post("/imports/new", **form(text.encode(encoding), name))

    run = session.scalars(select(ImportRun)).one()
    assert run.positions == {"employee_number": 0, "job": 1, "started_on": 2}
    assert run.samples[1] == ["Préparé à l'été"]
