/// What the command line of every X program can say.
package struct DisplayOptions: Sendable {
  /// `-display`: the server; nil for the one that DISPLAY names.
  package var name: String?
  /// `-name`: what resources are looked up for, instead of the program's own name.
  package var instance: String?
  /// `-xrm` and its short forms: resources, as in a resource file.
  package var resources: [String] = []

  package init() {}
}
