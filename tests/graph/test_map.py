"""What the map, its table and its downloads say."""

import csv
import io
from dataclasses import replace
from xml.etree import ElementTree

import networkx as nx
import pytest

from talentgrow.graph import export
from talentgrow.graph.analytics import Layer, family_flows, map_view
from talentgrow.graph.layout import layout
from talentgrow.graph.mobility import build
from talentgrow.graph.picture import palettes
from talentgrow.graph.picture.labels import Label, place_labels
from talentgrow.graph.types import Bridge, Family
from talentgrow.kernel.localized import Localized
from tests.graph.organisations import careers, company, inputs, job


def flow(source, target, people, *, first=0, year=2020, unit=1):
    """People who changed job one after the other, so that none is a renaming."""
    rows = []
    for number in range(people):
        month = number % 12 + 1
        rows += [
            (first + number, source, "2015-01-01", f"{year}-{month:02}-01", unit),
            (first + number, target, f"{year}-{month:02}-05", None, unit),
        ]
    return rows


def town():
    """Three families; 7 people went from 1 to 3, 3 from 2 to 3, 6 from 3 to 4."""
    jobs = [
        job(n, f"titre t{n}t", family) for n, family in ((1, 1), (2, 1), (3, 2), (4, 3), (5, None))
    ]
    rows = flow(1, 3, 7) + flow(2, 3, 3, first=100, year=2021) + flow(3, 4, 6, first=200, unit=2)
    rows += [(900 + n, 1 + n % 3, "2014-01-01", None, 1 + n % 2) for n in range(60)]
    families = [Family(n, f"F{n}", Localized(f"Famille {n}", f"Family {n}"), n) for n in (1, 2, 3)]
    return replace(inputs(jobs, careers(*rows), families=families), bridges=(Bridge(4, 5),))


@pytest.fixture(scope="module")
def found():
    return build(town())


@pytest.fixture(scope="module")
def where(found):
    return layout(found)


@pytest.fixture(scope="module")
def large():
    built = build(company(200, families=12, people=900))
    return built, layout(built)


def observed(view):
    return {(k.source, k.target): k for k in view.links if k.layer is Layer.OBSERVED}


class TestView:
    def test_a_small_organisation_shows_all_jobs(self, found, where):
        view = map_view(found, where)

        assert not view.is_overview
        assert [node.job for node in view.nodes] == [1, 2, 3, 4, 5]
        assert observed(view)[1, 3].n == 7

    def test_few_people_are_never_counted(self, found, where):
        view = map_view(found, where)

        assert (observed(view)[2, 3].n, observed(view)[2, 3].is_few) == (None, True)
        assert all(node.headcount is None for node in view.nodes if node.is_few)
        assert {(k.source, k.target): (k.n, k.is_few) for k in view.family_links} == {
            (1, 2): (10, False),
            (2, 3): (6, False),
        }

    def test_a_family_without_jobs_in_it_has_a_name(self, found, where):
        nobody = next(disc for disc in map_view(found, where).families if disc.family == 0)

        assert nobody.name.en == "No family"

    @pytest.mark.parametrize(
        ("chosen", "expected"),
        [
            ({"units": {2}}, {(3, 4)}),
            ({"since": 2021}, {(2, 3)}),
            ({"until": 2020}, {(1, 3), (3, 4)}),
            ({"minimum": 5}, {(1, 3), (3, 4)}),
            ({"layers": {Layer.BRIDGE}}, set()),
            ({"family": 3}, {(3, 4)}),
        ],
    )
    def test_filters(self, found, where, chosen, expected):
        assert set(observed(map_view(found, where, **chosen))) == expected

    def test_a_bridge_is_a_line_of_its_own(self, found, where):
        bridges = [k for k in map_view(found, where).links if k.layer is Layer.BRIDGE]

        assert [(k.source, k.target, k.n, k.is_few) for k in bridges] == [(4, 5, None, False)]

    def test_an_opened_family_shows_its_jobs_and_their_neighbours(self, found, where):
        view = map_view(found, where, family=3)

        assert {node.job: node.is_neighbour for node in view.nodes} == {3: True, 4: False, 5: True}
        assert [disc.family for disc in view.families if disc.is_open] == [3]

    def test_many_jobs_are_families_first(self, large):
        view = map_view(*large)

        assert view.is_overview
        assert view.nodes == view.links == ()
        assert len(view.families) == 13
        assert view.family_links

    def test_a_family_of_many_can_be_opened(self, large):
        view = map_view(*large, family=3)

        assert not view.is_overview
        assert {node.job for node in view.nodes if not node.is_neighbour} == {
            own.id for own in large[0].jobs if own.family == 3
        }
        shown = {node.job for node in view.nodes}
        assert all(
            {k.source, k.target} <= shown for k in view.links if k.layer is not Layer.ADJACENT
        )

    def test_flows_between_families_add_up(self, found):
        assert sum(one.people for one in family_flows(found)) == found.moves_counted

    def test_thin_lines_do_not_betray_small_counts(self, large):
        view = map_view(*large, family=3)

        assert len({k.width for k in view.links if k.is_few}) == 1


class TestGraphml:
    def test_networkx_reads_the_whole_graph_back(self, found):
        graph = found.to_networkx()

        again = nx.read_graphml(io.BytesIO(export.to_graphml(graph)), node_type=int)

        assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
        assert {(s, t): d for s, t, d in again.edges(data=True)} == {
            (s, t): d for s, t, d in graph.edges(data=True)
        }
        assert again.graph["data_hash"] == found.data_hash

    @pytest.mark.parametrize("opened", [None, 3])
    def test_a_view_keeps_few_people_hidden(self, found, large, where, opened):
        for view in (map_view(found, where), map_view(*large, family=opened)):
            graph = export.to_graph(view)
            again = nx.read_graphml(io.BytesIO(export.to_graphml(graph)), node_type=int)

            assert set(again) == set(graph)
            assert all(d.get("people", 5) >= 5 for _, _, d in again.edges(data=True))


class TestCsv:
    def rows(self, view, locale="fr"):
        return list(csv.reader(io.StringIO(export.to_csv(view, locale=locale))))

    def test_lists_the_lines_in_words(self, found, where):
        rows = self.rows(map_view(found, where, layers={Layer.OBSERVED}))

        assert rows[0] == [
            "De",
            "Famille de départ",
            "Vers",
            "Famille d’arrivée",
            "Lien",
            "Personnes",
        ]
        assert ["titre t1t", "Famille 1", "titre t3t", "Famille 2", "Passage réel", "7"] in rows
        assert ["titre t2t", "Famille 1", "titre t3t", "Famille 2", "Passage réel", "peu"] in rows

    def test_speaks_english(self, found, where):
        rows = self.rows(map_view(found, where), "en")

        assert rows[0][0] == "From"
        assert "few" in {row[-1] for row in rows}

    def test_an_overview_lists_families(self, large):
        rows = self.rows(map_view(*large))

        assert len(rows) == 1 + len(map_view(*large).family_links)

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
    def test_formulas_are_defused(self, start):
        jobs = [job(1, f"{start}cmd()", 1), job(2, "titre", 1)]
        families = [Family(1, "F", Localized(f"{start}1", ""))]
        built = build(inputs(jobs, bridges=[(1, 2)], families=families))

        row = self.rows(map_view(built, layout(built)))[1]

        assert row[0] == f"'{start}cmd()"
        assert row[1] == f"'{start}1"


class TestSvg:
    @pytest.mark.parametrize("palette", [palettes.LIGHT, palettes.DARK])
    @pytest.mark.parametrize("locale", ["fr", "en"])
    def test_is_a_drawing_on_its_own(self, found, where, large, palette, locale):
        for view in (map_view(found, where), map_view(*large), map_view(*large, family=3)):
            drawing = export.to_svg(view, locale=locale, palette=palette)

            root = ElementTree.fromstring(drawing)
            assert root.get("viewBox") == f"0 0 {view.width:g} {view.height:g}"
            assert palette.surface in drawing
            assert "var(" not in drawing
            assert len(root.findall(".//{*}circle")) == len(view.families) + len(view.nodes)

    def test_names_cannot_break_out(self):
        built = build(inputs([job(1, "<script>alert(1)</script> & co")]))

        drawing = export.to_svg(map_view(built, layout(built)))

        assert "<script>" not in drawing
        ElementTree.fromstring(drawing)

    def test_speaks_both_languages(self, found, where):
        view = map_view(found, where)

        assert "Famille 1" in export.to_svg(view, locale="fr")
        assert "Family 1" in export.to_svg(view, locale="en")


def test_labels_never_run_into_each_other():
    labels = [
        Label(f"un titre assez long {n}", (n * 37) % 300, (n * 53) % 200, 11, "#000", 500)
        for n in range(80)
    ]
    kept = place_labels(labels)

    assert 0 < len(kept) < 80
    boxes = [label.box for label in kept]
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            assert one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
