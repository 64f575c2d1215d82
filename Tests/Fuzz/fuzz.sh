#!/bin/sh
# Fuzzes the router's readers of bytes with libFuzzer, under the address sanitizer.
#
#   fuzz.sh [SECONDS [TARGET...]]     300 seconds for each target, as many at a time as there are processors;
#                                     with 0 seconds only the kept inputs
#
# The kept inputs (corpus/TARGET) are where each begins; what it finds on its way is in
# .build/fuzz/found/TARGET. An input that breaks something is left there as crash-*: after the fix it
# belongs into the corpus, which the tests replay. MERGE=1 takes over the inputs that reach new code.
# A library that SwiftPM builds can't be used here: libFuzzer brings the program's entry point, and
# SwiftPM renames the one of each executable.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
: "${SWIFTC:=swiftc}"
seconds=${1:-300}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- json-frames legacy-frames messages names session tls-records links key-import web-links
build=.build/fuzz
mkdir -p "$build"
# What Transport stands on comes from SwiftPM: packages are not what is fuzzed here.
: "${SWIFT:=swift}"
$SWIFT build --target Transport >"$build/packages.log" 2>&1 || { cat "$build/packages.log"; exit 1; }
packages=$($SWIFT build --show-bin-path)
maps="-I CModules/CLinux -I CModules/COpenSSL $(find .build/checkouts/*/Sources -name module.modulemap -printf '-I %h ')"

compile() { # MODULE SOURCE_FOLDER
  find "$2" -name '*.swift' >"$build/$1.files"
  # shellcheck disable=SC2086
  $SWIFTC -sanitize=fuzzer,address -parse-as-library -O -whole-module-optimization -swift-version 6 \
    -package-name banter -module-name "$1" -I "$build" -I "$packages/Modules" $maps -emit-module -emit-module-path "$build/$1.swiftmodule" \
    -emit-object -o "$build/$1.o" -enable-upcoming-feature ExistentialAny \
    -enable-upcoming-feature InternalImportsByDefault \
    "@$build/$1.files"
}

compile Framing Sources/Framing
compile Routing Sources/Routing
compile Transport Sources/Transport
compile RoutingTestSupport Tests/RoutingTestSupport
compile FuzzTargets Tests/Fuzz/Targets
# In an archive, since names of object files may have spaces.
rm -f "$build/packages.a"
find "$packages"/DequeModule.build "$packages"/HeapModule.build "$packages"/InternalCollectionsUtilities.build \
  "$packages"/ContainersPreview.build "$packages"/SystemPackage.build "$packages"/CSystem.build \
  -name '*.o' -exec ar qc "$build/packages.a" {} +
# shellcheck disable=SC2086
$SWIFTC -sanitize=fuzzer,address -parse-as-library -O -swift-version 6 -package-name banter -I "$build" -I "$packages/Modules" $maps -o "$build/fuzz" \
  -use-ld=lld Tests/Fuzz/LibFuzzer/Entry.swift "$build/Framing.o" "$build/Routing.o" "$build/Transport.o" \
  "$build/RoutingTestSupport.o" "$build/FuzzTargets.o" "$build/packages.a" -lssl -lcrypto

# The backtracer would hold a crash up for longer than all the rest takes.
export SWIFT_BACKTRACE=enable=no
# A Swift process ends with what it holds; and what is one allocation is at most a few bodies.
export ASAN_OPTIONS=detect_leaks=0
run() { # TARGET
  kept=Tests/Fuzz/corpus/$1 found=$build/found/$1 log=$build/$1.log
  mkdir -p "$found"
  if [ "$seconds" -eq 0 ]; then bound=-runs=0; else bound=-max_total_time=$seconds; fi
  BANTER_FUZZ_TARGET=$1 "$build/fuzz" "$bound" -timeout=10 -rss_limit_mb=2048 \
    -max_len=1024 -print_final_stats=1 -verbosity=0 -artifact_prefix="$found/" "$found" "$kept" \
    >"$log" 2>&1 || { echo "fuzz: $1 failed:"; tail -40 "$log"; return 1; }
  runs=$(sed -n 's/stat::number_of_executed_units: *//p' "$log")
  [ "${runs:-0}" -gt 0 ] || { echo "fuzz: $1 ran nothing:"; tail -40 "$log"; return 1; }
  echo "fuzz: $1, $seconds seconds, $runs inputs, nothing found"
  if [ -n "${MERGE:-}" ]; then
    BANTER_FUZZ_TARGET=$1 "$build/fuzz" -merge=1 -max_len=512 -verbosity=0 "$kept" "$found" >>"$log" 2>&1
  fi
}

# One lane for each processor, or LANES; each takes every so many targets.
lanes=${LANES:-$(getconf _NPROCESSORS_ONLN)}
pids=
lane=0
while [ "$lane" -lt "$lanes" ]; do
  (
    turn=0
    for target; do
      [ $((turn % lanes)) -ne "$lane" ] || run "$target" || exit 1
      turn=$((turn + 1))
    done
  ) &
  pids="$pids $!"
  lane=$((lane + 1))
done
failed=0
for pid in $pids; do wait "$pid" || failed=1; done
exit "$failed"
