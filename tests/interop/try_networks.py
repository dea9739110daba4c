#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports networks in the ways people do, gives the files to the program, writes the table.

    try_networks.py WORK --program build/release/bin/pareidolia-cli

See README.md beside. What was found stays in WORK/results.json: a further run does only what is
missing or failed.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy

import checking
import networks
import pictures
import table
import ways

HERE = Path(__file__).resolve().parent
LEAST_APART = 0.05  # half the summed difference of two pictures' confidences; less proves nothing


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("work", type=Path, help="a folder for files and results")
    parser.add_argument("--program", type=Path, help="pareidolia-cli; without it files are only made")
    parser.add_argument("--only", default="", help="a regular expression of titles")
    parser.add_argument("--ways", default=",".join(ways.WAYS), help="of: %(default)s")
    parser.add_argument("--keep", action="store_true", help="keep the files (about 15 GB for all)")
    parser.add_argument("--again", choices=["failed", "all", "none"], default="failed",
                        help="what is tried once more, besides what is missing")
    parser.add_argument("--results", type=Path, help="instead of WORK/results.json")
    parser.add_argument("--keras-python", help="the Python with requirements-keras.txt; without it, no Keras")
    parser.add_argument("--jobs", type=int, default=1, help="networks at a time (%(default)s)")
    parser.add_argument("--table", type=Path, help="the Markdown file to write at the end")
    return parser.parse_args()


class Results:
    """Rows by "title | way", on disk after each."""

    def __init__(self, file):
        self.file = file
        self.lock = threading.Lock()
        self.rows = json.loads(file.read_text()) if file.exists() else {}

    def wants(self, key, again):
        return key not in self.rows or again == "all" or (again == "failed" and not self.rows[key]["right"])

    def add(self, key, row):
        with self.lock:
            self.rows[key] = row
            beside = self.file.with_suffix(".part")
            beside.write_text(json.dumps(self.rows, indent=1, sort_keys=True))
            beside.rename(self.file)


def made(folder):
    """What make_files.py left, with the files that are still there."""
    report = folder / "made.json"
    if not report.exists():
        return {"ways": {}}
    found = json.loads(report.read_text())
    found["ways"] = {way: one for way, one in found["ways"].items()
                     if "error" not in one and (folder / one["file"]).exists()}
    return found


def make(network, folder, wanted, keras_python):
    """The files of one network; one that is missing afterwards has its error in made.json."""
    missing = [way for way in wanted if way not in made(folder)["ways"]]
    if missing:
        maker = [sys.executable, HERE / "make_files.py"]
        if network.library == "keras":
            maker = [keras_python, HERE / "keras_files.py"]
        log = folder.with_suffix(".log")
        with log.open("w") as said:
            subprocess.run([*maker, network.title, folder, *missing], stdout=said, stderr=said, check=False)


def tried(program, network, way, folder, files):
    report = folder / "made.json"
    facts = json.loads(report.read_text()) if report.exists() else {"ways": {}}
    one = facts["ways"].get(way, {"error": f"the network could not be made; see {folder}.log"})
    if "error" in one:
        return {"exported": False, "right": False, "message": one["error"].splitlines()[0][:300]}
    lowered = folder / f"answers-{way}.npy"
    expected = numpy.load(lowered if way in ways.LOWERED else folder / "answers.npy")
    row = checking.check(program, folder / one["file"], network.size, files, expected,
                         ways.LOWERED.get(way, ways.RIGHT))
    if facts["apart"] < LEAST_APART:
        row.update(right=False, message=f"pictures differ by {facts['apart']:.3f} only: proves nothing")
    return {"exported": True, "bytes": one["bytes"], "noise": facts["noise"], "apart": facts["apart"], **row}


def try_network(network, options, results):
    wanted = [way for way in ways.ways_of(network) if way in options.ways.split(",")]
    if options.program:
        wanted = [way for way in wanted if results.wants(f"{network.title} | {way}", options.again)]
    if not wanted or (network.library == "keras" and not options.keras_python):
        return
    folder = options.work / network.folder
    make(network, folder, wanted, options.keras_python)
    files = pictures.write_tested(network.size, options.work / "pictures")
    for way in wanted if options.program else []:
        row = tried(options.program.resolve(), network, way, folder, files)
        results.add(f"{network.title} | {way}", row)
        print(f"{network.title} | {way}: {table.in_words(row)}", flush=True)
    if options.program and not options.keep:
        shutil.rmtree(folder, ignore_errors=True)


def main():
    options = arguments()
    options.work.mkdir(parents=True, exist_ok=True)
    results = Results(options.results or options.work / "results.json")
    chosen = [one for one in networks.NETWORKS if re.search(options.only, one.title)]
    with ThreadPoolExecutor(options.jobs) as pool:
        for done in [pool.submit(try_network, one, options, results) for one in chosen]:
            done.result()
    if options.table:
        options.table.write_text(table.markdown(results.rows))


main()
