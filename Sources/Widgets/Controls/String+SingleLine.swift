extension String {
  /// The text with its line breaks made spaces, and without what is beyond any window's edge.
  ///
  /// What is too long to be seen need not be shaped to be cut.
  var singleLine: Substring {
    let head = prefix(1024)
    guard head.contains(where: \.isNewline) else { return head }
    return Substring(String(head.map { $0.isNewline ? " " : $0 }))
  }
}
