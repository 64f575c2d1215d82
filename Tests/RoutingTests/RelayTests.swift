import Framing
import Routing
import Testing
import TestSupport

/// The quick path of a chat beside the slow one: two routers are told the same, and what each of their clients is
/// sent must be the same bytes.
struct RelayTests {
  private final class Twin {
    let house = House()
    private(set) var ids: [SessionID] = []
    var sent: [SessionID: [UInt8]] = [:]
    private var writer = RelayWriter()
    private(set) var relayed = 0

    init() {
      ids = [
        house.version1("alice"), house.version1("Bob"), house.version2("Čeněk"),
        house.version2("d.d-d"), house.legacy("Eve"), house.version1("Ωμέγα"),
        house.version1("a name of more than 8"),
      ]
      // Who are away; one of them was written otherwise before.
      for name in ["Gus", "gus"] { house.disconnect(house.version1(name)) }
      house.disconnect(house.version2("Fern"))
      house.settle()
    }

    /// What the daemon does with a body: first the quick path, where it is asked for.
    func receive(_ body: [UInt8], from id: SessionID, quickly: Bool) {
      if quickly, relay(body, from: id) { return }
      do {
        note(house.router.receive(try Message.parse(body.span), from: id, at: house.now))
      } catch {
        note(house.router.refuse(error, from: id, at: house.now))
      }
    }

    private func relay(_ body: [UInt8], from id: SessionID) -> Bool {
      guard house.router.relay(body: body.span, of: id, at: house.now, into: &writer) else {
        return false
      }
      relayed += 1
      for index in 0..<writer.relays.count { write(writer.relays[index], of: body) }
      writer.end()
      return true
    }

    private func write(_ relay: Relay, of body: [UInt8]) {
      guard writer.write(relay, of: body.span) else {
        sent[relay.receiver, default: []] += writer.whole
        return
      }
      let parts: [[UInt8]] = [
        Array(writer.arena[writer.to]), Array(writer.arena[writer.from]), Array(body[relay.part]),
        Array("}".utf8),
      ]
      let whole = parts.flatMap(\.self)
      let header = (0..<4).map { UInt8(truncatingIfNeeded: whole.count >> (24 - 8 * $0)) }
      sent[relay.receiver, default: []] += header + whole
    }

    private func note(_ deliveries: [Delivery]) {
      for case .send(let outgoing, let receivers) in deliveries {
        var bytes: [UInt8] = []
        switch outgoing {
        case .message(let message): FrameEncoder.append(message, to: &bytes)
        case .legacy(let text): FrameEncoder.append(legacy: text, to: &bytes)
        case .userList(let frame): bytes = frame
        }
        for receiver in receivers { sent[receiver, default: []] += bytes }
      }
    }
  }

  private func literal(_ text: String) -> String {
    var bytes: [UInt8] = []
    FrameEncoder.append(.userList([text]), to: &bytes)
    let body = String(decoding: bytes.dropFirst(4), as: UTF8.self)
    return String(body.dropFirst(#"{"type":"user_list","users":["#.utf8.count).dropLast(2))
  }

  /// A chat in one of many spellings, most of them right.
  private func body(_ random: inout SeededGenerator) -> [UInt8] {
    let names = [
      "alice", "Bob", "bob", "Čeněk", "d.d-d", "Eve", "#everyone", "#Everyone", "nobody", "Ωμέγα",
      "a name of more than 8", "", "Fern", "fern", "Gus", "gus",
    ]
    let texts = [
      "hi", "", "a\"b\\c/d", "tab\tline\nreturn\r\u{8}\u{C}", "\u{1}\u{1F}\u{7F}", "häß 👩‍💻",
      "seven77", "eight888", String(repeating: "x", count: 300), "a\u{2028}b",
      String(repeating: "0123456789", count: Int.random(in: 1...9, using: &random)) + "\"é",
    ]
    func pick(_ list: [String]) -> String { list.randomElement(using: &random) ?? "" }
    func member(_ key: String, _ value: String) -> String {
      "\"\(key)\"" + pick([":", ":", ": ", " :", "\n:\t"]) + value
    }
    var members = [
      member("type", #""chat""#), member("to", literal(pick(names))),
      member("msg", literal(pick(texts))),
    ]
    if Bool.random(using: &random) { members.append(member("from", literal(pick(names)))) }
    if Bool.random(using: &random) {
      let cid = "c\(Int.random(in: 0...40, using: &random))"
      members.append(member("cid", literal(cid)))
    }
    let odd = [
      #""seq":7"#, #""x":{"y":[1,{"z":null}]}"#, #""to":"Bob""#, #""\u0074o":"Bob""#, #""cid":7"#,
      #""a key of more than 8":true"#, #""msg":"\u0041""#, #""from":null"#, #""q":1e5,"r":"s""#,
    ]
    if Int.random(in: 0...3, using: &random) == 0 { members.append(pick(odd)) }
    members.shuffle(using: &random)
    let separator = pick([",", ", ", " ,\n\t"])
    return Array("{\(members.joined(separator: separator))}".utf8)
  }

  private func mutated(_ body: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var body = body
    for _ in 0..<Int.random(in: 1...3, using: &random) where !body.isEmpty {
      let index = Int.random(in: 0..<body.count, using: &random)
      switch Int.random(in: 0...3, using: &random) {
      case 0: body[index] = UInt8.random(in: 0...255, using: &random)
      case 1: body.remove(at: index)
      case 2: body.insert(Array("\"\\{}[]:, u0".utf8).randomElement(using: &random) ?? 0, at: index)
      default: body.removeSubrange(index...)
      }
    }
    return body
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func theQuickPathAndTheSlowPathSendTheSameBytes(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let (quick, slow) = (Twin(), Twin())
    var logged = 0
    for step in 0..<1_500 {
      let whole = body(&random)
      let body = step % 3 == 0 ? mutated(whole, &random) : whole
      let sender = quick.ids.filter { $0 != quick.ids[4] }.randomElement(using: &random)
      guard let sender else { continue }
      for (twin, isQuick) in [(quick, true), (slow, false)] {
        twin.receive(body, from: sender, quickly: isQuick)
        twin.house.now += Int64(step % 7) * 400
      }
      #expect(quick.sent == slow.sent, "\(String(decoding: body, as: UTF8.self))")
      let (quickQueue, slowQueue) = (quick.house.router.queue, slow.house.router.queue)
      #expect(quickQueue == slowQueue, "\(String(decoding: body, as: UTF8.self))")
      (quick.sent, slow.sent) = ([:], [:])
      logged += quick.house.router.queue.items.count
      for twin in [quick, slow] { twin.house.router.queue.removeAll() }
    }
    #expect(quick.relayed > 100 && logged > 100)
    #expect(slow.relayed == 0)
  }

  @Test func whatIsSaidToSomebodyWhoIsAwayTakesTheQuickPathToo() {
    let twin = Twin()
    for (name, isQuick) in [("Fern", true), ("gus", true), ("fern", false), ("Gus", false)] {
      let count = twin.relayed
      let body = Array(#"{"type":"chat","to":"\#(name)","msg":"hi","cid":"\#(name)"}"#.utf8)
      twin.receive(body, from: twin.ids[2], quickly: true)
      #expect(twin.relayed == (isQuick ? count + 1 : count), "\(name)")
    }
    #expect(twin.house.router.queue.items.count == 4)
  }
}
