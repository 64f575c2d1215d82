internal import X11

/// Why the program could not start or go on, in plain words.
struct StartFailure: Error, CustomStringConvertible {
  let description: String

  init(description: String) {
    self.description = description
  }

  init(_ error: DisplayError) {
    switch error {
    case .noName:
      description =
        "there is no display: DISPLAY is not set. Start it from a terminal of your X desktop, "
        + "or through ssh -X."
    case .cannotOpen(let name):
      description =
        "cannot open the display \(name). Is an X server running there, and may you use it?"
    }
  }
}
