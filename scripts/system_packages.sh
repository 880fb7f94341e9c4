#!/bin/sh
# Install the Debian or Ubuntu packages that this project lacks, or print the line that does.
#
#   sh scripts/system_packages.sh [--optional] PART...
#
# PART is run (Python's venv, the libraries of the PDF), browser (Chromium) or verapdf (a JDK).
# Installs as root or by a sudo that asks nothing; elsewhere it prints the line and fails,
# with --optional it is silent and succeeds: the tests then name the lanes they skip.
set -u

python=${PYTHON:-python3}
optional=
missing=

need() { missing="$missing $*"; }
library() { "$python" -c "import ctypes; ctypes.CDLL('$1')" 2>/dev/null; }
found() { command -v "$1" >/dev/null 2>&1; }

run() {
    found make || need make
    [ -e /etc/ssl/certs/ca-certificates.crt ] || need ca-certificates
    if ! found "$python"; then
        need "$python" "$python-venv" libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
        return
    fi
    if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        echo "$python is older than 3.11: name a newer one, such as make run PYTHON=python3.12" >&2
        exit 1
    fi
    "$python" -c 'import ensurepip, venv' 2>/dev/null || need "$python-venv"
    library libpangoft2-1.0.so.0 || need libpango-1.0-0 libpangoft2-1.0-0
    library libharfbuzz-subset.so.0 || need libharfbuzz-subset0
}

browser() {
    [ -n "${CHROMIUM:-}" ] || found chromium || found google-chrome || need chromium
    # For the Node.js inside Playwright.
    library libatomic.so.1 || need libatomic1
}

verapdf() {
    found javac || need default-jdk-headless
    [ -e /usr/share/java/jaxb-runtime.jar ] || need libjaxb-java
}

for part in "$@"; do
    case $part in
        --optional) optional=yes ;;
        run | browser | verapdf) "$part" ;;
        *) echo "unknown part: $part" >&2; exit 2 ;;
    esac
done
[ -n "$missing" ] || exit 0

if ! found apt-get; then
    as_root=none
elif [ "$(id -u)" = 0 ]; then
    as_root=
elif found sudo && sudo -n true 2>/dev/null; then
    as_root=sudo
else
    as_root=none
fi
if [ "$as_root" = none ]; then
    [ -z "$optional" ] || exit 0
    echo "System packages are missing. Install them as root, then try again:" >&2
    echo "    apt-get update && apt-get install --no-install-recommends$missing" >&2
    exit 1
fi

install() {
    # shellcheck disable=SC2086  # a list of words
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes --quiet=2 --no-install-recommends $missing >"$log" 2>&1
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "Installing system packages:$missing"
# The lists of packages are fetched only where the ones at hand do not do.
if install || { $as_root apt-get update --quiet=2 && install; }; then
    exit 0
fi
tail -n 20 "$log" >&2
echo "apt-get could not install:$missing" >&2
[ -n "$optional" ]
