/// Whether a person can be reached; the raw value is the word on the wire.
package enum PresenceState: String, CaseIterable, Sendable {
  case online, away, offline
}
