# SPDX-License-Identifier: GPL-3.0-or-later
"""The recipes that download something, where what they need from outside does not come."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]

# What the name of the wheel ends with, by the folder of the recipe.
RECIPES = {
    "networks": "py2.py3-none-any.whl",
    "openvino": "cp311-cp311-manylinux_2_28_x86_64.whl",
}


def wheel_of(recipe):
    pinned = (SOURCE / "packaging" / recipe / "requirements.txt").read_text()
    name, version = re.search(r"^(\S+)==(\S+)", pinned, re.MULTILINE).groups()
    return f"{name.replace('-', '_')}-{version}-{RECIPES[recipe]}"


def has_pip():
    command = ["/usr/bin/python3", "-m", "pip", "--version"]
    return subprocess.run(command, capture_output=True).returncode == 0


@unittest.skipUnless(has_pip(), "python3-pip is not here")
class Downloads(unittest.TestCase):
    def setUp(self):
        """A copy of what the recipes are made of, so that they make their things somewhere else."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        for part in ["packaging", "resources/labels"]:
            shutil.copytree(SOURCE / part, self.root / part)

    def make(self, recipe, **settings):
        """Nothing reaches the outside: what pip is told here comes before what a user has set."""
        return subprocess.run(
            [self.root / "packaging" / recipe / "make"],
            env=os.environ | {"PIP_CONFIG_FILE": "/dev/null"} | settings,
            capture_output=True,
            text=True,
        )

    def expect_left_out(self, made, why):
        self.assertEqual(made.returncode, 1)
        self.assertIn(why, made.stderr.splitlines()[-1])
        self.assertEqual(made.stderr.count("left out"), 1, made.stderr)
        self.assertEqual(made.stdout, "")
        left = [path.name for path in (self.root / "build").rglob("*") if path.is_file()]
        self.assertEqual(len(left), 1, left)
        self.assertTrue(left[0].endswith(".log"), left)

    def test_without_pypi(self):
        for recipe in RECIPES:
            with self.subTest(recipe):
                shutil.rmtree(self.root / "build", ignore_errors=True)
                for _ in range(2):  # the next call tries again
                    made = self.make(recipe, PIP_INDEX_URL="http://127.0.0.1:1/simple")
                    self.expect_left_out(made, "PyPI could not be reached")

    def test_with_another_file(self):
        for recipe in RECIPES:
            with self.subTest(recipe):
                shutil.rmtree(self.root / "build", ignore_errors=True)
                (self.root / wheel_of(recipe)).write_text("not what was asked for")
                made = self.make(recipe, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(self.root))
                self.expect_left_out(made, "SHA-256 differs")


if __name__ == "__main__":
    unittest.main()
