#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the manual pages pareidolia.1 and pareidolia-cli.1 from what the programs answer to --help:
one page a program, with all its verbs. (help2man knows no verbs below verbs.)"""

import argparse
import os
import pathlib
import re
import subprocess

ENTRY = re.compile(r"  (\S.*?)(?:\s{2,}(\S.*))?$")

EXIT_STATUS = [("0", "done"), ("1", "the work failed: a file, the network, the disk"),
               ("2", "wrong usage or a wrong value")]
INTERRUPTED = [("130", "interrupted; what was complete is kept")]
FILES = [("~/.local/share/pareidolia/models", "networks of your own, found by their names"),
            ("/usr/share/doc/pareidolia", "how to use it, at length")]


class Help:
    """What one program or verb says of itself."""

    def __init__(self, text):
        self.sentences = []  # before the usage, or between it and the first heading
        self.usage = ""
        self.sections = {}  # heading in lower case: [(name, meaning)]
        entries = None
        for line in text.splitlines():
            entry = ENTRY.match(line)
            if line.lower().startswith("usage:"):
                self.usage = line.split(":", 1)[1].strip()
            elif re.fullmatch(r"[A-Za-z ]+:", line):
                entries = self.sections.setdefault(line[:-1].lower(), [])
            elif entries is not None and entry:
                entries.append((entry[1], entry[2] or ""))
            elif entries and line.strip():  # the rest of a meaning
                name, meaning = entries[-1]
                entries[-1] = (name, f"{meaning} {line.strip()}".strip())
            elif entries is None and line.strip():
                self.sentences.append(line.strip())

    def of(self, *headings):
        return [entry for heading in headings for entry in self.sections.get(heading, [])]


def ask(program, *words):
    """What the program prints; without a display, and in English."""
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", LC_ALL="C.UTF-8")
    return subprocess.run([program, *words], check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, env=environment, encoding="utf-8").stdout


def plain(text):
    """Text that no line of it is taken for a request."""
    text = text.replace("\\", r"\e").replace("-", r"\-")
    return re.sub(r"^([.'])", r"\\&\1", text)


def usage(program, given):
    """The program's name instead of where it was built."""
    return re.sub(r"^\S*" + re.escape(program) + r"(?=\s|$)", program, given)


def table(entries):
    return [line for name, meaning in entries
            for line in (".TP", r"\fB" + plain(name) + r"\fR", plain(meaning))]


def without_help(entries):
    return [entry for entry in entries if "--help" not in entry[0]]


def verbs(path, words, help_):
    """Sections of all verbs below, those of a verb after it."""
    for name, meaning in help_.of("subcommands"):
        inner = Help(ask(path, *words, name, "--help"))
        sentence = " ".join(inner.sentences) or meaning
        yield from (".SS " + plain(" ".join((*words, name))), plain(sentence.rstrip(".") + "."), ".PP",
                    r"\fB" + plain(usage(path.name, inner.usage)) + r"\fR")
        yield from table(inner.of("positionals") + without_help(inner.of("options")))
        yield from verbs(path, (*words, name), inner)


def page(path, date):
    """The manual page of a program."""
    help_ = Help(ask(path, "--help"))
    version = ask(path, "--version").strip()
    about = " ".join(help_.sentences)
    brief = re.sub(r" \(.*\)$", "", about.rstrip("."))
    lines = [f'.TH {plain(path.name.upper())} 1 {date} "{version}" "User Commands"',
             ".SH NAME", plain(path.name) + r" \- " + plain(brief[0].lower() + brief[1:]),
             ".SH SYNOPSIS", r"\fB" + plain(usage(path.name, help_.usage)) + r"\fR",
             ".SH DESCRIPTION", plain(about)]
    lines += table(help_.of("arguments", "positionals"))
    lines += [".SH OPTIONS", *table(help_.of("options"))]
    found = list(verbs(path, (), help_))
    if found:
        lines += [".SH VERBS", r"Every verb has \fB\-\-help\fR.", *found]
    lines += [".SH EXIT STATUS", *table(EXIT_STATUS + (INTERRUPTED if found else []))]
    lines += [".SH FILES", *table(FILES)]
    other = "pareidolia" if found else "pareidolia-cli"
    lines += [".SH SEE ALSO", rf"\fB{plain(other)}\fR(1)"]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=pathlib.Path, required=True, help="the folder they are in")
    parser.add_argument("--date", required=True, help="of this version: YYYY-MM-DD")
    parser.add_argument("out", type=pathlib.Path, help="the folder for the pages")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for name in ("pareidolia", "pareidolia-cli"):
        text = page(given.programs / name, given.date)
        (given.out / f"{name}.1").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
