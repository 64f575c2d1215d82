/// The colours and the distances that every widget draws with.
///
/// Distances are in pixels at 96 dpi: a widget multiplies them by `WindowContext.scale`.
package struct Theme: Hashable, Sendable {
  package var windowBackground = Color(0xf2f1ee)
  package var fieldBackground = Color(0xffffff)
  package var text = Color(0x1d1f21)
  /// Times, hints and system lines; at least 4.5:1 on `fieldBackground` and on `windowBackground`.
  package var quietText = Color(0x55595e)
  package var errorText = Color(0xa32020)
  package var ownName = Color(0x20603a)
  package var peerName = Color(0x1f4f8f)
  /// Underlined too, so that colour is not all that tells it from text.
  package var link = Color(0x0b4fb3)
  package var border = Color(0xb9b7b1)
  package var focusRing = Color(0x2f6fb5)
  package var selectionBackground = Color(0x2f6fb5)
  package var selectionText = Color(0xffffff)
  /// The selection of a widget without the focus.
  package var inactiveSelectionBackground = Color(0xcfd8e3)
  package var buttonBackground = Color(0xe4e2dd)
  package var buttonPressedBackground = Color(0xcfccc5)
  package var scrollBarTrough = Color(0xe9e7e2)
  package var scrollBarThumb = Color(0xa9a69e)
  package var scrollBarActiveThumb = Color(0x85827a)
  package var online = Color(0x2e8b3d)
  package var away = Color(0xb57a00)
  package var offline = Color(0x9a9a96)
  package var badgeBackground = Color(0x2f6fb5)
  package var badgeText = Color(0xffffff)

  /// Space between widgets and round text, in pixels at 96 dpi.
  package var spacing = 6
  package var padding = 5
  package var scrollBarWidth = 12

  package init() {}
}
