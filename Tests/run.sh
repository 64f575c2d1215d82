#!/bin/sh
# swift test with what failed said once more at the end, where it is seen: `Tests/run.sh ARGUMENT...`
set -u
: "${SWIFT:=swift}"
# Of a crash: where it was, and nothing that hides it.
: "${SWIFT_BACKTRACE:=enable=yes,threads=crashed,registers=none,images=none,color=no}"
export SWIFT_BACKTRACE
log=$(mktemp)
trap 'rm -f "$log" "$log.status"' EXIT
{ $SWIFT test "$@" 2>&1; echo $? >"$log.status"; } | tee "$log"
status=$(cat "$log.status")
if [ "$status" -ne 0 ]; then
  echo
  echo "what failed:"
  grep -E '✘.*(recorded an issue|Caught error)|: error: |Fatal error|↳|signal code' "$log" | grep -Ev 'Testing Library Version|Target Platform' | cut -c1-400 | tail -n 20
  sed -n '/\*\*\* Program crashed/,/^Backtrace took/p' "$log" | cut -c1-400 | tail -n 40
fi
exit "$status"
