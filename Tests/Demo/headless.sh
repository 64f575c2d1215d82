#!/bin/sh
# The demo where there is no display: on an X server of its own alice and bob talk, by real key and
# mouse events. A picture of it is left behind; its path is the last line.
#
#   headless.sh BANTER [FOLDER]     the program, and where the picture goes (.build/screenshots)
set -eu
banter=$1
pictures=${2:-$(cd "$(dirname "$0")/../.." && pwd)/.build/screenshots}
work=$(mktemp -d)
pids=

end_all() {
  for pid in $pids; do kill "$pid" 2>/dev/null || true; done
  wait
  rm -rf "$work"
}
trap end_all EXIT
trap 'exit 1' HUP INT TERM

fail() {
  echo "demo: $1" >&2
  cat "$work"/*.log >&2
  exit 1
}

# until_true WHAT COMMAND...: waits until the command succeeds.
until_true() {
  what=$1
  shift
  tries=0
  until "$@"; do
    tries=$((tries + 1))
    [ $tries -lt 400 ] || fail "waited in vain for $what"
    sleep 0.05
  done
}

# window INSTANCE TITLE [PID]: sets `id` to the window of that WM_CLASS instance and title.
window() {
  until_true "the window $2" find_window "$1" "$2"
}

find_window() {
  for id in $(xdotool search --onlyvisible --classname "^$1\$" 2>/dev/null); do
    case $(xdotool getwindowname "$id" 2>/dev/null) in "$2" | "("*") $2") return 0 ;; esac
  done
  return 1
}

# Once its EWMH properties are there it takes windows: one that is mapped before is moved and focused by nobody.
has_manager() { xdotool get_desktop >/dev/null 2>&1; }

has_focus() { [ "$(xdotool getactivewindow 2>/dev/null)" = "$1" ]; }

# The middle of the last green dot in the roster: who is here has one.
find_dot() {
  dot=$(import -window "$1" -depth 8 txt:- | awk -F '[,:]' '/#2E8B3D/ { if ($2 > y + 2) x = $1; y = $2 }
    END { if (y) print x + 4, y - 3 }')
  [ -n "$dot" ]
}

# place WINDOW X Y: moves it there and gives it the focus.
place() {
  xdotool windowmove "$1" "$2" "$3" windowactivate "$1"
  until_true "the focus" has_focus "$1"
}

# say WINDOW TEXT: clicks into the entry, types, presses Enter.
say() {
  xdotool windowactivate "$1"
  until_true "the focus" has_focus "$1"
  eval "$(xdotool getwindowgeometry --shell "$1")"
  xdotool mousemove --window "$1" $((WIDTH / 2)) $((HEIGHT - 16)) click 1
  xdotool type --delay 12 "$2"
  xdotool key Return
}

is_still() {
  import -window root "$work/now.png"
  sleep 0.2
  import -window root "$work/next.png"
  [ "$(identify -format '%#' "$work/now.png")" = "$(identify -format '%#' "$work/next.png")" ]
}

echo "There is no display: playing the demo on an X server of its own."
Xvfb -displayfd 3 -screen 0 1240x560x24 -nolisten tcp -noreset -r 3>"$work/display" >"$work/xvfb.log" 2>&1 &
pids="$!"
until_true "Xvfb" test -s "$work/display"
DISPLAY=:$(cat "$work/display")
export DISPLAY XMODIFIERS=@im=none
openbox --sm-disable >"$work/openbox.log" 2>&1 &
pids="$! $pids"
until_true "openbox" has_manager
"$banter" --demo >"$work/banter.log" 2>&1 &
pids="$! $pids"

window roster "alice — Banter"
alice=$id
window roster "bob — Banter"
bob=$id
place "$bob" 985 40
place "$alice" 8 40
until_true "bob in alice's roster" find_dot "$alice"
# shellcheck disable=SC2086
xdotool mousemove --window "$alice" ${dot% *} ${dot#* } mousemove_relative 25 0 click --repeat 2 --delay 60 1

window chat "bob — Banter"
aliceChat=$id
window chat "alice — Banter"
bobChat=$id
place "$aliceChat" 260 40
place "$bobChat" 622 160
xdotool windowsize "$aliceChat" 350 340 windowsize "$bobChat" 350 340

say "$aliceChat" "Are you coming to lunch at twelve?"
say "$bobChat" "Yes! At the usual place?"
say "$aliceChat" "There, or at the new one round the corner."
say "$bobChat" "The new one then. See you at twelve."
say "$aliceChat" "See you."
xdotool mousemove 620 540
is_still || is_still || true
mkdir -p "$pictures"
cp "$work/next.png" "$pictures/demo.png"
echo "A picture of it:"
echo "$pictures/demo.png"
