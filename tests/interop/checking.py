# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives one file to the program: imports it, has pictures classified, tries two gradient steps."""

import json
import os
import re
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import numpy

LIMIT = 900  # seconds for an import


def called(command, limit=LIMIT):
    """What a command said, how it ended, its seconds and its peak memory (the largest process's)."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.monotonic()
        process = subprocess.Popen([str(word) for word in command], stdout=out, stderr=err,
                                   start_new_session=True)
        timer = threading.Timer(limit, os.killpg, (process.pid, signal.SIGKILL))
        timer.start()
        _, status, used = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return {"code": process.returncode, "out": out.read().decode(errors="replace"),
                "err": err.read().decode(errors="replace"),
                "seconds": round(time.monotonic() - began, 2), "peak": used.ru_maxrss * 1024}


def message_of(answer):
    """The program's last line without its name and the file's, or how it ended where it said nothing."""
    lines = [line for line in answer["err"].splitlines() if line.strip()]
    if lines and lines[-1].startswith("pareidolia-cli: "):
        return re.sub(r"^pareidolia-cli: (/\S+/\S+: )?", "", lines[-1])
    return f"ended with {answer['code']}" + (f" after: {lines[-1]}" if lines else "")


def largest_difference(text, expected):
    """Of the confidences in the program's JSON to `expected`, pictures × classes."""
    rows = json.loads(text)["results"]
    differences = []
    for row, truth in zip(rows, expected, strict=True):
        given = numpy.full(len(truth), numpy.nan)
        for entry in row["top"]:
            given[entry["class"]] = entry["confidence"]
        differences.append(abs(given - truth).max())
    return float(numpy.max(differences))  # not a number, if one of them is not


def gradients(program, model):
    """"yes" where two steps of gradient ascent make two classes more likely, else the message."""
    answer = called([program, "run", "--preset", "mnist-gradient", "--model", model, "--classes",
                     "0,1", "--generations", "2", "--threads", "1", "--json"])
    if answer["code"] != 0:
        return message_of(answer)
    said = json.loads(answer["out"])
    if said["invalid_scores"]:
        return "scores that are no numbers"
    return "yes"


def check(program, file, size, files, expected, allowed):
    """A row of the table. files: PNG pictures; expected: their probabilities."""
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        model = Path(folder) / "imported.pt"
        answer = called([program, "model", "import", file, "--out", model, "--channels", "rgb",
                         "--scale", "0.00392156862745098", "--size", size, "--json"])
        row = {"seconds": answer["seconds"], "peak": answer["peak"], "imported": answer["code"] == 0}
        if answer["code"] != 0:
            return {**row, "right": False, "message": message_of(answer)}
        row["remarks"] = json.loads(answer["out"]).get("remarks", [])
        answer = called([program, "classify", model, *files, "--top", expected.shape[1], "--json"])
        if answer["code"] != 0:
            return {**row, "right": False, "message": message_of(answer)}
        try:
            row["difference"] = largest_difference(answer["out"], expected)
        except (ValueError, KeyError, IndexError) as error:
            return {**row, "right": False, "message": f"unreadable answer: {error!r}"}
        row["right"] = row["difference"] <= allowed
        if not row["right"]:
            row["message"] = f"other answers than expected, by {row['difference']:.1e}"
        row["gradients"] = gradients(program, model)
        return row
