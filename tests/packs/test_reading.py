import gzip
import io
import zipfile

import pytest

from talentgrow.kernel.localized import Localized
from talentgrow.packs.files import archives
from talentgrow.packs.files.archives import Reason, UnreadablePack, Upload
from talentgrow.packs.pack import Move, UnreadableKeptPack, dump, load
from talentgrow.packs.reading import read
from tests.packs.conftest import ESCO, ROME, uploads


def zipped(files, **options):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


def refused(files, scheme=""):
    with pytest.raises(UnreadablePack) as error:
        read(uploads(files), scheme)
    return error.value.reason


class TestRome:
    def test_jobs_have_their_field_and_their_domain(self, rome):
        names = {group.code: group.name for group in rome.groups}

        assert [job.code for job in rome.jobs] == ["A1101", "A1102", "M1203", "M1805"]
        assert [job.group for job in rome.jobs] == ["A11", "A11", "M12", "M18"]
        assert names["M"] == Localized("Support à l’entreprise", "Business support")
        assert names["M12"].fr == "M12"

    def test_what_surrounds_the_work_is_no_skill(self, rome):
        assert [(skill.code, skill.kind) for skill in rome.skills] == [
            ("10", "know_how"),
            ("11", "knowledge"),
            ("12", "know_how"),
            ("13", "knowledge"),
            ("15", "behaviour"),
            ("16", "know_how"),
        ]

    def test_every_skill_is_essential_where_nothing_says_otherwise(self, rome):
        assert rome.needs[2] == ((2, True), (3, True), (4, True))

    def test_ways_keep_their_kind(self, rome):
        assert Move(0, 1, "close") in rome.moves
        assert Move(1, 0, "evolution") in rome.moves

    def test_the_version_is_read_from_the_names_of_the_files(self, rome):
        assert rome.version == "3.47"

    def test_version_four_is_read_from_its_archive(self):
        pack = read([Upload("RefRomeCsv.zip", zipped(VERSION_4))])

        job = pack.jobs[0]
        assert pack.version == "4.0 v61"
        assert job.title.fr == "Conducteur / Conductrice de tracteurs"
        assert job.other_fr == ("Tractoriste",)
        assert job.description.fr == "Conduit un tracteur. Entretient le matériel."
        assert {g.code: g.name.fr for g in pack.groups}["A11"] == "Engins agricoles"
        assert [(s.code, s.kind) for s in pack.skills] == [
            ("10", "know_how"),
            ("15", "behaviour"),
            ("20", "knowledge"),
        ]
        # Only what is at the heart of the job is essential, where the file marks it.
        assert pack.needs[0] == ((0, True), (1, False), (2, False))
        assert pack.left_aside == ("RefRomeCsv.zip/unix_secteur_activite_v461_utf8.csv",)

    def test_ways_of_version_four_have_an_order_and_no_kind(self):
        pack = read(uploads(VERSION_4))

        assert pack.moves == (Move(0, 2, "close"), Move(0, 1, "close"))

    def test_tables_of_version_three_are_known_by_their_official_headings(self):
        pack = read(uploads(VERSION_3))

        assert [(s.code, s.kind) for s in pack.skills] == [("10", "know_how"), ("11", "knowledge")]
        assert pack.skills[0].name.fr == "Conduite d'un engin"
        # A way from one single title is no way from the whole job.
        assert pack.moves == (Move(0, 1, "evolution"),)
        assert pack.version == "3.39"

    def test_lines_that_make_no_sense_are_counted(self):
        files = ROME | {
            "rome347_metiers.csv": ROME["rome347_metiers.csv"]
            + "X,Nothing\n,Nobody\nA1103\nM1901,\n"
        }

        pack = read(uploads(files))

        assert len(pack.jobs) == 4
        assert pack.lines_left_aside == 4


class TestEsco:
    def test_labels_are_in_both_languages(self, esco):
        titles = [job.title for job in esco.jobs]

        assert titles[0] == Localized("Comptable", "Accountant")
        assert titles[2] == Localized("", "Tractor driver")

    def test_groups_are_those_of_isco_and_units_keep_four_digits(self, esco):
        assert [group.code for group in esco.groups] == ["2", "8", "24", "25", "83"]
        assert [job.unit for job in esco.jobs] == ["2411", "2512", "8341"]
        assert esco.jobs_of_group["2"] == 2

    def test_skills_are_essential_or_optional(self, esco):
        assert esco.needs[0] == ((0, True), (1, False))
        assert [skill.kind for skill in esco.skills] == ["know_how", "knowledge", "know_how"]

    def test_codes_are_addresses_in_both_layouts(self, esco):
        official = read(uploads(OFFICIAL_ESCO))

        assert esco.jobs[0].code == official.jobs[0].code
        assert esco.skills[0].code == official.skills[0].code

    def test_the_official_files_of_two_languages_are_one_pack(self):
        archive = {
            "ESCO dataset - v1.2.0 - classification/" + n: t for n, t in OFFICIAL_ESCO.items()
        }

        pack = read([Upload("esco.zip", zipped(archive))])

        job = pack.jobs[0]
        assert pack.version == "1.2.0"
        assert job.title == Localized("Comptable", "Accountant")
        assert job.other_en == ("Certified accountant", "Public accountant")
        assert job.description.en == "Accountants review accounts, and analyse them."
        assert pack.needs[0] == ((0, True), (1, False))

    def test_files_of_a_third_language_are_left_aside(self):
        german = OFFICIAL_ESCO["occupations_en.csv"].replace("accountant", "Buchhalter")

        pack = read(uploads(OFFICIAL_ESCO | {"occupations_de.csv": german}))

        assert pack.left_aside == ("occupations_de.csv",)
        assert "Buchhalter" not in pack.jobs[0].title.en


class TestPacking:
    def test_plain_gzip_and_zip_say_the_same(self):
        plain = read(uploads(ROME))
        packed = read([Upload(f"{n}.gz", gzip.compress(t.encode())) for n, t in ROME.items()])
        archive = read([Upload("rome.zip", zipped(ROME))])

        assert plain.file_hash == packed.file_hash == archive.file_hash

    def test_order_of_files_does_not_matter(self):
        assert (
            read(uploads(ROME)).file_hash == read(uploads(dict(reversed(ROME.items())))).file_hash
        )

    def test_a_pack_is_kept_and_read_back(self, rome, esco):
        for pack in (rome, esco):
            assert load(dump(pack), pack.file_hash) == pack

    @pytest.mark.parametrize(
        "content", [b"", b"x", gzip.compress(b"[]", mtime=0), gzip.compress(b"{}", mtime=0)]
    )
    def test_a_damaged_kept_file_is_refused(self, content):
        with pytest.raises(UnreadableKeptPack):
            load(content)

    def test_other_encodings_and_separators_are_found_out(self):
        files = {name: text.replace(",", ";").encode("cp1252") for name, text in ROME.items()}

        assert read(uploads(files)).jobs[2].title.fr == "Comptabilité"


class TestMissingAndForeign:
    def test_nothing_at_all(self):
        assert refused({}) is Reason.NO_FILE

    def test_another_table(self):
        assert refused({"people.csv": "name,age\nAda,36\n"}) is Reason.NOTHING_KNOWN

    def test_no_jobs(self):
        assert refused({"m.csv": ROME["rome347_mobilites.csv"]}) is Reason.NO_JOBS
        assert refused({"l.csv": ESCO["esco111_occupation_skill.csv"]}) is Reason.NO_JOBS

    def test_skills_without_links(self):
        rest = {n: t for n, t in ROME.items() if n != "rome347_metier_competence.csv"}
        esco = {n: t for n, t in ESCO.items() if n != "esco111_occupation_skill.csv"}

        assert refused(rest) is Reason.NO_LINKS
        assert refused(esco) is Reason.NO_LINKS

    def test_links_without_skills(self):
        rest = {n: t for n, t in ROME.items() if n != "rome347_competences.csv"}
        esco = {n: t for n, t in ESCO.items() if n != "esco111_skills.csv"}

        assert refused(rest) is Reason.NO_SKILLS
        assert refused(esco) is Reason.NO_SKILLS

    def test_both_at_once(self):
        assert refused(ROME | ESCO) is Reason.BOTH

    def test_the_other_catalogue_than_the_one_asked_for(self):
        assert refused(ROME, "esco") is Reason.OTHER_SCHEME

    def test_jobs_and_ways_alone_are_enough(self):
        few = {n: ROME[n] for n in ("rome347_metiers.csv", "rome347_mobilites.csv")}

        pack = read(uploads(few))

        assert (len(pack.jobs), len(pack.skills), len(pack.moves)) == (4, 0, 4)


class TestHostile:
    @pytest.mark.parametrize(
        "name", ["../../etc/passwd.csv", "/etc/x.csv", "C:\\x.csv", "a/../../b.csv", "."]
    )
    def test_paths_that_lead_outside(self, name):
        assert refused({"x.zip": zipped({name: "a,b\n"})}) is Reason.ODD_PATH

    def test_damaged_archives(self):
        whole = zipped(ROME)

        assert refused({"x.zip": b"no zip"}) is Reason.BAD_ZIP
        assert refused({"x.zip": whole[: len(whole) // 2]}) is Reason.BAD_ZIP
        assert refused({"x.csv.gz": gzip.compress(b"x" * 999)[:-9]}) is Reason.BAD_GZIP

    def test_a_damaged_entry(self):
        content = bytearray(zipped({"rome347_metiers.csv": ROME["rome347_metiers.csv"] * 50}))
        content[80:90] = b"\xff" * 10

        assert refused({"x.zip": bytes(content)}) is Reason.BAD_ZIP

    def test_an_encrypted_archive(self):
        content = bytearray(zipped({"a.csv": "a,b\n"}))
        content[content.index(b"PK\x01\x02") + 8] |= 1

        assert refused({"x.zip": bytes(content)}) is Reason.ENCRYPTED

    def test_bombs(self, monkeypatch):
        monkeypatch.setattr(archives, "LARGEST_UNPACKED", 1_000_000)
        bomb = b"0" * 3_000_000

        assert refused({"x.zip": zipped({"a.csv": bomb})}) is Reason.TOO_LARGE_UNPACKED
        assert refused({"x.csv.gz": gzip.compress(bomb)}) is Reason.TOO_LARGE_UNPACKED
        halves = {"a.csv": b"a,b\n" * 150_000, "b.csv": b"a,b\n" * 150_000}
        assert refused({"x.zip": zipped(halves)}) is Reason.TOO_LARGE_UNPACKED

    def test_too_much_at_once(self, monkeypatch):
        monkeypatch.setattr(archives, "LARGEST_UPLOAD", 100)

        assert refused(ROME) is Reason.TOO_LARGE

    def test_too_many_files(self):
        many = {f"{number}.pdf": "x" for number in range(archives.MOST_FILES + 1)}

        assert refused({"x.zip": zipped(many)}) is Reason.TOO_MANY

    def test_no_text(self):
        assert refused({"a.csv": b"\x00\x01\x02" * 99}) is Reason.NO_TEXT

    def test_a_quotation_mark_that_never_closes(self):
        endless = 'code_rome,libelle_rome\nA1101,"' + "x" * 200_000

        assert refused({"a.csv": endless}) is Reason.BAD_TABLE

    def test_labels_that_cannot_be_shown_are_cleaned_or_left_aside(self):
        jobs = (
            "code_rome,libelle_rome\n"
            'A1101,"Conduite\u202e de \x07\n tracteurs"\n'
            f"A1102,{'x' * 999}\n"
        )

        pack = read(uploads({"rome347_metiers.csv": jobs}))

        assert [job.title.fr for job in pack.jobs] == ["Conduite de tracteurs"]
        assert pack.lines_left_aside == 1


VERSION_4 = {
    "unix_referentiel_code_rome_v461_utf8.csv": (
        '"code_rome","code_fiche_metier","code_ogr","libelle_rome","transition_eco"\n'
        '"A1101","11","6","Conducteur / Conductrice de tracteurs",""\n'
        '"A1102","12","7","Jardinier / Jardinière",""\n'
        '"A1103","13","8","Bûcheron / Bûcheronne",""\n'
    ),
    "unix_cr_gd_dp_v461_utf8.csv": (
        '"code_rome","libelle_rome","code_grand_domaine","libelle_grand_domaine",'
        '"code_domaine_professionel","libelle_domaine_professionel"\n'
        '"A1101","Conducteur / Conductrice de tracteurs","A","Agriculture","A11",'
        '"Engins agricoles"\n'
    ),
    "unix_referentiel_appellation_v461_utf8.csv": (
        '"code_ogr","libelle_appellation_long","code_rome","peu_usite"\n'
        '"1","Tractoriste","A1101","N"\n'
        '"2","Meneur / Meneuse de bœufs","A1101","O"\n'
        '"3","Conducteur / Conductrice de tracteurs","A1101","N"\n'
    ),
    "unix_texte_v461_utf8.csv": (
        '"code_rome","code_compo_bloc","libelle_type_texte","position_phrase","libelle_texte"\n'
        '"A1101","3","definition","2","Entretient le matériel."\n'
        '"A1101","3","definition","1","Conduit un tracteur."\n'
        '"A1101","4","acces_metier","1","Un permis est demandé."\n'
    ),
    "unix_referentiel_competence_v461_utf8.csv": (
        '"code_ogr","nature","libelle_competence","cat_comp"\n'
        '"10","","Atteler une remorque",""\n'
        '"15","","Faire preuve de rigueur",""\n'
    ),
    "unix_referentiel_savoir_v461_utf8.csv": (
        '"code_ogr_savoir","libelle_savoir"\n"20","Mécanique agricole"\n'
    ),
    "unix_coherence_item_v461_utf8.csv": (
        '"code_rome","code_ogr","coeur_metier"\n"A1101","10","Principale"\n"A1101","15",""\n'
    ),
    "unix_liens_rome_referentiels_v461_utf8.csv": (
        '"code_rome","code_compo_bloc","code_rubrique","code_ogr"\n'
        '"A1101","5","1","10"\n"A1101","5","2","15"\n"A1101","5","3","20"\n'
        '"A1101","6","1","99"\n'
    ),
    "unix_rubrique_mobilite_v461_utf8.csv": (
        '"code_rome","code_rome_cible","numero_ordre"\n"A1101","A1102","2"\n"A1101","A1103","1"\n'
    ),
    "unix_secteur_activite_v461_utf8.csv": '"code_sect_activite","libelle"\n"1","Bois"\n',
    "version.txt": "Numero de version : 61\nDate de publication : 15/06/2026\n",
}
VERSION_3 = {
    "unix_referentiel_code_rome_v339_utf8.csv": (
        "code_rome,code_fiche_em,code_ogr,libelle_rome,statut\n"
        "A1101,1,5,Conduite de tracteurs,1\nA1102,2,6,Taille de haies,1\n"
    ),
    "unix_item_v339_utf8.csv": (
        "code_ogr,libelle,code_type_referentiel\n10,Conduite d''un engin,1\n11,Mécanique,2\n"
    ),
    "unix_referentiel_competence_v339_utf8.csv": (
        "code_ogr,libelle_competence,code_type_competence,libelle_type_competence,statut\n"
        "11,Mécanique,1,Savoir théorique,1\n"
    ),
    "unix_referentiel_env_travail_v339_utf8.csv": (
        "code_ogr,libelle_env_travail,code_type_section_env_trav\n30,En extérieur,3\n"
    ),
    "unix_coherence_item_v339_utf8.csv": (
        "code_rome,code_ogr\nA1101,10\nA1101,11\nA1101,30\nA1101,77\n"
    ),
    "unix_rubrique_mobilite_v339_utf8.csv": (
        "code_rome,code_appellation_source,code_rome_cible,code_appellation_cible,"
        "code_type_mobilite,libelle_type_mobilite\n"
        "A1101,,A1102,,2,Evolution\nA1102,55,A1101,,1,Proche\n"
    ),
}
OFFICIAL_ESCO = {
    "occupations_en.csv": (
        "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,status,description,code\n"
        "Occupation,http://data.europa.eu/esco/occupation/aaaaaaaa-0000-4000-8000-000000000000,"
        '2411,accountant,"certified accountant\npublic accountant",released,'
        '"Accountants review accounts,\nand analyse them.",2411.1\n'
    ),
    "occupations_fr.csv": (
        "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,status,description,code\n"
        "Occupation,http://data.europa.eu/esco/occupation/aaaaaaaa-0000-4000-8000-000000000000,"
        "2411,comptable,,released,,2411.1\n"
    ),
    "skills_en.csv": (
        "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,description\n"
        "KnowledgeSkillCompetence,"
        "http://data.europa.eu/esco/skill/bbbbbbbb-0000-4000-8000-000000000000,"
        "skill/competence,cross-sector,keep accounts,,\n"
        "KnowledgeSkillCompetence,"
        "http://data.europa.eu/esco/skill/bbbbbbbb-0000-4000-8000-000000000001,"
        "knowledge,sector-specific,tax law,,\n"
    ),
    "occupationSkillRelations_en.csv": (
        "occupationUri,relationType,skillType,skillUri\n"
        "http://data.europa.eu/esco/occupation/aaaaaaaa-0000-4000-8000-000000000000,essential,"
        "skill/competence,http://data.europa.eu/esco/skill/bbbbbbbb-0000-4000-8000-000000000000\n"
        "http://data.europa.eu/esco/occupation/aaaaaaaa-0000-4000-8000-000000000000,optional,"
        "knowledge,http://data.europa.eu/esco/skill/bbbbbbbb-0000-4000-8000-000000000001\n"
        "http://data.europa.eu/esco/occupation/aaaaaaaa-0000-4000-8000-000000000000,mystery,"
        "knowledge,http://data.europa.eu/esco/skill/bbbbbbbb-0000-4000-8000-000000000001\n"
    ),
    "ISCOGroups_en.csv": (
        "conceptType,conceptUri,code,preferredLabel,altLabels,description\n"
        "ISCOGroup,http://data.europa.eu/esco/isco/C24,24,Business professionals,,\n"
    ),
}
