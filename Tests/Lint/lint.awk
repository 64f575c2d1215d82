# The rules of the house that a line-by-line reader can check. Sources must be in the format that
# swift format gives them: a declaration's closing brace stands under its first column.

BEGIN {
  maximumFile = 400
  maximumFunction = 40

  # room: what it may import besides the standard library. The arrows of the design.
  common = "SystemPackage Logging"
  may["Framing"] = ""
  may["Transport"] = "Framing CLinux COpenSSL Glibc Synchronization DequeModule HeapModule OrderedCollections " common
  may["Routing"] = "Framing DequeModule HeapModule OrderedCollections"
  may["Storage"] = "Framing CSQLite Glibc " common
  may["Widgets"] = "DequeModule OrderedCollections"
  may["X11"] = "Widgets CXlib CText Glibc Synchronization DequeModule OrderedCollections Logging"
  may["ChatClient"] = "Framing Storage Widgets DequeModule OrderedCollections"
  may["banterd"] = "Framing Transport Routing Storage ArgumentParser Glibc DequeModule " common
  may["banter"] = "Framing Transport ChatClient Widgets X11 ArgumentParser Glibc " common
  may["banter-bench"] = "Framing Transport ArgumentParser Histogram Glibc " common
  for (room in may) {
    count = split(may[room], names, " ")
    for (i = 1; i <= count; i++) allowed[room, names[i]] = 1
  }
}

function report(line, text) { printf "%s:%d: %s\n", file, line, text }

function endFile() {
  if (file != "" && lines > maximumFile)
    report(lines, "the file has " lines " lines, " maximumFile " are the most: does it hold two things?")
}

FNR == 1 {
  endFile()
  file = FILENAME
  depth = 0
  inText = 0
  split(file, parts, "/")
  isSource = parts[1] == "Sources"
  room = isSource ? parts[2] : ""
  if (isSource && !(room in may)) report(1, "Sources/" room " is not a room of the design")
}

{ lines = FNR }

# Text over several lines is data: its lines are neither code nor comments.
{
  quotes = gsub(/"""/, "\"\"\"")
  wasText = inText
  if (quotes % 2) inText = !inText
  if (wasText) next
}

{
  code = $0
  gsub(/\\"/, "", code)
  gsub(/"[^"]*"/, "\"\"", code)
  comment = match(code, /(^|[ \t])\/\/.*/) ? substr(code, RSTART) : ""
  if (comment != "") code = substr(code, 1, RSTART - 1)
}

comment ~ /(TODO|FIXME|XXX)/ { report(FNR, "unfinished: finish it, or write an issue") }

!isSource && code ~ /(^|[^A-Za-z_.])Process\(\)/ {
  report(FNR, "Foundation's Process crashes where many files are open: use TestProcess")
}

isSource && code ~ /(^|[^A-Za-z_])try!/ { report(FNR, "try! ends the program: handle the error") }
isSource && code ~ /(^|[^A-Za-z_])as!/ { report(FNR, "as! ends the program: use as? and handle nil") }

isSource && code ~ /^ *(@[A-Za-z_()]+ +)*((package|public|internal|fileprivate|private) +)?import +/ {
  module = code
  sub(/^.*import +/, "", module)
  sub(/^(struct|class|enum|protocol|func|var|let|typealias) +/, "", module)
  sub(/[^A-Za-z0-9_].*$/, "", module)
  if (module ~ /^(Foundation|FoundationEssentials|FoundationNetworking|Dispatch)$/)
    report(FNR, "import of " module ": it costs size and start time, and Sources do without it")
  else if (module != room && (room in may) && !((room, module) in allowed))
    report(FNR, room " may not import " module ": the arrows are in the design")
}

# A function runs from its first line to the brace under that line's first column.
code ~ /^ *([a-z@][A-Za-z@]*(\([^)]*\))? +)*(func +[^ ]|init[?(<]|deinit( |$)|subscript[(<])/ && code !~ /\}$/ {
  match(code, /^ */)
  depth++
  indent[depth] = RLENGTH
  start[depth] = FNR
}

depth && code ~ /^ *\}/ {
  match(code, /^ */)
  # A declaration without a body (in a protocol) never closes: the brace further out ends it too.
  while (depth && indent[depth] > RLENGTH) depth--
  if (depth && indent[depth] == RLENGTH) {
    length_ = FNR - start[depth] + 1
    if (length_ > maximumFunction)
      report(start[depth], "the function has " length_ " lines, " maximumFunction " are the most")
    depth--
  }
}

END { endFile() }
