/// Something that must always hold, and did not for this input.
package struct Contradiction: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// Ends the run of a target where something does not hold.
func require(_ holds: Bool, _ text: @autoclosure () -> String) throws(Contradiction) {
  guard holds else { throw Contradiction(text()) }
}
