internal import ArgumentParser
internal import Framing
internal import Transport

/// `banterd pin`: tells by which fingerprint clients know the router.
struct ShowPin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pin",
    abstract: "Tells the fingerprint of the router's key, by which its clients know it.",
    discussion: """
      The first line is for links and programs, the second for two people to compare. It reads the key where \
      banterd does, and needs no running one.
      """)

  @OptionGroup var place: ConfigurationPlace
  @OptionGroup var kept: StatePlace

  func run() throws {
    let security = try Configuration(arguments: [], place: place).command.security
    let folder = try kept.directory(place)
    guard let identity = try Self.identity(security, in: folder) else {
      throw StateFailure.noKeyYet(folder.key)
    }
    var lines = Self.lines(of: identity.pin)
    if security.key == nil, let next = try RouterKey.existing(folder.nextKey) {
      lines += ["", "The next one, which clients are told of:"] + Self.lines(of: next.pin)
    }
    _ = StandardStreams.write(lines.joined(separator: "\n") + "\n")
  }

  private static func identity(
    _ security: SecurityOptions, in folder: StateDirectory
  ) throws(StateFailure) -> TLSIdentity? {
    guard let key = security.key, let cert = security.cert else {
      return try RouterKey.existing(folder.key)
    }
    return try RouterKey.loaded(key, certificate: cert)
  }

  static func lines(of pin: Pin) -> [String] {
    [pin.text, pin.groups.joined(separator: " ")]
  }
}
