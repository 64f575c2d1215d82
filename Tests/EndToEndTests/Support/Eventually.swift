import Foundation

/// What was waited for in vain.
struct TimedOut: Error, CustomStringConvertible {
  let description: String
}

/// Asks again and again until `body` gives something, and gives up with `TimedOut` after a while.
///
/// - Parameters:
///   - what: What is waited for, as the words after "waited in vain for".
///   - seconds: How long; generous, for it is only spent where something is wrong.
///   - state: What to tell of the state of things where it was in vain.
///   - body: Gives what was waited for, or nil.
/// - Returns: What `body` gave.
/// - Throws: `TimedOut`, and what `body` throws.
@discardableResult
func eventually<Value>(
  _ what: String, within seconds: Double = 20, state: () -> String = { "" },
  _ body: () throws -> Value?
) throws -> Value {
  let deadline = ContinuousClock.now + .seconds(seconds)
  while true {
    if let value = try body() { return value }
    guard ContinuousClock.now < deadline else {
      throw TimedOut(description: "waited in vain for \(what) \(state())")
    }
    usleep(10_000)
  }
}

/// Asks again and again until `body` is true.
func eventually(
  _ what: String, within seconds: Double = 20, state: () -> String = { "" },
  isTrue body: () throws -> Bool
) throws {
  try eventually(what, within: seconds, state: state) { try body() ? true : nil }
}
