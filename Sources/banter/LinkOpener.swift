internal import SystemPackage
internal import Transport

/// Opens addresses of the web in the person's browser, by `xdg-open`.
final class LinkOpener {
  enum Failure: Error, CustomStringConvertible {
    case notInstalled
    case notStarted(Errno)
    /// As many are running as may; each may be the browser itself.
    case tooMany
    /// It said that it could not; its exit status, nil where a signal ended it.
    case failed(status: Int32?)

    var description: String {
      switch self {
      case .notInstalled:
        "There is no xdg-open to open links with. Install xdg-utils, or copy the link: choose it with "
          + "Left or Right, then Ctrl+C."
      case .notStarted(let error): "xdg-open could not be started: \(error)."
      case .tooMany: "\(LinkOpener.most) links are being opened. Wait until one of them is."
      case .failed(let status):
        "xdg-open could not open the link (\(status.map { "status \($0)" } ?? "it was ended")). "
          + "Is there a browser?"
      }
    }
  }

  private static let most = 64

  private let loop: EventLoop
  private var running: [Int: SilentProcess] = [:]
  private var number = 0

  init(on loop: EventLoop) {
    self.loop = loop
  }

  /// Opens an address; the program goes on meanwhile.
  ///
  /// - Parameters:
  ///   - address: What a browser is given; no shell sees it.
  ///   - onFailure: Called at once or later, where it cannot be opened.
  func open(_ address: String, onFailure: @escaping (Failure) -> Void) {
    guard let path = HostEnvironment.program(named: "xdg-open") else {
      return onFailure(.notInstalled)
    }
    guard running.count < LinkOpener.most else { return onFailure(.tooMany) }
    number += 1
    let key = number
    do throws(Errno) {
      running[key] = try SilentProcess(path: path, arguments: [address], on: loop) {
        [weak self] status in
        self?.running[key] = nil
        if status != 0 { onFailure(.failed(status: status)) }
      }
    } catch {
      onFailure(.notStarted(error))
    }
  }
}
