#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints CHANGELOG.md in the form of a Debian changelog: an entry a release, newest first. Its first
entry gets the version of the package; that of a section without a date is today's."""

import argparse
import datetime
import email.utils
import pathlib
import re
import sys
import textwrap

RELEASE = re.compile(r"## \[(.+?)\](?: - (\d{4}-\d{2}-\d{2}))?\s*$")


def releases(text):
    """[(name, date or None, lines)]"""
    found = []
    for line in text.splitlines():
        release = RELEASE.match(line)
        if release:
            found.append((release[1], release[2], []))
        elif found:
            found[-1][2].append(line)
    return found


def items(lines):
    """The section's lists as (level, sentence), level 0 for a heading."""
    found = []
    for line in lines:
        if line.startswith("### "):
            found.append((0, line[4:].strip() + ":"))
        elif line.startswith("- "):
            found.append((1, line[2:].strip()))
        elif line.strip() and found:
            level, sentence = found[-1]
            found[-1] = (level, f"{sentence} {line.strip()}")
    return found


def plain(sentence):
    """Without Markdown's emphasis, code and links."""
    return re.sub(r"[`*]", "", re.sub(r"\[(.+?)\]\(.+?\)", r"\1", sentence))


def wrapped(level, sentence):
    first, rest = ("  * ", "    ") if level == 0 else ("    - ", "      ")
    return textwrap.wrap(plain(sentence), 78, initial_indent=first, subsequent_indent=rest,
                         break_long_words=False, break_on_hyphens=False)


def entry(version, distribution, date, lines, maintainer):
    day = datetime.datetime.fromisoformat(date) if date else datetime.datetime.now()
    stamp = email.utils.format_datetime(day.replace(tzinfo=datetime.timezone.utc))
    return [f"pareidolia ({version}) {distribution}; urgency=medium", "",
            *(part for item in items(lines) for part in wrapped(*item)), "",
            f" -- {maintainer}  {stamp}", ""]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--version", required=True, help="the package's")
    parser.add_argument("--suffix", required=True, help="what follows a release's number in it")
    parser.add_argument("--distribution", required=True, help="Debian's code name")
    parser.add_argument("--maintainer", required=True)
    parser.add_argument("changelog", type=pathlib.Path)
    given = parser.parse_args()
    found = releases(given.changelog.read_text(encoding="utf-8"))
    if not found:
        sys.exit(f"{given.changelog}: it has no section like \"## [1.0.0] - 2026-01-31\"")
    for index, (name, date, lines) in enumerate(found):
        version = given.version if index == 0 else name + given.suffix
        print("\n".join(entry(version, given.distribution, date, lines, given.maintainer)))


if __name__ == "__main__":
    main()
