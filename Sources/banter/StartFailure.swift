/// Why the program could not start or go on, in plain words.
struct StartFailure: Error, CustomStringConvertible {
  let description: String
}
