import Widgets

/// A text that a selection of ours holds.
struct SelectionOwnedText {
  let text: String
  /// When the selection was taken.
  let since: EventTime
}
