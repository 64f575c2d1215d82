/// By what a selection grows: one click selects by clusters, two by words, three by lines.
enum TextGranularity: Sendable {
  case cluster, word, line

  init(clickCount: Int) {
    switch clickCount {
    case ...1: self = .cluster
    case 2: self = .word
    default: self = .line
    }
  }
}
