#!/bin/sh
# Fuzzes the router's readers of bytes with libFuzzer, under the address sanitizer.
#
#   fuzz.sh [SECONDS [TARGET...]]     300 seconds for each target, one after the other
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
[ $# -gt 0 ] || set -- json-frames legacy-frames messages names session tls-records links key-import
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
    -enable-upcoming-feature MemberImportVisibility -enable-upcoming-feature InternalImportsByDefault \
    "@$build/$1.files"
}

compile Framing Sources/Framing
compile Routing Sources/Routing
compile Transport Sources/Transport
compile FuzzTargets Tests/Fuzz/Targets
# shellcheck disable=SC2046,SC2086
$SWIFTC -sanitize=fuzzer,address -parse-as-library -O -swift-version 6 -package-name banter -I "$build" -I "$packages/Modules" $maps -o "$build/fuzz" \
  -use-ld=lld Tests/Fuzz/LibFuzzer/Entry.swift "$build/Framing.o" "$build/Routing.o" "$build/Transport.o" \
  "$build/FuzzTargets.o" $(find "$packages"/*.build -name '*.o' -path '*DequeModule*' -o -name '*.o' -path '*HeapModule*' \
    -o -name '*.o' -path '*InternalCollectionsUtilities*' -o -name '*.o' -path '*ContainersPreview*' \
    -o -name '*.o' -path '*SystemPackage.build*' -o -name '*.o' -path '*CSystem.build*') -lssl -lcrypto

# The backtracer would hold a crash up for longer than all the rest takes.
export SWIFT_BACKTRACE=enable=no
# A Swift process ends with what it holds; and what is one allocation is at most a few bodies.
export ASAN_OPTIONS=detect_leaks=0
for target; do
  kept=Tests/Fuzz/corpus/$target found=$build/found/$target
  mkdir -p "$found"
  echo "fuzz: $target, $seconds seconds"
  BANTER_FUZZ_TARGET=$target "$build/fuzz" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
    -max_len=1024 -print_final_stats=1 -verbosity=0 -artifact_prefix="$found/" "$found" "$kept" \
    >"$build/$target.log" 2>&1 || { tail -40 "$build/$target.log"; exit 1; }
  grep -E 'Done|number_of_executed_units|average_exec' "$build/$target.log" || true
  if [ -n "${MERGE:-}" ]; then
    BANTER_FUZZ_TARGET=$target "$build/fuzz" -merge=1 -max_len=512 -verbosity=0 "$kept" "$found" \
      >>"$build/$target.log" 2>&1
  fi
done
