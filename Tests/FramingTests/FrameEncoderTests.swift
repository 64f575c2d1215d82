import Framing
import Testing

struct FrameEncoderTests {
  private func text(_ message: Message) -> String {
    var bytes: [UInt8] = []
    let length = FrameEncoder.append(message, to: &bytes)
    #expect(bytes.prefix(4).elementsEqual(frame([UInt8](repeating: 0, count: length)).prefix(4)))
    return String(decoding: bytes.dropFirst(4), as: UTF8.self)
  }

  @Test func theMessagesOfVersion1AreThoseOfItsDocument() {
    #expect(
      text(.register(Registration(username: "alice"))) == #"{"type":"register","username":"alice"}"#
    )
    #expect(text(.userList(["a", "b"])) == #"{"type":"user_list","users":["a","b"]}"#)
    #expect(text(.userList([])) == #"{"type":"user_list","users":[]}"#)
    #expect(
      text(.chat(Chat(to: "bob", from: "alice", msg: "hi")))
        == #"{"type":"chat","to":"bob","from":"alice","msg":"hi"}"#)
    #expect(
      text(.error(ErrorMessage(msg: "no", code: .noSuchUser, to: "bob")))
        == #"{"type":"error","code":"no_such_user","msg":"no","to":"bob"}"#)
  }

  @Test func theMessagesOfVersion2HaveTheFieldsOfTheProtocol() {
    let registration = Registration(
      username: "a", version: 2, device: "6f", since: 812, display: "A. L.")
    #expect(
      text(.register(registration))
        == #"{"type":"register","username":"a","v":2,"device":"6f","since":812,"display":"A. L."}"#)
    let limits = Welcome.Limits(frame: 65536, rate: 10, burst: 20, pingMilliseconds: 60_000)
    #expect(
      text(.welcome(Welcome(user: "a", server: "r1", time: 5, first: 1, head: 0, limits: limits)))
        == #"{"type":"welcome","v":2,"user":"a","server":"r1","time":5,"first":1,"head":0,"#
        + #""limits":{"frame":65536,"rate":10,"burst":20,"ping_ms":60000}}"#)
    let bob = RosterEntry(user: "bob", state: .away, display: "Bob", text: "back at 3")
    #expect(
      text(.roster([RosterEntry(user: "c", state: .online), bob], rooms: ["#everyone"]))
        == #"{"type":"roster","users":[{"user":"c","state":"online"},"#
        + #"{"user":"bob","state":"away","display":"Bob","text":"back at 3"}],"rooms":["#
        + ##""#everyone"]}"##)
    #expect(
      text(.presence(RosterEntry(user: "bob", state: .offline)))
        == #"{"type":"presence","user":"bob","state":"offline"}"#)
    #expect(
      text(.acknowledgement(Acknowledgement(cid: "k", id: "01", seq: 3, ts: 4)))
        == #"{"type":"ack","cid":"k","id":"01","seq":3,"ts":4}"#)
    #expect(text(.ping(-1)) == #"{"type":"ping","t":-1}"#)
    #expect(text(.pong(.max)) == #"{"type":"pong","t":9223372036854775807}"#)
    #expect(
      text(.bye(Bye(.serverShutdown, retryMilliseconds: 2310)))
        == #"{"type":"bye","code":"server_shutdown","retry_ms":2310}"#)
  }

  @Test func theMessagesAboutTheLogHaveTheFieldsOfTheProtocol() {
    #expect(text(.stored(813)) == #"{"type":"ack","seq":813}"#)
    #expect(
      text(.receipt(Receipt(by: "bob", id: "0a", state: .delivered)))
        == #"{"type":"receipt","by":"bob","id":"0a","state":"delivered"}"#)
    #expect(
      text(.receipt(Receipt(by: "bob", peer: "alice", id: "0a", state: .read)))
        == #"{"type":"receipt","by":"bob","peer":"alice","id":"0a","state":"read"}"#)
    #expect(
      text(.read(ReadMark(peer: "alice", id: "0a")))
        == #"{"type":"read","peer":"alice","id":"0a"}"#)
    #expect(
      text(.history(HistoryRequest(peer: "bob", before: 700, limit: 50)))
        == #"{"type":"history","peer":"bob","before":700,"limit":50}"#)
    let chat = Chat(to: "bob", from: "alice", msg: "hi", cid: "k", id: "0a", seq: 8, ts: 9)
    #expect(
      text(.historyPage(HistoryPage(peer: "bob", items: [chat], more: true)))
        == #"{"type":"history","peer":"bob","items":[{"seq":8,"id":"0a","to":"bob","from":"alice","#
        + #""msg":"hi","cid":"k","ts":9}],"more":true}"#)
  }

  @Test func theMessagesAboutRoomsAndPeopleHaveTheFieldsOfTheProtocol() {
    #expect(text(.join(room: "#ops")) == ##"{"type":"join","room":"#ops"}"##)
    #expect(text(.leave(room: "#ops")) == ##"{"type":"leave","room":"#ops"}"##)
    #expect(
      text(.members(RoomMembers(room: "#ops", users: ["alice", "bob"])))
        == ##"{"type":"members","room":"#ops","users":["alice","bob"]}"##)
    #expect(text(.away("lunch")) == #"{"type":"away","text":"lunch"}"#)
    #expect(text(.away(nil)) == #"{"type":"away"}"#)
    #expect(text(.back) == #"{"type":"back"}"#)
    #expect(text(.typing(Typing(to: "bob"))) == #"{"type":"typing","to":"bob"}"#)
    #expect(
      text(.typing(Typing(to: "bob", from: "alice")))
        == #"{"type":"typing","to":"bob","from":"alice"}"#)
  }

  @Test func theMessagesAboutKeysHaveTheFieldsOfTheProtocol() throws {
    #expect(text(.link) == #"{"type":"link"}"#)
    #expect(
      text(.linkCode(LinkCode(code: "7KQM-2XVD-9PRT", expiresMilliseconds: 600_000)))
        == #"{"type":"link","code":"7KQM-2XVD-9PRT","expires_ms":600000}"#)
    #expect(text(.askKeys(user: "bob")) == #"{"type":"keys","user":"bob"}"#)
    #expect(
      text(.keys(BoundKeys(user: "Bob", pins: []))) == #"{"type":"keys","user":"Bob","pins":[]}"#)
    let pins = try [0, 255].map { byte in
      try #require(Pin([UInt8](repeating: byte, count: Pin.byteCount)))
    }
    let (zeros, ones) = (
      String(repeating: "A", count: 43), String(repeating: "_", count: 42) + "8"
    )
    #expect(
      text(.keys(BoundKeys(user: "Bob", pins: pins)))
        == #"{"type":"keys","user":"Bob","pins":["\#(zeros)","\#(ones)"]}"#)
  }

  @Test func onlyWhatMustBeEscapedIs() {
    let message = Message.chat(Chat(to: "é/😀\u{7F}\u{2028}", msg: "\"\\/\u{8}\t\n\u{C}\r\0\u{1F}"))
    #expect(
      text(message) == "{\"type\":\"chat\",\"to\":\"é/😀\u{7F}\u{2028}\",\"msg\":"
        + #""\"\\/\b\t\n\f\r\u0000\u001f"}"#)
  }

  @Test func aFrameIsPutBehindWhatIsThere() {
    var bytes: [UInt8] = [9, 9]
    FrameEncoder.append(.ping(1), to: &bytes)
    FrameEncoder.append(legacy: "höi", to: &bytes)
    let body = Array(#"{"type":"ping","t":1}"#.utf8)
    let header = Array("4".utf8) + Array(repeating: UInt8(ascii: " "), count: 63)
    #expect(bytes == [9, 9] + frame(body) + header + Array("höi".utf8))
  }

  @Test func theLongestMessageOfAClientFitsAFrameOfTheRouterHoweverItIsEscaped() {
    let worst = String(repeating: "\u{1}", count: Limits.frameFromClientMaximum)
    var bytes: [UInt8] = []
    let chat = Chat(to: "bob", from: "alice", msg: worst, id: "0", seq: .max, ts: .max)
    #expect(FrameEncoder.append(.chat(chat), to: &bytes) <= Limits.frameFromRouter)
    #expect(bytes.first == 0)
  }
}
