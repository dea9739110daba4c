# SPDX-License-Identifier: GPL-3.0-or-later
"""Results as Markdown: a summary by way, what failed, and all figures."""

from importlib.metadata import version

import networks
import ways

PACKAGES = ["torch", "torchvision", "timm", "transformers", "optimum-onnx", "onnx", "onnxscript",
            "onnxruntime", "onnxconverter-common"]

HEAD = """# Networks tried

Written by `tests/interop/try_networks.py` (see [its README](../tests/interop/README.md)); not edited by hand.

Networks as their libraries make them, with weights drawn at random so that answers differ between pictures and classes,
exported by today's tools ({versions}), imported by `pareidolia-cli model import`, and asked about {pictures} pictures.
*Difference* is the largest one of a confidence over all classes and pictures: to PyTorch's answer, and right up to {right};
for files in lower precision to that of ONNX Runtime for the same file, and right up to {int8} (int8) or {fp16} (fp16).
*Gradients*: two steps of gradient ascent ran. *Seconds* and *peak* memory are those of the import, on a machine that was
busy with other things; *peak* is also given as a multiple of the file's size.
"""


def cell(text):
    """One line that Markdown leaves alone."""
    return " ".join(text.replace("|", "\\|").replace("<", "&lt;").split())


def in_words(row):
    if "difference" not in row:
        return row["message"]
    words = f"difference {row['difference']:.1e}, gradients: {row['gradients']}, {row['seconds']} s"
    return words if row["right"] else f"{row['message']}; {words}"


def rows_in_order(rows):
    for network in networks.NETWORKS:
        for way in ways.ways_of(network):
            if f"{network.title} | {way}" in rows:
                yield network.title, way, rows[f"{network.title} | {way}"]


def summary(rows):
    lines = ["| way | how | files | imported | right | with gradients |", "| --- | --- | --- | --- | --- | --- |"]
    for way, (_, how) in ways.WAYS.items():
        of_way = [row for _, one, row in rows_in_order(rows) if one == way and row.get("exported")]
        if of_way:
            counts = [sum(bool(holds(row)) for row in of_way) for holds in (
                lambda row: row.get("imported"), lambda row: row["right"],
                lambda row: row["right"] and row.get("gradients") == "yes")]
            lines.append(f"| {way} | {how} | {len(of_way)} | {counts[0]} | {counts[1]} | {counts[2]} |")
    return "\n".join(lines)


def failures(rows):
    """By message, the most frequent first."""
    found = {}
    for title, way, row in rows_in_order(rows):
        if not row.get("exported"):
            message = "Not exported by its own tool: " + row["message"]
        elif not row["right"]:
            message = row["message"]
        elif row["gradients"] != "yes":
            message = "Right, but without gradients: " + row["gradients"]
        else:
            continue
        found.setdefault(cell(message), []).append(f"{title} ({way})")
    ordered = sorted(found.items(), key=lambda item: -len(item[1]))
    return "\n".join(f"- {message}: {', '.join(where)}" for message, where in ordered) or "Nothing."


def figures(rows):
    lines = ["| network | way | difference | gradients | seconds | peak | peak / file |",
             "| --- | --- | --- | --- | --- | --- | --- |"]
    for title, way, row in rows_in_order(rows):
        if not row.get("exported"):
            continue
        difference = f"{row['difference']:.1e}" if "difference" in row else "not imported"
        if not row["right"] and "difference" in row:
            difference = f"**{difference}**"
        gradient = "yes" if row.get("gradients") == "yes" else "no"
        lines.append(f"| {title} | {way} | {difference} | {gradient} | {row['seconds']:.0f} | "
                     f"{row['peak'] / 1e6:.0f} MB | {row['peak'] / row['bytes']:.1f} |")
    return "\n".join(lines)


def markdown(rows):
    import pictures

    head = HEAD.format(versions=", ".join(f"{name} {version(name)}" for name in PACKAGES),
                       pictures=pictures.TESTED, right=ways.RIGHT,
                       int8=ways.LOWERED["onnx-int8"], fp16=ways.LOWERED["onnx-fp16"])
    return (f"{head}\n## Summary\n\n{summary(rows)}\n\n## What fails\n\n{failures(rows)}\n\n"
            f"## Figures\n\n{figures(rows)}\n")
