#!/bin/sh
# What `make lint` checks beyond the compiler: format, who may import whom, sizes, nothing forced or left over.
#
#   lint.sh [FOLDER]    the folder holds Sources and Tests; without one, this checkout
#
# Every finding is one line, `file:line: what is wrong`, and any finding makes the status 1.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "${1:-$here/../..}"
: "${SWIFT:=swift}"

findings=$(mktemp)
trap 'rm -f "$findings"' EXIT

if ! $SWIFT format lint --strict --parallel --recursive --configuration "$here/../../.swift-format" \
  Sources Tests >"$findings" 2>&1; then
  # Paths as in the other findings, and the run's own summary left out.
  sed -i "s|^$PWD/||" "$findings"
  [ -s "$findings" ] || echo "swift format lint failed and said nothing" >"$findings"
fi

find Sources Tests -name '*.swift' -exec awk -f "$here/lint.awk" {} + >>"$findings"

if [ -s "$findings" ]; then
  cat "$findings"
  exit 1
fi
