internal import SystemPackage
internal import Transport

/// The folder where a router keeps what outlives it: its key, and who may have which name.
struct StateDirectory {
  /// Where it is when nobody says and root runs the router.
  private static let ofSystem = "/var/lib/banter"

  let path: String

  /// The router's key, with its certificate.
  var key: String { path + "/router-key.pem" }
  /// The key that it will have next.
  var nextKey: String { path + "/router-key-next.pem" }
  /// Where `banterd users` and its like reach a running router.
  var controlSocket: String { path + "/control" }
  /// Who may have which name.
  var accessDatabase: String { path + "/access.db" }

  /// What `--state` says, or the service manager, or XDG_STATE_HOME; else the system's place for root, and the
  /// user's own for others.
  ///
  /// systemd names more than one folder with colons between them; the first is the one of the unit.
  init(_ option: String?) throws(StateFailure) {
    let managed = HostEnvironment.variable("STATE_DIRECTORY")?.split(separator: ":").first
    if let folder = option ?? managed.map(String.init) {
      path = folder
    } else if let base = HostEnvironment.variable("XDG_STATE_HOME") {
      path = base + "/banter"
    } else if HostEnvironment.isRoot {
      path = Self.ofSystem
    } else if let home = HostEnvironment.variable("HOME") {
      path = home + "/.local/state/banter"
    } else {
      throw .noPlace
    }
  }

  /// Makes the folder where it is missing.
  ///
  /// - Throws: `StateFailure`, also where others could put a key of theirs into it.
  func prepare() throws(StateFailure) {
    do {
      guard try PrivateFolder.prepare(path) == .fine else { throw StateFailure.openToOthers(path) }
    } catch let failure as StateFailure {
      throw failure
    } catch let error as Errno {
      throw .cannotMake(path, error)
    } catch {
      throw .noPlace
    }
  }
}
