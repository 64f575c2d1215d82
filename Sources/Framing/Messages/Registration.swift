/// `register`: who a connection wants to be.
///
/// The fields after `version` are read for version 2 only.
package struct Registration: Hashable, Sendable {
  package var username: String

  /// 1 (also where `v` is absent) or 2.
  package var version: Int

  /// Tells this installation from the person's others: the same one again replaces its old connection.
  package var device: String?

  /// The last `seq` that is stored here.
  package var since: Int64?

  /// The name to show beside `username`.
  package var display: String?

  /// The right to join, or to have the name on one more device: from an invitation, or a `LinkCode`.
  package var token: String?

  package init(
    username: String, version: Int = 1, device: String? = nil, since: Int64? = nil,
    display: String? = nil, token: String? = nil
  ) {
    self.username = username
    self.version = version
    self.device = device
    self.since = since
    self.display = display
    self.token = token
  }
}
