/// What a registered client speaks.
package enum Dialect: Hashable, Sendable {
  case version1, version2, legacy
}
