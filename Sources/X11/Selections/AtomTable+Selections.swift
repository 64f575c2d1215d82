import CXlib
import Widgets

extension AtomTable {
  /// The atom of a selection.
  func atom(of kind: SelectionKind) -> Atom {
    switch kind {
    case .primary: XA_PRIMARY
    case .clipboard: self[.clipboard]
    }
  }

  /// The selection that an atom names, if it is one that Banter deals with.
  func kind(of selection: Atom) -> SelectionKind? {
    SelectionKind.allCases.first { atom(of: $0) == selection }
  }
}
