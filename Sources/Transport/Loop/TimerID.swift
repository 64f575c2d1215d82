/// One scheduled call; its number is never used again.
package struct TimerID: Hashable, Sendable {
  let rawValue: UInt64
}
