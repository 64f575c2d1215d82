extension ListBox {
  /// Whether a person can be reached, as a dot shows it.
  package enum Presence: Hashable, Sendable {
    case online, away, offline
  }

  /// One row.
  package struct Item: Hashable, Sendable {
    /// What the row is, whatever it shows: unlike that of all other rows.
    package var id: String
    package var text: String
    /// The dot; nil for none.
    package var presence: Presence?
    /// How many messages wait; shown where it is not 0.
    package var unread: Int
    package var isEmphasised: Bool
    /// A few quiet words at the right.
    package var detail: String
    /// Whether those words warn: they are in the colour of errors.
    package var isWarning: Bool
    /// A quiet second line; one row that has it makes all rows two lines high.
    package var caption: String
    /// Whether a thin line parts it from the row above.
    package var startsGroup: Bool

    package init(
      id: String, text: String, presence: Presence? = nil, unread: Int = 0,
      isEmphasised: Bool = false, detail: String = "", isWarning: Bool = false,
      caption: String = "", startsGroup: Bool = false
    ) {
      self.id = id
      self.text = text
      self.presence = presence
      self.unread = unread
      self.isEmphasised = isEmphasised
      self.detail = detail
      self.isWarning = isWarning
      self.caption = caption
      self.startsGroup = startsGroup
    }
  }
}
