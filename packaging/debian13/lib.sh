# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Where the Debian 13 root of make-root is, and how a command runs in it. Sourced by bash, after
# packaging/lib.sh.

# shellcheck disable=SC2154 # packaging/lib.sh sets root
debian13=$root/build/debian13
debian13_root=$debian13/root

# in_debian13 COMMAND…: in the root, at this working tree. What is built there stays apart, in
# build/debian13/build. The mounts are this process's own and go with it.
in_debian13()
{
    mkdir -p "$debian13/build" "$debian13_root/source"
    # shellcheck disable=SC2016 # expanded by the inner shell
    unshare --mount --propagation private -- bash -euo pipefail -c '
        root=$1 top=$2 built=$3
        shift 3
        mount --rbind /dev "$top/dev"
        mount -t proc proc "$top/proc"
        mount --rbind /sys "$top/sys"
        mount --bind "$root" "$top/source"
        mkdir -p "$root/build"
        mount --bind "$built" "$top/source/build"
        exec chroot "$top" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin \
            LANG=C.UTF-8 QT_QPA_PLATFORM=offscreen TERM="${TERM:-dumb}" \
            CCACHE_DIR=/var/cache/ccache PIP_ROOT_USER_ACTION=ignore \
            bash -c "cd /source && exec \"\$@\"" - "$@"' \
        - "$root" "$debian13_root" "$debian13/build" "$@"
}

need_root()
{
    [ "$(id -u)" -eq 0 ] || stop "a root of Debian 13 is entered by chroot; run this as root"
}
