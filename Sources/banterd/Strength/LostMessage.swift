internal import Framing

/// A message in a frame that was never delivered, as far as its sender has to know of it.
struct LostMessage: Equatable {
  let sender: String
  let isPrivate: Bool

  private static let privatePrefix = "[private] "

  /// Reads the body of a frame that the router made itself; nil where nobody said it.
  init?(_ body: Span<UInt8>, _ kind: FrameKind) {
    switch kind {
    case .json:
      // What has a number is in the log, where its reader will find it.
      guard case .chat(let chat) = try? Message.parse(body), let from = chat.from, chat.seq == nil
      else { return nil }
      (sender, isPrivate) = (from, !Room.isEveryone(chat.to))
    case .legacy:
      guard case .say(let text) = try? LegacyMessage.parse(body) else { return nil }
      let line =
        text.hasPrefix(Self.privatePrefix) ? text.dropFirst(Self.privatePrefix.count) : text[...]
      // A name has no colon in it, and none of the router's own lines starts with one of a name's letters.
      guard let colon = line.firstIndex(of: ":"), line.first != "[", line.first != "!" else {
        return nil
      }
      (sender, isPrivate) = (String(line[..<colon]), line.startIndex != text.startIndex)
    }
  }
}
