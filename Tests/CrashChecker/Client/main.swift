import Framing
import Glibc
import Transport

// A banter without a window: the real session, history and connection, driven line by line by a checker
// that kills it. See `CheckerClient` for what it reads and writes.

StandardStreams.prepare()
let arguments = CommandLine.arguments
guard arguments.count == 4 else {
  LossyOutput().write("usage: checker-client HOST:PORT NAME HISTORY-FILE")
  exit(2)
}
do {
  let router = try HostPort.parse(arguments[1], defaultPort: 5050)
  let client = try CheckerClient(name: arguments[2], router: router, file: arguments[3])
  client.run()
} catch {
  LossyOutput().write("checker-client: \(error)")
  exit(1)
}
