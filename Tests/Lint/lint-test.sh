#!/bin/sh
# Shows that lint.sh finds each kind of fault in a bad sample, once and where it is, and passes a good one.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sample=$(mktemp -d)
trap 'rm -rf "$sample"' EXIT
failures=0

# write PATH: a Swift file of the sample, from standard input.
write() {
  mkdir -p "$sample/$(dirname "$1")"
  cat >"$sample/$1"
}

# says TEXT: lint.sh fails, and exactly one line of what it prints holds TEXT.
says() {
  count=$(printf '%s\n' "$output" | grep -cF -- "$1" || true)
  [ "$count" = 1 ] || { echo "lint-test: expected one line with \"$1\", saw $count" >&2; failures=$((failures + 1)); }
}

long_function() {
  echo "$1func $2() {"
  i=0
  while [ $i -lt "$3" ]; do echo "$1  print($i)"; i=$((i + 1)); done
  echo "$1}"
}

mkdir -p "$sample/Tests"
write Sources/Routing/Good.swift <<'EOF'
import Framing

/// A try! and an import Foundation in a comment or in "as! text" are not code.
struct Good {
  let text = "try! as! // TODO"
  let lines = """
    import Foundation
    // TODO in text is text
    """
}

protocol Shape {
  func area() -> Int
  init(side: Int)
}
EOF
{ echo "struct Fits {"; long_function "  " thirtyEight 38; echo "}"; } | write Sources/Routing/Fits.swift

if ! output=$("$here/lint.sh" "$sample"); then
  echo "lint-test: a good sample is not passed:" >&2
  echo "$output" >&2
  failures=$((failures + 1))
fi

write Sources/Routing/Bad.swift <<'EOF'
import Foundation
package import Transport
private import struct CXlib.Window

// TODO: this is left over
struct Bad {
  let number = try! parse()
  let text = thing as! String
  let a=1
}
EOF
write Sources/Kitchen/Sink.swift <<'EOF'
struct Sink {
}
EOF
{ echo "struct Long {"; long_function "  " fortyOne 39; long_function "  " fine 3; echo "}"; } | write Sources/Widgets/Long.swift
{ i=0; while [ $i -le 400 ]; do echo "let number$i = $i"; i=$((i + 1)); done; } | write Tests/TooLong.swift

echo "let child = Process()" | write Tests/Spawns.swift

if output=$("$here/lint.sh" "$sample"); then
  echo "lint-test: a bad sample is passed" >&2
  failures=$((failures + 1))
fi
says "Sources/Routing/Bad.swift:1: import of Foundation"
says "Sources/Routing/Bad.swift:2: Routing may not import Transport"
says "Sources/Routing/Bad.swift:3: Routing may not import CXlib"
says "Sources/Routing/Bad.swift:5: unfinished"
says "Sources/Routing/Bad.swift:7: try! ends the program"
says "Sources/Routing/Bad.swift:8: as! ends the program"
says "Sources/Routing/Bad.swift:9:8: error: [Spacing]"
says "Sources/Kitchen/Sink.swift:1: Sources/Kitchen is not a room"
says "Sources/Widgets/Long.swift:2: the function has 41 lines"
says "Tests/TooLong.swift:401: the file has 401 lines"
says "Tests/Spawns.swift:1: Foundation's Process crashes"
says "the function has"
exit $((failures > 0))
