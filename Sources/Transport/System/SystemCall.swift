internal import Glibc
internal import struct SystemPackage.Errno

/// Makes a system call: made again while a signal interrupts it, its errno read at once.
func systemCall<Value: SignedInteger>(_ call: () -> Value) throws(Errno) -> Value {
  while true {
    let value = call()
    guard value == -1 else { return value }
    let error = Errno(rawValue: errno)
    guard error == .interrupted else { throw error }
  }
}

/// Makes a call on a non-blocking descriptor: nil where it would have had to wait.
func nonBlockingCall(_ call: () -> Int) throws(Errno) -> Int? {
  do {
    return try systemCall(call)
  } catch .wouldBlock, .resourceTemporarilyUnavailable {
    return nil
  } catch {
    throw error
  }
}
