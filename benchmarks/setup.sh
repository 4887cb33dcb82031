#!/usr/bin/env bash
# Installs what brandrank is compared with, outside of the repository. Run once; again to repair.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
home="${BRANDRANK_BENCH_HOME:-${TMPDIR:-/tmp}/brandrank-bench}"
mkdir -p "$home/node"
[ -x "$home/venv/bin/python" ] || python3 -m venv "$home/venv"
"$home/venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$here/peers/requirements.txt"
# arquero 8 needs a package that is not in every registry; nothing of what is measured changed since 7.2.
npm install --prefix "$home/node" --no-save --no-audit --no-fund --silent arquero@7.2.1
echo "peers are in $home"
