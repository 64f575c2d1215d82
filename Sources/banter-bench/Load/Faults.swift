/// What was wrong with what was received; a run with any is no result.
struct Faults {
  private(set) var count = 0
  private(set) var first: String?

  mutating func note(_ text: @autoclosure () -> String) {
    count += 1
    if first == nil { first = text() }
  }
}
