internal import ChatClient
internal import Framing
internal import SystemPackage
internal import Transport

/// Where this program keeps what outlives it: keys, and below a folder for each router a history for each name.
enum StatePlace {
  /// The state folder of this program.
  case standard
  case folder(String)
  /// Nowhere: they end with the program.
  case memory

  /// The folder; nil for none.
  ///
  /// - Throws: `Errno` where it can't be made.
  func folder() throws(Errno) -> String? {
    switch self {
    case .standard: try HostEnvironment.stateFolder()
    case .folder(let folder): folder
    case .memory: nil
    }
  }

  /// Opens the history of a person at a router.
  ///
  /// - Throws: `AccountFailure` where it is in use.
  func open(name: String, router: HostPort) throws(AccountFailure) -> KeptHistory {
    do throws(KeptHistory.Failure) {
      switch self {
      case .memory: return try .inMemory()
      case .folder(let folder): return try .open(Self.file(in: folder, name, router))
      case .standard: return try Self.openStandard(name, router)
      }
    } catch {
      switch error {
      case .inUse: throw .historyInUse(name: name, router)
      case .impossible(let reason): throw .noHistory(reason)
      }
    }
  }

  private static func openStandard(
    _ name: String, _ router: HostPort
  ) throws(KeptHistory.Failure) -> KeptHistory {
    let folder: String
    do throws(Errno) {
      folder = try HostEnvironment.stateFolder()
    } catch {
      return try .inMemory(because: AccountWording.noStateFolder(error))
    }
    return try .open(file(in: folder, name, router))
  }

  /// The names of people have no sign in them that a file's can't have; where a router is may have any.
  private static func file(in folder: String, _ name: String, _ router: HostPort) -> String {
    let key = (try? Name.parse(name).key) ?? escaped(name)
    return "\(folder)/\(escaped(router.description.lowercased()))/\(key).sqlite"
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "["),
        UInt8(ascii: "]"):
        escaped.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        escaped += "%" + String(byte, radix: 16)
      }
    }
    return escaped
  }
}
