internal import Framing
internal import Routing
internal import Transport

/// The lines of `banterd users`: who is here, whose each name is, who is kept out.
enum UserLines {
  static func lines(of daemon: RouterDaemon) -> [String] {
    let access = daemon.keeper.access
    var lines: [String] = []
    var present: Set<Name> = []
    let peers = daemon.peers.values.sorted {
      ($0.name ?? "", $0.id.rawValue) < ($1.name ?? "", $1.id.rawValue)
    }
    for peer in peers {
      guard let dialect = peer.dialect, let text = peer.name, let name = try? Name.parse(text)
      else { continue }
      present.insert(name)
      let key = peer.connection.peerPin
      let isOwn = key.map { access.owners[name]?.contains($0) ?? false } ?? false
      lines.append(
        [
          text, "online", "\(dialect)", peer.isEncrypted ? "tls" : "clear", "\(peer.endpoint)",
          isOwn ? "\(key?.text ?? "-")" : "-",
        ].joined(separator: "\t"))
    }
    for (name, pins) in access.owners.sorted(by: { $0.key.text < $1.key.text })
    where !present.contains(name) {
      let pins = pins.map(\.text).sorted().joined(separator: ",")
      lines.append([name.text, "offline", "-", "-", "-", pins].joined(separator: "\t"))
    }
    return lines + access.bans.map(line).sorted()
  }

  private static func line(of ban: Ban) -> String {
    switch ban {
    case .name(let name): "\(name.text)\tbanned\tname"
    case .key(let pin): "\(pin)\tbanned\tkey"
    case .address(let text): "\(text)\tbanned\taddress"
    }
  }
}
