/// How a `Row` or a `Column` shares out its length; all in pixels.
struct Stack {
  /// What one child wants of the length, and gets.
  struct Share {
    var preferred: Int
    var sizing: StackChild.Sizing
  }

  /// The lengths of the children, in their order.
  ///
  /// Fixed ones come first, in order, as long as there is room; the others divide what is left by
  /// weight, without losing a pixel.
  ///
  /// - Parameters:
  ///   - length: What there is for children and the spaces between them.
  ///   - spacing: The space between two children.
  ///   - shares: What the children want.
  /// - Returns: One length for each share.
  static func lengths(dividing length: Int, spacing: Int, among shares: [Share]) -> [Int] {
    var room = max(0, length - spacing * max(0, shares.count - 1))
    var lengths = shares.map { share in
      guard case .fixed = share.sizing else { return 0 }
      let given = min(share.preferred, room)
      room -= given
      return given
    }
    var weightLeft = shares.reduce(0) { $0 + $1.weight }
    for (number, share) in shares.enumerated() where share.weight > 0 {
      lengths[number] = room * share.weight / weightLeft
      room -= lengths[number]
      weightLeft -= share.weight
    }
    return lengths
  }
}

extension Stack.Share {
  /// The weight of what stretches; 0 for what is fixed.
  fileprivate var weight: Int {
    if case .stretch(let weight) = sizing { weight } else { 0 }
  }
}
