/// Which keys edit text, beyond those that all programs share.
package enum KeyStyle: String, Hashable, Sendable {
  /// Ctrl+A selects all.
  case plain
  /// Ctrl+A, E, B, F, P, N, D, H, K, W and Y do what they do in Emacs and in shells.
  case emacs
}
