# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What packaging/run, packaging/test, packaging/deb and .ci/run share. Sourced by bash, after `set -euo pipefail`.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
build=$root/build/release
build_log=$root/build/build.log

say()
{
    printf '%s\n' "$*" >&2
}

stop()
{
    say "$(basename "$0"): $*"
    exit 1
}

# Names of the packages in packages.txt and in the arguments that are not installed.
missing_packages()
{
    local wanted installed
    wanted=$({ sed 's/#.*//' "$root/packaging/packages.txt"; printf '%s\n' "$@"; } | awk 'NF { print $1 }' | sort -u)
    # shellcheck disable=SC2086 # one word a package
    installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' $wanted 2>/dev/null | awk '$1 == "installed" { print $2 }' | sort -u || true)
    comm -23 <(printf '%s\n' "$wanted") <(printf '%s\n' "$installed")
}

# Runs apt-get as root; fails where this user may not.
as_root()
{
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif [ -t 0 ] && [ -t 2 ]; then
        sudo -- "$@"
    else
        sudo -n -- "$@"
    fi
}

may_install()
{
    [ "$(id -u)" -eq 0 ] && return
    command -v sudo >/dev/null || return
    # Without a terminal nobody can type a password.
    { [ -t 0 ] && [ -t 2 ]; } || sudo -n true 2>/dev/null
}

# Installs what is missing, and calls apt only then. Arguments: packages besides packages.txt.
# shellcheck disable=SC2120 # most have none
install_packages()
{
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        stop "this is no Debian; install by hand what packaging/packages.txt lists, then see CONTRIBUTING.md"
    fi
    local missing
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    missing=$(tr '\n' ' ' <<<"$missing")
    say "Installing from Debian: $missing"
    may_install ||
        stop "that needs root, and sudo is not available here; ask for: apt-get install --no-install-recommends $missing"
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
    mkdir -p "$root/build" || stop "$root/build cannot be made; check who owns the folder"
    logged "apt could not read the package lists; check the network" as_root "${apt[@]}" update
    # shellcheck disable=SC2086 # one word a package
    logged "apt could not install them; check the network and that this is Debian 12 or 13" \
        as_root "${apt[@]}" install -y --no-install-recommends $missing
}

# logged "what to say if it fails" command…: its output goes to the log, whose end is shown then.
logged()
{
    local complaint=$1
    shift
    if ! "$@" >"$build_log" 2>&1 </dev/null; then
        tail -n 40 "$build_log" >&2
        stop "$complaint (the whole log: $build_log)"
    fi
}

# The first CMake in PATH if it is new enough, else Debian's own.
choose_cmake()
{
    cmake=$(command -v cmake || true)
    local version
    version=$("${cmake:-false}" --version 2>/dev/null | awk 'NR == 1 { print $3 }' || true)
    if [ -z "$version" ] || ! printf '3.25\n%s\n' "$version" | sort -VC; then
        cmake=/usr/bin/cmake
    fi
}

# A compile job of LibTorch's headers takes over a gigabyte.
jobs_here()
{
    local cores gigabytes
    cores=$(nproc)
    gigabytes=$(awk '/^MemTotal/ { print int($2 / 1500000) }' /proc/meminfo)
    [ "$gigabytes" -ge 1 ] || gigabytes=1
    echo $((cores < gigabytes ? cores : gigabytes))
}

# The ImageNet network. What hinders it is told in one line; the rest goes on without it.
make_networks()
{
    "$root/packaging/networks/make" || true
}

# The runtime that scores ONNX networks. Without it the program is built all the same.
make_runtime()
{
    "$root/packaging/openvino/make" || true
}

# build_release PRESET TARGET: configures where that was not done yet or another runtime has come
# since, and builds.
build_release()
{
    local preset=$1 target=$2 configured
    configured="$preset $(cat "$root/build/openvino/recipe.txt" 2>/dev/null || true)"
    if ! mkdir -p "$build" 2>/dev/null || [ ! -w "$build" ]; then
        stop "$build belongs to another user; delete it, or run this as that user"
    fi
    choose_cmake
    if [ ! -f "$build/build.ninja" ] || [ "$(cat "$build/configured.txt" 2>/dev/null)" != "$configured" ]; then
        say "Configuring (preset $preset)"
        # Debian's compiler, whatever else comes first in PATH: its libraries were built with it.
        export CXX=${CXX:-/usr/bin/g++}
        (cd "$root" && logged "CMake could not configure" "$cmake" --preset "$preset") || exit 1
        echo "$configured" >"$build/configured.txt"
    fi
    local pending
    pending=$("$cmake" --build "$build" --target "$target" -- -n 2>/dev/null || true)
    case $pending in
    *"no work to do"*) return 0 ;;
    esac
    say "Building (the first time takes some minutes; the log: $build_log)"
    logged "the build failed" "$cmake" --build "$build" --target "$target" -j "$(jobs_here)"
}
