#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the package tells: manual pages made of --help, Debian's changelog made of ours."""

import pathlib
import re
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "packaging/desktop"), str(ROOT / "packaging/debian")]
import changelog  # noqa: E402
import man_pages  # noqa: E402

PROGRAM = """#!/bin/sh
case "$*" in
"--help") cat <<'END'
Paints pictures (arXiv 1).
Usage: /some/where/painter [OPTIONS] SUBCOMMAND

Options:
  -h,--help                   Print this help

Subcommands:
  model                       The networks
END
;;
"model --help") cat <<'END'
The networks
Usage: painter model [OPTIONS] SUBCOMMAND

Options:
  -h,--help                   Print this help

Subcommands:
  show                        Print one
END
;;
"model show --help") cat <<'END'
Print one
Usage: painter model show [OPTIONS] name

POSITIONALS:
  name TEXT REQUIRED          Its name, such as .hidden
                              or a\\path

OPTIONS:
  -h,--help                   Print this help
  --a-very-long-option-without-room TEXT
                              'Quoted' words
END
;;
"--version") echo "Painter 1.2.3" ;;
*) exit 1 ;;
esac
"""

CHANGES = """# Changelog

Words before.

## [Unreleased]

### Added
- A *thing*, `--thing`, that
  goes on; see [docs](docs/a.md).

## [1.0.0] - 2026-01-31

### Fixed
- Another.
"""


class ManPages(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        program = pathlib.Path(folder.name) / "painter"
        program.write_text(PROGRAM)
        program.chmod(0o755)
        self.page = man_pages.page(program, "2026-01-31")

    def test_a_page_names_the_program_and_not_its_folder(self):
        self.assertIn('.TH PAINTER 1 2026-01-31 "Painter 1.2.3"', self.page)
        self.assertIn(r"painter \- paints pictures" + "\n", self.page)
        self.assertIn(r"\fBpainter [OPTIONS] SUBCOMMAND\fR", self.page)
        self.assertNotIn("/some/where", self.page)

    def test_verbs_below_verbs_are_there_with_their_options(self):
        self.assertRegex(self.page, r"(?s)\.SS model\n.*\.SS model show\nPrint one\.\n")
        self.assertIn(r"\fB\-\-a\-very\-long\-option\-without\-room TEXT\fR" + "\n" + r"\&'Quoted' words",
                      self.page)

    def test_help_is_told_once_and_not_for_each_verb(self):
        self.assertEqual(self.page.count("Print this help"), 1)

    def test_text_is_never_a_request_of_the_formatter(self):
        self.assertIn(r"Its name, such as .hidden or a\epath", self.page)
        requests = {line.split()[0] for line in self.page.splitlines() if line[:1] in ".'"}
        self.assertLessEqual(requests, {".TH", ".SH", ".SS", ".TP", ".PP"})


class Changelog(unittest.TestCase):
    def test_sections_become_entries(self):
        (name, date, lines), second = changelog.releases(CHANGES)
        self.assertEqual((name, date, second[:2]), ("Unreleased", None, ("1.0.0", "2026-01-31")))
        entry = changelog.entry("1.0.1-1~deb12", "bookworm", "2026-02-01", lines, "A B <a@b.example>")
        self.assertEqual(entry, [
            "pareidolia (1.0.1-1~deb12) bookworm; urgency=medium", "",
            "  * Added:", "    - A thing, --thing, that goes on; see docs.", "",
            " -- A B <a@b.example>  Sun, 01 Feb 2026 00:00:00 +0000", ""])

    def test_the_first_section_is_this_version_or_not_released(self):
        version = re.search(r"project\(pareidolia VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text())[1]
        found = changelog.releases((ROOT / "CHANGELOG.md").read_text())
        self.assertIn(found[0][0], (version, "Unreleased"))
        self.assertIn(version, [name for name, date, lines in found if date])
        self.assertIn(f"version: {version}\n", (ROOT / "CITATION.cff").read_text())

    def test_no_line_is_too_long(self):
        for name, date, lines in changelog.releases((ROOT / "CHANGELOG.md").read_text()):
            entry = changelog.entry(name, "bookworm", date, lines, "A B <a@b.example>")
            self.assertLessEqual(max(map(len, entry)), 79)


if __name__ == "__main__":
    unittest.main()
