# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports torch and torchvision as the other files need them: one thread, without warnings."""

import logging
import os
import warnings

os.environ.setdefault("HF_HUB_OFFLINE", "1")  # nothing is downloaded: weights are random
os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
warnings.filterwarnings("ignore")

import torch  # noqa: E402

torch.set_num_threads(1)
logging.disable(logging.WARNING)

# PyPI's torchvision holds operators that load only beside a torch with CUDA. No classifier calls
# them, but importing torchvision wants these two declared.
try:
    import torchvision  # noqa: E402
except RuntimeError:
    DECLARED = torch.library.Library("torchvision", "DEF")
    for name in ("nms", "qnms"):
        DECLARED.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    import torchvision  # noqa: E402,F401
