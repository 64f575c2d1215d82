/// A widget in a `Row` or a `Column`, and what it gets of the length.
package struct StackChild {
  package enum Sizing: Hashable, Sendable {
    /// As long as the widget prefers.
    case fixed
    /// A share of what the fixed ones leave, by weight.
    case stretch(weight: Int)
  }

  package let widget: any Widget
  package let sizing: Sizing

  /// A child that is as long as it prefers.
  package static func fixed(_ widget: any Widget) -> StackChild {
    StackChild(widget: widget, sizing: .fixed)
  }

  /// A child that takes its share of what the fixed ones leave.
  package static func stretch(_ widget: any Widget, weight: Int = 1) -> StackChild {
    StackChild(widget: widget, sizing: .stretch(weight: max(1, weight)))
  }
}
