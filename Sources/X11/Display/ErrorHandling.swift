import CXlib
import Logging
import Synchronization

/// What Xlib does with errors: log and go on.
///
/// The X error handler gets no user data, so the traps are the one thing here that is global, behind a
/// lock. A trap covers a range of request serials of one display, as Tk's do: it needs no round trip,
/// and an error that arrives late still finds the trap of the request that made it.
enum ErrorHandling {
  private struct Trap {
    let display: UInt
    let first: UInt
    /// The last serial it covers; nil while its body runs.
    var last: UInt?
  }

  private struct State {
    var traps: [Trap] = []
    /// How many errors no trap covered, for each display.
    var errorCounts: [UInt: Int] = [:]
  }

  private static let state = Mutex(State())
  private static let logger = Logger(label: "banter.x11")

  /// How many errors came on all displays that no trap covered.
  static var untrappedCount: Int { state.withLock { $0.errorCounts.values.reduce(0, +) } }

  /// How many errors came on a display that no trap covered.
  static func untrappedCount(on display: OpaquePointer) -> Int {
    let key = UInt(bitPattern: display)
    return state.withLock { $0.errorCounts[key] ?? 0 }
  }

  /// Installs the handlers; `health` learns of a lost connection.
  static func install(on display: OpaquePointer, health: ConnectionHealth) {
    let key = UInt(bitPattern: display)
    state.withLock { $0.errorCounts[key] = 0 }
    _ = unsafe XSetErrorHandler { display, event in
      if let display = unsafe display, let event = unsafe event {
        unsafe ErrorHandling.note(event.pointee, on: display)
      }
      return 0
    }
    _ = unsafe XSetIOErrorHandler { _ in 0 }
    // The handler may run as long as the display lives, which is for ever once it is lost.
    let context = unsafe Unmanaged.passRetained(health).toOpaque()
    unsafe XSetIOErrorExitHandler(
      display,
      { _, context in
        guard let context = unsafe context else { return }
        unsafe Unmanaged<ConnectionHealth>.fromOpaque(context).takeUnretainedValue().isLost = true
      }, context)
  }

  /// Runs `body`, whose requests may fail because they are about windows that are not ours.
  static func trapping<Result>(_ display: OpaquePointer, _ body: () -> Result) -> Result {
    let key = UInt(bitPattern: display)
    let first = unsafe XNextRequest(display)
    let done = unsafe XLastKnownRequestProcessed(display)
    state.withLock { state in
      state.traps.removeAll { trap in
        guard trap.display == key, let last = trap.last else { return false }
        return last < done
      }
      state.traps.append(Trap(display: key, first: first, last: nil))
    }
    let result = body()
    let last = unsafe XNextRequest(display) - 1
    state.withLock { state in
      guard
        let index = state.traps.lastIndex(where: {
          $0.display == key && $0.first == first && $0.last == nil
        })
      else { return }
      state.traps[index].last = last
    }
    return result
  }

  private static func note(_ error: XErrorEvent, on display: OpaquePointer) {
    let key = UInt(bitPattern: display)
    let serial = unsafe error.serial
    let isTrapped = state.withLock { state in
      let isTrapped = state.traps.contains {
        $0.display == key && $0.first <= serial && serial <= $0.last ?? .max
      }
      if !isTrapped { state.errorCounts[key, default: 0] += 1 }
      return isTrapped
    }
    guard !isTrapped else { return }
    unsafe logger.error(
      "X error",
      metadata: [
        "error": "\(text(for: Int32(error.error_code), on: display))",
        "request": "\(error.request_code).\(error.minor_code)",
        "resource": "0x\(String(error.resourceid, radix: 16))",
        "serial": "\(serial)",
      ])
  }

  /// Xlib's words for an error; it looks them up in a file and asks the server nothing.
  private static func text(for code: Int32, on display: OpaquePointer) -> String {
    var bytes = [CChar](repeating: 0, count: 128)
    unsafe XGetErrorText(display, code, &bytes, Int32(bytes.count))
    return String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
