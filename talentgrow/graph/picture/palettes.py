"""Colours and words of a drawing that stands alone, without the style sheet of the pages."""

from dataclasses import dataclass

from talentgrow.kernel.localized import Localized


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme; `families` are the ten slots in the order of the style sheet."""

    surface: str
    ink: str
    ink_soft: str
    line: str
    families: str

    def family(self, slot: int) -> str:
        """Return the colour of a slot.

        >>> LIGHT.family(2)
        '#0a6a70'
        """
        colours = self.families.split()
        return colours[slot % len(colours)]


LIGHT = Palette(
    "#ffffff",
    "#15221c",
    "#44544b",
    "#7d8b83",
    "#1f1f87 #c2307c #0a6a70 #8f7000 #7d2417 #6a2c7c #566312 #2c75c4 #2f4152 #3d2410",
)
DARK = Palette(
    "#16201b",
    "#e8efeb",
    "#b9c6bf",
    "#75867c",
    "#8086fd #e0689a #5cc4ba #e3bd3c #f0693a #efaafb #e6e59a #6f9be0 #cce3f5 #cda579",
)

FEW = Localized("peu", "few")
LAYER_NAMES = {
    "observed": Localized("Passage réel", "Real move"),
    "bridge": Localized("Passerelle", "Bridge"),
    "adjacent": Localized("Proximité", "Nearness"),
}
COLUMNS = {
    "source": Localized("De", "From"),
    "source_family": Localized("Famille de départ", "Family left"),
    "target": Localized("Vers", "To"),
    "target_family": Localized("Famille d’arrivée", "Family joined"),
    "layer": Localized("Lien", "Link"),
    "people": Localized("Personnes", "People"),
}
MAP_TITLE = Localized("Carte de mobilité", "Mobility map")
MAP_SIZE = Localized(
    "%(families)d familles, %(jobs)d métiers", "%(families)d families, %(jobs)d jobs"
)
