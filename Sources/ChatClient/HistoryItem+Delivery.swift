internal import Storage

extension HistoryItem {
  /// How far one's own message has come; nil for what others said.
  var delivery: Delivery? {
    if case .own(let delivery) = kind { delivery } else { nil }
  }
}
