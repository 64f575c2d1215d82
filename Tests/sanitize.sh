#!/bin/sh
# The tests under sanitizers, each in a build folder of its own.
#
#   sanitize.sh thread|address... [-- ARGUMENTS OF SWIFT TEST]     by default all tests that need no X
#
# What the sanitizer reports ends a test program at once, with status 66 (thread) or 1 (address), and so fails
# the run. The conformance cases are played against the router that was built with it.
set -eu
cd "$(dirname "$0")/.."
: "${SWIFT:=swift}"

sanitizers=
while [ $# -gt 0 ]; do
  case $1 in
  --) shift; break ;;
  thread | address) sanitizers="$sanitizers $1"; shift ;;
  *) echo "sanitize.sh: thread or address, not $1" >&2; exit 64 ;;
  esac
done
[ $# -gt 0 ] || set -- --filter '^(Framing|Routing|Storage|Transport|Banterd|Fuzz|Widgets|ChatClient)Tests'

# At exit a process still has what it holds: that is no leak worth a report here. The backtracer
# would stand between a crash and the sanitizer.
export SWIFT_BACKTRACE=enable=no
export ASAN_OPTIONS=detect_leaks=0
export TSAN_OPTIONS=halt_on_error=1
# What they measure is the sanitizer's own: it keeps freed memory for a while, and lays the program out anew.
unfit='randomClientsLeaveNothingBehind|aReaderThatDoesNotReadCostsLittleMemory|codeThatIsNotRunningIsLetGo'
# Everything takes its time now.
export BANTER_TEST_PATIENCE=60
for sanitizer in $sanitizers; do
  folder=.build-$(echo "$sanitizer" | cut -c1)san
  echo "sanitize: $sanitizer"
  $SWIFT test --sanitize="$sanitizer" --scratch-path "$folder" --skip "$unfit" "$@"
  python3 Tests/Conformance/run.py --router "$folder/debug/banterd" --patience 60
done
