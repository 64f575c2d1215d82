import Glibc

/// A client of a soak: it does what comes to its mind, sense or nonsense.
struct RandomClient {
  private static let rooms = ["#everyone", "nobody", "a", "b", "c", "d"]

  let client: TestClient
  private let kind: TestClient.Kind

  init(_ kind: TestClient.Kind, _ client: TestClient) {
    (self.kind, self.client) = (kind, client)
    client.send(raw: client.frame(Self.registration(kind)))
  }

  /// Does one thing; answers false when it has gone.
  func act() -> Bool {
    switch Int.random(in: 0..<40) {
    case 0:
      client.reset()
      return false
    case 1:
      client.close()
      return false
    case 2: _ = client.sendNow((0..<50).map { _ in .random(in: 0...255) })
    case 3: _ = client.sendNow(Array(client.frame(Self.chat(kind)).dropLast(3)))
    case 4: _ = client.sendNow(client.frame(Self.registration(kind)))
    case 5...25: _ = client.sendNow(client.frame(Self.chat(kind)))
    case 26...28: _ = client.sendNow((0..<30).flatMap { _ in client.frame(Self.chat(kind)) })
    default: return !client.isClosedNow
    }
    return true
  }

  private static func registration(_ kind: TestClient.Kind) -> String {
    let name = rooms.dropFirst(2).randomElement() ?? "a"
    guard kind == .json else { return "USERNAME:\(name)" }
    let version = Int.random(in: 1...2)
    return #"{"type":"register","username":"\#(name)","v":\#(version),"device":"\#(name)"}"#
  }

  private static func chat(_ kind: TestClient.Kind) -> String {
    let text = String(repeating: "x", count: .random(in: 0...2_000))
    let room = rooms.randomElement() ?? "a"
    guard kind == .json else {
      return Bool.random() ? "!WHISPER:\(room):\(text)x" : "said \(text)"
    }
    let number = Int.random(in: 0...9)
    return #"{"type":"chat","to":"\#(room)","msg":"\#(text)","cid":"\#(number)"}"#
  }
}
