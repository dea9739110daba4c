#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes resources/labels/imagenet.tsv and imagenet-groups.json from WordNet.

    packaging/labels/make-imagenet-labels.py CLASSES.tsv [DATA.NOUN]

CLASSES.tsv: `index` and `wnid`, tab-separated, one line a class, after a header.
DATA.NOUN: WordNet 3.0's nouns; by default those of Debian's package wordnet-base.

A class is called by the first word of its synset and belongs to the first group of GROUPS that has
a synset at or above it. The tables are committed: this runs again only when a rule changes.
"""

import csv
import json
import pathlib
import sys

TABLES = pathlib.Path(__file__).resolve().parents[2] / "resources" / "labels"
WORDNET = "/usr/share/wordnet/data.noun"

# Where the first word is another class's too, or says too little by itself.
NAMES = {
    "n02012849": "crane (bird)",
    "n03126707": "crane (machine)",
    "n03710637": "maillot (tights)",
    "n03710721": "maillot (swimsuit)",
    "n02113186": "Cardigan Welsh corgi",
    "n02328150": "Angora rabbit",
    "n02892201": "brass (memorial)",
    "n03337140": "filing cabinet",
    "n03929660": "plectrum",
    "n04515003": "upright piano",
    "n04399382": "teddy bear",
    "n04517823": "vacuum cleaner",
    "n07579787": "plate (of food)",
    "n07930864": "cup (of punch)",
    "n12620546": "rose hip",
    "n13133613": "ear (of corn)",
}

OTHERS = "other things"

# Tried from above; a synset stands with its first word or another one, by which it is checked.
GROUPS = [
    ("dogs", "n02084071 dog"),
    ("cats", "n02121620 cat"),
    ("wild carnivores", "n02075296 carnivore"),
    ("hoofed animals and elephants", "n02370806 ungulate, n02503127 proboscidean"),
    ("primates", "n02469914 primate"),
    ("other mammals", "n01861778 mammal"),
    ("birds", "n01503061 bird"),
    ("fish", "n02512053 fish"),
    ("reptiles and amphibians", "n01661091 reptile, n01627424 amphibian"),
    ("insects and spiders", "n02159955 insect, n01769347 arachnid, n01784675 centipede"),
    ("other animals", "n00015388 animal"),
    ("people", "n00007846 person"),
    # What stands where nobody would look for it.
    ("other things", "n07565083 menu, n03065424 coil, n03530642 honeycomb"),
    ("plants and fungi", "n07802026 hay"),
    ("food", "n00021265 food, n07555863 food"),
    ("plants and fungi", "n00017222 plant, n12992868 fungus, n11675842 reproductive structure"),
    ("landscapes", "n09287968 geological formation"),
    (
        "weapons and armour",
        "n04565375 weapon, n02739668 armor, n02740764 armor plate, n04141327 scabbard, "
        "n03527444 holster",
    ),
    (
        "vehicles",
        "n04524313 vehicle, n04019101 public transport, n02974003 car wheel, "
        "n02965783 car mirror, n03459775 grille, n04592741 wing, n03208938 disk brake, "
        "n04162706 seat belt, n03843555 oil filter, n03874293 paddlewheel",
    ),
    (
        "sports and games",
        "n04285146 sports equipment, n03414162 game equipment, n04019541 puck, "
        "n04039381 racket, n04228054 ski, n04251144 snorkel, n03873416 paddle, "
        "n03976657 pole, n04149813 scoreboard, n03888257 parachute, n04088797 ride, "
        "n04371774 swing, n03944341 pinwheel, n03964744 plaything",
    ),
    ("instruments", "n03800933 musical instrument, n03250847 drumstick, n03929660 pick"),
    (
        "measuring and medical devices",
        "n03733925 measuring instrument, n02841315 binoculars, n03692522 loupe, "
        "n03739693 medical instrument, n04147495 scientific instrument, "
        "n03813176 navigational instrument, n04238763 slide rule, n02666196 abacus, "
        "n03141823 crutch, n03814639 neck brace, n03868863 oxygen mask, n02786058 Band Aid, "
        "n04336792 stretcher, n03920288 Petri dish, n02815834 beaker",
    ),
    (
        "clothing",
        "n03051540 clothing, n03380867 footwear, n03597469 jewelry, n04355933 sunglass, "
        "n03045698 cloak, n03485794 handkerchief, n02834397 bib, n03725035 mask, "
        "n03476684 hair slide, n02910353 buckle, n04026417 purse, n04548362 wallet, "
        "n02769748 backpack, n04507155 umbrella, n04356056 sunglasses",
    ),
    (
        "kitchen and dishes",
        "n03621049 kitchen utensil, n03620052 kitchen appliance, n04381994 tableware, "
        "n03241496 drinking vessel, n02876657 bottle, n03438257 glass, "
        "n03062245 cocktail shaker, n03950228 pitcher, n04131690 saltshaker, "
        "n03764736 milk can, n03109150 corkscrew, n02951585 can opener, n04332243 strainer, "
        "n03961711 plate rack, n04070727 refrigerator, n03207941 dishwasher, n04330267 stove, "
        "n03633091 ladle, n04476259 tray, n02877765 bottlecap, n03207743 dishrag, "
        "n03733805 measuring cup",
    ),
    (
        "electronics",
        "n03278248 electronic equipment, n03277771 electronic device, n03082979 computer, "
        "n03614007 keyboard, n04404412 television, n04041544 radio, n04074963 remote control, "
        "n03274561 electro-acoustic transducer, n03492542 hard disc, n02942699 camera, "
        "n03924679 photocopier, n02978881 cassette, n04372370 switch, n03529860 home theater, "
        "n04264628 space bar, n03657121 lens cap, n04485082 tripod, n04258138 solar dish, "
        "n04009552 projector",
    ),
    (
        "buildings",
        "n04341686 structure, n04191943 shelter, n04105068 roof, n04296562 stage, "
        "n03933933 pier, n03733131 maypole, n03733281 maze",
    ),
    (
        "furniture and household",
        "n03405265 furnishing, n03528263 home appliance, n03636248 lamp, "
        "n04263760 source of illumination, n04447443 toiletry, n03508101 heater, "
        "n04040759 radiator, n02808440 bathtub, n04493381 tub, n04553703 washbasin, "
        "n04033995 quilt, n03938244 pillow, n02851099 blind, n03366823 floor cover, "
        "n03637318 lampshade, n04459362 towel, n04151581 screen, n04201297 shoji, "
        "n04235860 sleeping bag, n03271574 electric fan, n03483316 hand blower, "
        "n15075141 toilet tissue, n03825788 nipple, n04254120 soap dispenser",
    ),
    (
        "tools and machines",
        "n03563967 implement, n03699975 machine, n03323703 fastener, "
        "n03736970 mechanical device, n03664675 lifting device, n03240683 drilling platform, "
        "n02966687 carpenter's kit, n02999410 chain, n03666591 lighter, n03794056 mousetrap, "
        "n03803284 muzzle",
    ),
    ("containers", "n03094503 container"),
]

# Groups besides those, which may overlap: synsets as above.
OVERLAPPING = [
    ("dogs and cats", "n02084071 dog, n02121808 domestic cat"),  # the band of the paper's figures
    ("animals", "n00015388 animal"),
    ("mammals", "n01861778 mammal"),
    ("insects", "n02159955 insect"),
]


class WordNet:
    """The nouns: their words, and what is above them."""

    def __init__(self, path):
        self.words = {}
        self.above = {}
        with open(path, encoding="ascii") as lines:
            for line in lines:
                if not line.startswith(" "):  # the licence is indented
                    self._add(line.split(" | ")[0].split())

    def _add(self, fields):
        """Fields: offset, file, type, count (hexadecimal), words with a number each, count, and
        pointers of four fields, of which "@" leads to what is above (wndb(5WN))."""
        synset = "n" + fields[0]
        end = 4 + 2 * int(fields[3], 16)
        self.words[synset] = [word.replace("_", " ") for word in fields[4:end:2]]
        pointers = fields[end + 1 : end + 1 + 4 * int(fields[end])]
        self.above[synset] = [
            "n" + pointers[i + 1] for i in range(0, len(pointers), 4) if pointers[i] in ("@", "@i")
        ]

    def at_or_above(self, synset):
        found, pending = set(), [synset]
        while pending:
            one = pending.pop()
            if one not in found:
                found.add(one)
                pending += self.above[one]
        return found

    def synsets(self, rule):
        """Those of a rule such as "n02084071 dog, n02121620 cat"."""
        for one in rule.split(", "):
            synset, word = one.split(" ", 1)
            if word not in self.words.get(synset, []):
                sys.exit(f"{synset} is not called {word}: these are the nouns of another WordNet")
            yield synset


def main(classes_file, wordnet_file=WORDNET):
    wordnet = WordNet(wordnet_file)
    with open(classes_file, newline="") as lines:
        wnids = [row["wnid"] for row in csv.DictReader(lines, delimiter="\t")]
    groups = [(group, set(wordnet.synsets(rule))) for group, rule in GROUPS]
    overlapping = {group: set(wordnet.synsets(rule)) for group, rule in OVERLAPPING}

    rows = []
    members = {group: [] for group in overlapping}
    for index, wnid in enumerate(wnids):
        above = wordnet.at_or_above(wnid)
        group = next((group for group, synsets in groups if synsets & above), OTHERS)
        rows.append((index, wnid, NAMES.get(wnid, wordnet.words[wnid][0]), group))
        for group, synsets in overlapping.items():
            if synsets & above:
                members[group].append(index)

    TABLES.mkdir(parents=True, exist_ok=True)
    with open(TABLES / "imagenet.tsv", "w", newline="") as file:
        table = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE)
        table.writerow(("index", "wnid", "name", "group"))
        table.writerows(rows)
    lines = [f"  {json.dumps(group)}: {classes}" for group, classes in members.items()]
    (TABLES / "imagenet-groups.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])
