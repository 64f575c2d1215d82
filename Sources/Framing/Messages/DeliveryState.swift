/// What has become of a message at who it is for; the raw value is the word on the wire.
package enum DeliveryState: String, CaseIterable, Sendable {
  /// A device of theirs has it on its disk.
  case delivered

  /// They have seen it.
  case read
}
