"""The names of the first groups of ROME and ISCO, which their files do not always hold; pure.

The fourteen "grands domaines" are those of the ROME (France Travail, Licence Ouverte 2.0), with our
English; the groups are those of ISCO-08 (International Labour Organization), on which ESCO rests.
"""

from talentgrow.kernel.localized import Localized

ROME_DOMAINS = {
    "A": Localized(
        "Agriculture et pêche, espaces naturels et espaces verts, soins aux animaux",
        "Farming and fishing, nature and green spaces, animal care",
    ),
    "B": Localized("Arts et façonnage d’ouvrages d’art", "Arts and crafts"),
    "C": Localized("Banque, assurance, immobilier", "Banking, insurance, property"),
    "D": Localized("Commerce, vente et grande distribution", "Trade, sales and retail"),
    "E": Localized("Communication, média et multimédia", "Communication and media"),
    "F": Localized("Construction, bâtiment et travaux publics", "Construction and public works"),
    "G": Localized(
        "Hôtellerie-restauration, tourisme, loisirs et animation",
        "Hotels, catering, tourism and leisure",
    ),
    "H": Localized("Industrie", "Manufacturing"),
    "I": Localized("Installation et maintenance", "Installation and maintenance"),
    "J": Localized("Santé", "Health"),
    "K": Localized(
        "Services à la personne et à la collectivité", "Services to people and communities"
    ),
    "L": Localized("Spectacle", "Performing arts"),
    "M": Localized("Support à l’entreprise", "Business support"),
    "N": Localized("Transport et logistique", "Transport and logistics"),
}

ISCO_GROUPS = {
    "0": Localized("Professions militaires", "Armed forces occupations"),
    "01": Localized("Officiers des forces armées", "Commissioned armed forces officers"),
    "02": Localized("Sous-officiers des forces armées", "Non-commissioned armed forces officers"),
    "03": Localized("Autres membres des forces armées", "Armed forces, other ranks"),
    "1": Localized("Directeurs, cadres de direction et gérants", "Managers"),
    "11": Localized(
        "Directeurs généraux, cadres supérieurs, membres de l’exécutif et du législatif",
        "Chief executives, senior officials and legislators",
    ),
    "12": Localized(
        "Directeurs de services administratifs et commerciaux",
        "Administrative and commercial managers",
    ),
    "13": Localized(
        "Directeurs, production et services spécialisés",
        "Production and specialised services managers",
    ),
    "14": Localized(
        "Directeurs et gérants, hôtellerie, restauration, commerce et autres services",
        "Hospitality, retail and other services managers",
    ),
    "2": Localized("Professions intellectuelles et scientifiques", "Professionals"),
    "21": Localized(
        "Spécialistes des sciences techniques", "Science and engineering professionals"
    ),
    "22": Localized("Spécialistes de la santé", "Health professionals"),
    "23": Localized("Spécialistes de l’enseignement", "Teaching professionals"),
    "24": Localized(
        "Spécialistes en administration d’entreprises",
        "Business and administration professionals",
    ),
    "25": Localized(
        "Spécialistes des technologies de l’information et des communications",
        "Information and communications technology professionals",
    ),
    "26": Localized(
        "Spécialistes de la justice, des sciences sociales et de la culture",
        "Legal, social and cultural professionals",
    ),
    "3": Localized("Professions intermédiaires", "Technicians and associate professionals"),
    "31": Localized(
        "Professions intermédiaires des sciences et techniques",
        "Science and engineering associate professionals",
    ),
    "32": Localized("Professions intermédiaires de la santé", "Health associate professionals"),
    "33": Localized(
        "Professions intermédiaires, finance et administration",
        "Business and administration associate professionals",
    ),
    "34": Localized(
        "Professions intermédiaires des services juridiques, sociaux et assimilées",
        "Legal, social, cultural and related associate professionals",
    ),
    "35": Localized(
        "Techniciens de l’information et des communications",
        "Information and communications technicians",
    ),
    "4": Localized("Employés de type administratif", "Clerical support workers"),
    "41": Localized("Employés de bureau", "General and keyboard clerks"),
    "42": Localized("Employés de réception, guichetiers et assimilés", "Customer services clerks"),
    "43": Localized(
        "Employés des services comptables et d’approvisionnement",
        "Numerical and material recording clerks",
    ),
    "44": Localized("Autres employés de type administratif", "Other clerical support workers"),
    "5": Localized(
        "Personnel des services directs aux particuliers, commerçants et vendeurs",
        "Service and sales workers",
    ),
    "51": Localized("Personnel des services directs aux particuliers", "Personal service workers"),
    "52": Localized("Commerçants et vendeurs", "Sales workers"),
    "53": Localized("Personnel soignant", "Personal care workers"),
    "54": Localized(
        "Personnel des services de protection et de sécurité", "Protective services workers"
    ),
    "6": Localized(
        "Agriculteurs et ouvriers qualifiés de l’agriculture, de la sylviculture et de la pêche",
        "Skilled agricultural, forestry and fishery workers",
    ),
    "61": Localized(
        "Agriculteurs et ouvriers qualifiés de l’agriculture commerciale",
        "Market-oriented skilled agricultural workers",
    ),
    "62": Localized(
        "Professions qualifiées de la sylviculture, de la pêche et de la chasse",
        "Market-oriented skilled forestry, fishery and hunting workers",
    ),
    "63": Localized(
        "Agriculteurs, pêcheurs, chasseurs et cueilleurs de subsistance",
        "Subsistence farmers, fishers, hunters and gatherers",
    ),
    "7": Localized(
        "Métiers qualifiés de l’industrie et de l’artisanat", "Craft and related trades workers"
    ),
    "71": Localized(
        "Métiers qualifiés du bâtiment, sauf électriciens",
        "Building and related trades workers, excluding electricians",
    ),
    "72": Localized(
        "Métiers qualifiés de la métallurgie et de la construction mécanique",
        "Metal, machinery and related trades workers",
    ),
    "73": Localized(
        "Métiers qualifiés de l’artisanat et de l’imprimerie", "Handicraft and printing workers"
    ),
    "74": Localized(
        "Métiers de l’électricité et de l’électrotechnique",
        "Electrical and electronic trades workers",
    ),
    "75": Localized(
        "Métiers de l’alimentation, du bois, de l’habillement et autres métiers qualifiés",
        "Food processing, wood working, garment and other craft workers",
    ),
    "8": Localized(
        "Conducteurs d’installations et de machines, et ouvriers de l’assemblage",
        "Plant and machine operators, and assemblers",
    ),
    "81": Localized(
        "Conducteurs d’installations et de machines", "Stationary plant and machine operators"
    ),
    "82": Localized("Ouvriers de l’assemblage", "Assemblers"),
    "83": Localized(
        "Conducteurs de véhicules et d’engins lourds", "Drivers and mobile plant operators"
    ),
    "9": Localized("Professions élémentaires", "Elementary occupations"),
    "91": Localized("Aides de ménage", "Cleaners and helpers"),
    "92": Localized(
        "Manœuvres de l’agriculture, de la pêche et de la sylviculture",
        "Agricultural, forestry and fishery labourers",
    ),
    "93": Localized(
        "Manœuvres des mines, du bâtiment, de l’industrie et des transports",
        "Labourers in mining, construction, manufacturing and transport",
    ),
    "94": Localized("Assistants de fabrication de l’alimentation", "Food preparation assistants"),
    "95": Localized(
        "Vendeurs ambulants et petits métiers des rues",
        "Street and related sales and service workers",
    ),
    "96": Localized(
        "Éboueurs et autres travailleurs non qualifiés",
        "Refuse workers and other elementary workers",
    ),
}
