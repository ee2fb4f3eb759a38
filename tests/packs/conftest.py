"""Small catalogues in the layouts of ROME and ESCO, made up for the tests."""

import pytest

from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM
from talentgrow.packs import service
from talentgrow.packs.files.archives import Upload
from talentgrow.packs.loading import run
from talentgrow.packs.loading.plan import Choice
from talentgrow.packs.reading import read
from tests.make import NOW

ROME = {
    "rome347_metiers.csv": (
        "code_rome,libelle_rome\n"
        "A1101,Conduite de tracteurs\n"
        "A1102,Taille de haies\n"
        "M1203,Comptabilité\n"
        "M1805,Développement de logiciels\n"
    ),
    "rome347_competences.csv": (
        "code_ogr,libelle,type\n"
        "10,Atteler une remorque,savoir-faire\n"
        "11,Mécanique agricole,savoir\n"
        "12,Tenir un journal comptable,savoir-faire\n"
        "13,Droit fiscal,savoir\n"
        "14,En extérieur,environnement\n"
        "15,Rigueur,savoir-être\n"
        "16,Écrire un programme,savoir-faire\n"
    ),
    "rome347_metier_competence.csv": (
        "code_rome,code_ogr\n"
        "A1101,10\nA1101,11\nA1101,14\n"
        "A1102,11\n"
        "M1203,12\nM1203,13\nM1203,15\n"
        "M1805,16\nM1805,15\n"
    ),
    "rome347_mobilites.csv": (
        "code_rome,code_rome_cible,type\n"
        "A1101,A1102,proche\n"
        "A1102,A1101,evolution\n"
        "M1203,M1805,evolution\n"
        "A1101,M1203,proche\n"
    ),
}
ESCO = {
    "esco111_occupations.csv": (
        "id,uuid,iscoGroup,label_en,label_fr\n"
        "0,aaaaaaaa-0000-4000-8000-000000000000,2411,accountant,comptable\n"
        "1,aaaaaaaa-0000-4000-8000-000000000001,2512,software developer,"
        "développeur de logiciels/développeuse de logiciels\n"
        "2,aaaaaaaa-0000-4000-8000-000000000002,8341,tractor driver,\n"
    ),
    "esco111_skills.csv": (
        "id,uuid,skillType,reuseLevel,label_en,label_fr\n"
        "0,bbbbbbbb-0000-4000-8000-000000000000,skill/competence,cross-sector,keep accounts,"
        "tenir les comptes\n"
        "1,bbbbbbbb-0000-4000-8000-000000000001,knowledge,sector-specific,tax law,droit fiscal\n"
        "2,bbbbbbbb-0000-4000-8000-000000000002,skill/competence,sector-specific,write code,\n"
    ),
    "esco111_occupation_skill.csv": "o,s,e\n0,0,1\n0,1,0\n1,2,1\n2,2,0\n",
}


def uploads(files):
    """Return files given as a mapping of names to texts as somebody hands them in."""
    return [
        Upload(name, text.encode() if isinstance(text, str) else text)
        for name, text in files.items()
    ]


@pytest.fixture(scope="session")
def rome():
    return read(uploads(ROME))


@pytest.fixture(scope="session")
def esco():
    return read(uploads(ESCO))


@pytest.fixture
def keep(make):
    """Return a function which keeps a pack for reference."""

    def keep(pack):
        kept = service.keep(pack, by=SYSTEM, now=NOW)
        db.session.commit()
        return kept

    return keep


@pytest.fixture
def load(keep):
    """Return a function which loads groups of a pack, and gives what was planned."""

    def load(pack, *groups, by=SYSTEM, **levels):
        choice = Choice(groups or tuple(g.code for g in pack.groups), **levels)
        asked = service.ask_for(keep(pack), choice, by=by, now=NOW)
        planned = run.load(asked, choice, by=by, now=NOW)
        db.session.commit()
        return planned

    return load


@pytest.fixture(scope="session")
def real_pack(evaluation_data):
    """Return a function which reads the real ROME or ESCO; tests are left out where it is absent."""
    read_already = {}

    def real_pack(scheme):
        files = sorted(evaluation_data.glob(f"{scheme}*"))
        if not files:
            pytest.skip(f"no files of {scheme.upper()} in {evaluation_data}")
        if scheme not in read_already:
            read_already[scheme] = read([Upload(f.name, f.read_bytes()) for f in files])
        return read_already[scheme]

    return real_pack
