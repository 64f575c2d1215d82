#!/bin/sh
# Lets testssl.sh look at a router's port; anything above "low" is a finding, and the status 1.
#
#   testssl.sh PROGRAM_OF_THE_ROUTER
#
# Left out is what it says of certificates that strangers sign (cert_...: no such signature, no name of a
# host, ten years, no list of what was taken back): Banter's clients know the router by its key, and none of that
# plays a part (PROTOCOL.md §5).
set -eu
router=$1
folder=$(mktemp -d)
mkfifo "$folder/input"
"$router" --in-memory --config /dev/null --listen 127.0.0.1:0 --rate unlimited --exit-with-stdin \
  <"$folder/input" >"$folder/output" 2>"$folder/log" &
exec 9>"$folder/input"
trap 'exec 9>&-; wait; rm -rf "$folder"' EXIT
until [ -s "$folder/output" ]; do sleep 0.1; done
port=$(sed -n '1s/.*://p' "$folder/output")
scanner=$(command -v testssl || command -v testssl.sh)
# Its status counts findings of every kind.
(cd "$folder" && "$scanner" --quiet --color 0 --warnings off -n none --jsonfile result "127.0.0.1:$port") \
  >"$folder/report" 2>&1 || true
grep -q '"id" *: *"scanTime"' "$folder/result" || { tail -20 "$folder/report"; exit 1; }
python3 - "$folder/result" <<'END'
import json, sys
with open(sys.argv[1]) as file:
    rows = json.load(file)
found = [row for row in rows if row["severity"] in ("MEDIUM", "HIGH", "CRITICAL") and not row["id"].startswith("cert_")]
for row in found:
    print(row["severity"], row["id"], row["finding"])
print(f"testssl: {len(rows)} lines, {len(found)} above low")
sys.exit(1 if found or len(rows) < 50 else 0)
END
