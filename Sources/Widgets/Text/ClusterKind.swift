/// What a cluster is to motion by words and to a double-click.
enum ClusterKind: Sendable {
  case word, space, lineBreak, sign

  init(_ cluster: Character) {
    if cluster == "\n" {
      self = .lineBreak
    } else if cluster.isLetter || cluster.isNumber || cluster == "_" {
      self = .word
    } else {
      self = cluster.isWhitespace ? .space : .sign
    }
  }
}
