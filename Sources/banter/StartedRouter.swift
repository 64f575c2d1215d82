internal import Framing
internal import Transport

/// A router that this program has started, as it told by the pipe between the two.
struct StartedRouter {
  /// Where it listens.
  let place: HostPort
  /// Its key: nobody else could have told this program another.
  let pin: Pin

  /// Reads the first lines that `banterd` prints: `listening on PLACE`, and `pin PIN`.
  init?(lines: [Substring]) {
    let words = lines.map { $0.split(separator: " ") }
    guard let place = words.first(where: { $0.first == "listening" })?.last,
      let pin = words.first(where: { $0.first == "pin" })?.last,
      let parsed = try? HostPort.parse(String(place)), let key = Pin.parse(String(pin))
    else { return nil }
    self.place = parsed
    self.pin = key
  }
}
