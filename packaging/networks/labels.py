# SPDX-License-Identifier: GPL-3.0-or-later
"""Names and groups of ImageNet's classes, from resources/labels."""

import csv
import json
import pathlib

TABLES = pathlib.Path(__file__).resolve().parents[2] / "resources" / "labels"


def imagenet():
    """Names in the order of the classes, and groups by name: first those that part the classes,
    then those that overlap."""
    names, groups = [], {}
    with open(TABLES / "imagenet.tsv", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            names.append(row["name"])
            groups.setdefault(row["group"], []).append(int(row["index"]))
    return names, groups | json.loads((TABLES / "imagenet-groups.json").read_text())
