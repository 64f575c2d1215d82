internal import ArgumentParser

/// What the clients of a run speak.
enum Dialect: String, CaseIterable, ExpressibleByArgument {
  case version1, version2, legacy
}
