import Framing
import TestSupport

/// Makes messages with texts in every script.
struct MessageGenerator {
  var random: SeededGenerator

  /// Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari, Thai, Hangul, kana, Han, emoji, signs,
  /// controls, marks, and the ends of the planes.
  private static let ranges: [ClosedRange<UInt32>] = [
    0x20...0x7E, 0xA0...0x24F, 0x370...0x3FF, 0x400...0x4FF, 0x5D0...0x5EA, 0x620...0x64A,
    0x904...0x939, 0xE01...0xE3A, 0xAC00...0xD7A3, 0x3041...0x30FF, 0x4E00...0x9FFF,
    0x1F300...0x1F9FF,
    0x2000...0x206F, 0x0...0x1F, 0x300...0x36F, 0xFE00...0xFFFF, 0x10000...0x10FFFF,
  ]

  mutating func text(upTo longest: Int = 60) -> String {
    var text = String.UnicodeScalarView()
    let range = Self.ranges.randomElement(using: &random) ?? 0x20...0x7E
    for _ in 0..<Int.random(in: 0...longest, using: &random) {
      let other = Self.ranges.randomElement(using: &random) ?? range
      let value = UInt32.random(in: Bool.random(using: &random) ? range : other, using: &random)
      if let scalar = Unicode.Scalar(value) { text.append(scalar) }
    }
    return String(text)
  }

  private mutating func maybe<T>(_ make: (inout Self) -> T) -> T? {
    Bool.random(using: &random) ? make(&self) : nil
  }

  private mutating func number() -> Int64 { Int64.random(in: .min ... .max, using: &random) }
  private mutating func natural() -> Int64 { Int64.random(in: 0 ... .max, using: &random) }
  private mutating func short() -> String { String(UInt64.random(in: 0 ... .max, using: &random)) }
  private mutating func texts() -> [String] {
    (0..<Int.random(in: 0...5, using: &random)).map { _ in text() }
  }

  private mutating func entry() -> RosterEntry {
    RosterEntry(
      user: text(), state: PresenceState.allCases.randomElement(using: &random) ?? .online,
      display: maybe { $0.text() }, text: maybe { $0.text() })
  }

  private mutating func error() -> ErrorMessage {
    ErrorMessage(
      msg: text(), rawCode: maybe { $0.text() }, to: maybe { $0.text() }, re: maybe { $0.text() },
      retryMilliseconds: maybe { $0.natural() }, isFatal: maybe { Bool.random(using: &$0.random) })
  }

  private mutating func chat() -> Chat {
    Chat(
      to: text(), from: maybe { $0.text() }, msg: text(upTo: 400), cid: maybe { $0.short() },
      id: maybe { $0.text() }, seq: maybe { $0.number() }, ts: maybe { $0.number() })
  }

  private mutating func registration() -> Registration {
    guard Bool.random(using: &random) else { return Registration(username: text()) }
    return Registration(
      username: text(), version: 2, device: maybe { $0.short() }, since: maybe { $0.natural() },
      display: maybe { $0.short() }, token: maybe { $0.short() })
  }

  private mutating func pin() -> Pin? {
    Pin((0..<Pin.byteCount).map { _ in UInt8.random(in: 0...255, using: &random) })
  }

  private mutating func welcome() -> Welcome {
    Welcome(
      user: text(), server: text(), time: number(), first: number(), head: number(),
      nextPin: maybe { $0.pin() } ?? nil,
      limits: Welcome.Limits(
        frame: number(), rate: maybe { $0.natural() }, burst: maybe { $0.natural() },
        pingMilliseconds: number()))
  }

  private mutating func delivery() -> DeliveryState {
    DeliveryState.allCases.randomElement(using: &random) ?? .read
  }

  private mutating func request() -> HistoryRequest {
    HistoryRequest(
      peer: text(), before: maybe { $0.natural() },
      limit: maybe { Int64.random(in: 1...200, using: &$0.random) })
  }

  private mutating func page() -> HistoryPage {
    let items = (0..<Int.random(in: 0...4, using: &random)).map { _ in chat() }
    return HistoryPage(peer: text(), items: items, more: Bool.random(using: &random))
  }

  /// A message about the log, the rooms or how people are.
  private mutating func logMessage() -> Message {
    switch Int.random(in: 0...14, using: &random) {
    case 13: .askKeys(user: text())
    case 14:
      .keys(
        BoundKeys(
          user: text(), pins: (0..<Int.random(in: 0...3, using: &random)).compactMap { _ in pin() })
      )
    case 11: .link
    case 12: .linkCode(LinkCode(code: short(), expiresMilliseconds: natural()))
    case 0: .stored(natural())
    case 1: .receipt(Receipt(by: text(), peer: maybe { $0.text() }, id: text(), state: delivery()))
    case 2: .read(ReadMark(peer: text(), id: text()))
    case 3: .history(request())
    case 4: .historyPage(page())
    case 5: .join(room: text())
    case 6: .leave(room: text())
    case 7: .members(RoomMembers(room: text(), users: texts()))
    case 8: .away(maybe { $0.short() })
    case 9: .back
    default: .typing(Typing(to: text(), from: maybe { $0.text() }))
    }
  }

  mutating func message() -> Message {
    switch Int.random(in: 0...15, using: &random) {
    case 0: .register(registration())
    case 1: .userList(texts())
    case 2: .error(error())
    case 3: .welcome(welcome())
    case 4:
      .roster((0..<Int.random(in: 0...4, using: &random)).map { _ in entry() }, rooms: texts())
    case 5: .presence(entry())
    case 6: .acknowledgement(Acknowledgement(cid: short(), id: text(), seq: number(), ts: number()))
    case 7: .ping(number())
    case 8: .pong(number())
    case 9: .bye(Bye(rawCode: text(), retryMilliseconds: maybe { $0.natural() }))
    case 10...13: logMessage()
    default: .chat(chat())
    }
  }
}
