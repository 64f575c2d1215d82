import Framing
import Testing

struct MessageFieldTests {
  @Test(arguments: [
    (#"{}"#, "type"), (#"{"type":1}"#, "type"), (#"{"type":null}"#, "type"),
    (#"{"type":["chat"]}"#, "type"), (#"{"Type":"ping","t":1}"#, "type"),
    (#"{"type":"register"}"#, "username"), (#"{"type":"register","username":5}"#, "username"),
    (#"{"type":"register","username":null}"#, "username"),
    (#"{"type":"register","username":"a","v":"2"}"#, "v"),
    (#"{"type":"register","username":"a","v":2.0}"#, "v"),
    (#"{"type":"register","username":"a","v":null}"#, "v"),
    (#"{"type":"register","username":"a","v":2,"device":7}"#, "device"),
    (#"{"type":"register","username":"a","v":2,"device":""}"#, "device"),
    (#"{"type":"register","username":"a","v":2,"since":-1}"#, "since"),
    (#"{"type":"register","username":"a","v":2,"since":"1"}"#, "since"),
    (#"{"type":"register","username":"a","v":2,"display":"a\nb"}"#, "display"),
    (#"{"type":"register","username":"a","v":2,"display":"a\u202eb"}"#, "display"),
    (#"{"type":"chat","msg":"m"}"#, "to"), (#"{"type":"chat","to":1,"msg":"m"}"#, "to"),
    (#"{"type":"chat","to":["a"],"msg":"m"}"#, "to"), (#"{"type":"chat","to":"b"}"#, "msg"),
    (#"{"type":"chat","to":"b","msg":null}"#, "msg"),
    (#"{"type":"chat","to":"b","msg":{}}"#, "msg"),
    (#"{"type":"chat","to":"b","msg":"m","from":1}"#, "from"),
    (#"{"type":"chat","to":"b","msg":"m","from":null}"#, "from"),
    (#"{"type":"chat","to":"b","msg":"m","cid":1}"#, "cid"),
    (#"{"type":"chat","to":"b","msg":"m","cid":""}"#, "cid"),
    (#"{"type":"ping"}"#, "t"), (#"{"type":"pong","t":"1"}"#, "t"),
    (#"{"type":"user_list","users":"a"}"#, "users"),
    (#"{"type":"user_list","users":[1]}"#, "users"),
    (#"{"type":"roster","users":[{"user":"a"}],"rooms":[]}"#, "state"),
    (#"{"type":"roster","users":["a"],"rooms":[]}"#, "users"),
    (#"{"type":"presence","user":"a","state":"asleep"}"#, "state"),
    (#"{"type":"welcome"}"#, "limits"), (#"{"type":"bye"}"#, "code"),
    (#"{"type":"error","msg":"m","fatal":"no"}"#, "fatal"),
    (#"{"type":"ack"}"#, "seq"), (#"{"type":"ack","seq":-1}"#, "seq"),
    (#"{"type":"ack","seq":"1"}"#, "seq"), (#"{"type":"ack","cid":"","seq":1}"#, "cid"),
    (#"{"type":"receipt","by":"b","id":"1","state":"seen"}"#, "state"),
    (#"{"type":"receipt","by":"b","state":"read"}"#, "id"),
    (#"{"type":"read","peer":"b"}"#, "id"), (#"{"type":"read","id":"1"}"#, "peer"),
    (#"{"type":"history"}"#, "peer"), (#"{"type":"history","peer":"b","limit":0}"#, "limit"),
    (#"{"type":"history","peer":"b","limit":-1}"#, "limit"),
    (#"{"type":"history","peer":"b","limit":"50"}"#, "limit"),
    (#"{"type":"history","peer":"b","before":-1}"#, "before"),
    (#"{"type":"history","peer":"b","items":[{"to":"b"}],"more":true}"#, "msg"),
    (#"{"type":"history","peer":"b","items":[]}"#, "more"),
    (#"{"type":"history","peer":"b","items":5,"more":true}"#, "items"),
    (#"{"type":"join"}"#, "room"), (#"{"type":"leave","room":1}"#, "room"),
    (##"{"type":"members","room":"#a"}"##, "users"), (#"{"type":"away","text":7}"#, "text"),
    (#"{"type":"away","text":"a\nb"}"#, "text"), (#"{"type":"typing"}"#, "to"),
    (#"{"type":"keys"}"#, "user"), (#"{"type":"keys","user":7}"#, "user"),
    (#"{"type":"keys","pins":[]}"#, "user"), (#"{"type":"keys","user":"b","pins":null}"#, "pins"),
    (#"{"type":"keys","user":"b","pins":"A"}"#, "pins"),
    (#"{"type":"keys","user":"b","pins":["AAAA"]}"#, "pins"),
    (#"{"type":"keys","user":"b","pins":[7]}"#, "pins"),
  ])
  func aFieldThatIsMissingOrWrongIsNamed(_ body: String, _ field: String) {
    #expect(error(in: body) == .badField(field))
  }

  @Test func unknownFieldsAreIgnored() throws {
    #expect(
      try parse(#"{"type":"chat","to":"b","msg":"m","admin":true,"x":{"y":[]}}"#)
        == .chat(Chat(to: "b", msg: "m")))
  }

  @Test func anUnknownTypeIsNamed() {
    for type in ["histories", "Read", "unread", "Chat", "", "chat "] {
      #expect(error(in: #"{"type":"\#(type)"}"#) == .unknownType(type))
    }
  }

  @Test func withoutVersion2AClientIsVersion1AndItsOtherFieldsAreUnknown() throws {
    for body in [
      #"{"type":"register","username":"a"}"#, #"{"type":"register","username":"a","v":1}"#,
      #"{"type":"register","username":"a","device":7,"since":"x","display":null}"#,
    ] {
      #expect(try parse(body) == .register(Registration(username: "a")))
    }
  }

  @Test func anotherVersionIsNotSpoken() {
    for version in [0, 3, -1, 99, Int64.max] {
      #expect(
        error(in: #"{"type":"register","username":"a","v":\#(version)}"#)
          == .unsupportedVersion(version))
    }
  }

  @Test func aCIDMayHave64BytesAndNoMore() throws {
    func body(_ cid: String) -> String { #"{"type":"chat","to":"b","msg":"m","cid":"\#(cid)"}"# }
    let longest = String(repeating: "é", count: 32)
    #expect(try parse(body(longest)) == .chat(Chat(to: "b", msg: "m", cid: longest)))
    #expect(error(in: body(longest + "k")) == .badField("cid"))
  }

  @Test func aNameMayHave100KeysAndNoMore() throws {
    let pin = try #require(Pin([UInt8](repeating: 7, count: Pin.byteCount)))
    func body(_ count: Int) -> String {
      let pins = [String](repeating: "\"\(pin)\"", count: count).joined(separator: ",")
      return #"{"type":"keys","user":"b","pins":[\#(pins)]}"#
    }
    #expect(
      try parse(body(100))
        == .keys(BoundKeys(user: "b", pins: [Pin](repeating: pin, count: 100))))
    #expect(error(in: body(101)) == .badField("pins"))
  }

  @Test func whatTheRouterStampsIsReadFromARouterAndIgnoredWhereItIsNotOfItsType() throws {
    #expect(
      try parse(#"{"type":"chat","seq":8,"id":"0a","from":"a","to":"b","msg":"m","ts":9}"#)
        == .chat(Chat(to: "b", from: "a", msg: "m", id: "0a", seq: 8, ts: 9)))
    #expect(
      try parse(#"{"type":"chat","to":"b","msg":"m","id":5,"seq":"x","ts":null}"#)
        == .chat(Chat(to: "b", msg: "m")))
  }

  @Test func codesOfANewerRouterSurvive() throws {
    #expect(
      try parse(#"{"type":"error","msg":"m","code":"too_blue"}"#)
        == .error(ErrorMessage(msg: "m", rawCode: "too_blue")))
    guard case .bye(let bye) = try parse(#"{"type":"bye","code":"too_late"}"#) else {
      Issue.record("not a bye")
      return
    }
    #expect(bye.rawCode == "too_late" && bye.code == nil)
  }

  @Test func everyCodeOfTheProtocolIsThere() {
    let errors = """
      bad_protocol bad_frame frame_too_large bad_utf8 bad_json unknown_type bad_field not_registered \
      already_registered name_invalid name_taken name_locked auth_required from_mismatch no_such_user \
      mailbox_full rate_limited too_many_connections forbidden unsupported_version \
      storage_unavailable internal
      """
    let closes = """
      client_quit peer_reset bad_protocol protocol_error frame_too_large name_taken name_invalid \
      register_timeout idle_timeout slow_consumer replaced rate_limited too_many_connections \
      server_shutdown kicked tls_error internal
      """
    #expect(ErrorCode.allCases.map(\.rawValue) == errors.split(separator: " ").map(String.init))
    #expect(CloseCode.allCases.map(\.rawValue) == closes.split(separator: " ").map(String.init))
  }
}
