import Framing

/// The fields of each type of message, from the tables of PROTOCOL.md §2 and §4.
enum MessageTable {
  struct Field: Sendable {
    let name: String
    let kind: FieldKind
    var isRequired = true
    /// Of another type it counts as absent: a client of version 1 may use the word for itself.
    var isLenient = false

    init(_ name: String, _ kind: FieldKind) {
      (self.name, self.kind) = (name, kind)
    }

    static func maybe(_ name: String, _ kind: FieldKind) -> Field {
      var field = Field(name, kind)
      field.isRequired = false
      return field
    }

    static func lenient(_ name: String, _ kind: FieldKind) -> Field {
      var field = maybe(name, kind)
      field.isLenient = true
      return field
    }
  }

  /// What a body should be read as: any one of the errors, or else just these fields.
  struct Expectation {
    var errors: [MessageError] = []
    var fields: [[UInt8]: Outline] = [:]
  }

  static func expectation(of body: Outline) -> Expectation {
    guard case .string(let bytes)? = body["type"] else {
      return Expectation(errors: [.badField("type")])
    }
    let type = String(decoding: bytes, as: UTF8.self)
    if type == "register" { return registration(body) }
    if type == "ack", body["cid"] == nil { return stored(body) }
    guard let fields = fields(of: type) ?? logFields(of: type, body) else {
      return Expectation(errors: [.unknownType(type)])
    }
    var expectation = read(fields, of: body)
    if type == "welcome" { expectation.fields[Array("v".utf8)] = .number("2") }
    return expectation
  }

  /// A client's `ack`.
  private static func stored(_ body: Outline) -> Expectation {
    read([Field("seq", .natural)], of: body)
  }

  private static func registration(_ body: Outline) -> Expectation {
    let name = Field("username", .text)
    switch body["v"] {
    case nil, .number("1"): return read([name], of: body)
    case .number("2"):
      return read(
        [
          name, .maybe("v", .integer), .maybe("device", .short(Limits.deviceBytes)),
          .maybe("since", .natural), .maybe("display", .line(Limits.displayBytes)),
          .maybe("token", .short(Limits.tokenBytes)),
        ], of: body)
    case .number(let digits)? where FieldKind.isInteger(digits):
      // `-0` is the number 0, and so no version either.
      var expectation = read([name], of: body)
      expectation.errors.append(.unsupportedVersion(Int64(digits) ?? 0))
      return expectation
    default:
      var expectation = read([name], of: body)
      expectation.errors.append(.badField("v"))
      return expectation
    }
  }

  private static func read(_ fields: [Field], of body: Outline) -> Expectation {
    var expectation = Expectation()
    expectation.fields[Array("type".utf8)] = body["type"]
    for field in fields {
      guard let value = body[field.name] else {
        if field.isRequired { expectation.errors.append(.badField(field.name)) }
        continue
      }
      switch field.kind.read(value, as: field.name) {
      case .success(let canonical): expectation.fields[Array(field.name.utf8)] = canonical
      case .failure(let errors):
        if !field.isLenient { expectation.errors += errors.list }
      }
    }
    return expectation
  }

  static let entry: [Field] = [
    Field("user", .text), Field("state", .state), .maybe("display", .text), .maybe("text", .text),
  ]

  static let limits: [Field] = [
    Field("frame", .integer), .maybe("rate", .natural), .maybe("burst", .natural),
    Field("ping_ms", .integer),
  ]

  private static func fields(of type: String) -> [Field]? {
    switch type {
    case "user_list": [Field("users", .texts)]
    case "chat": chat
    case "error":
      [
        Field("msg", .text), .maybe("code", .text), .maybe("to", .text), .maybe("re", .text),
        .maybe("retry_ms", .natural), .maybe("fatal", .truth),
      ]
    case "welcome":
      [
        Field("user", .text), Field("server", .text), Field("time", .integer),
        Field("first", .integer), Field("head", .integer), .maybe("next_pin", .pin),
        Field("limits", .object(limits)),
      ]
    case "roster": [Field("users", .objects(entry)), Field("rooms", .texts)]
    case "presence": entry
    case "ack":
      [
        Field("cid", .short(Limits.cidBytes)), Field("id", .text), Field("seq", .integer),
        Field("ts", .integer),
      ]
    case "ping", "pong": [Field("t", .integer)]
    case "bye": [Field("code", .text), .maybe("retry_ms", .natural)]
    default: nil
    }
  }

  /// In the order of the encoder, as all that stands in an object within a message.
  private static let chat: [Field] = [
    .lenient("seq", .integer), .lenient("id", .text), Field("to", .text), .maybe("from", .text),
    Field("msg", .text), .maybe("cid", .short(Limits.cidBytes)), .lenient("ts", .integer),
  ]

  /// What a message about the log, the rooms and how people are has.
  private static func logFields(of type: String, _ body: Outline) -> [Field]? {
    switch type {
    case "receipt":
      [Field("by", .text), .maybe("peer", .text), Field("id", .text), Field("state", .delivery)]
    case "read": [Field("peer", .text), Field("id", .text)]
    case "history" where body["items"] == nil:
      [
        Field("peer", .text), .maybe("before", .natural),
        .maybe("limit", .within(1...Int64.max)),
      ]
    case "history": [Field("peer", .text), Field("items", .objects(chat)), Field("more", .truth)]
    case "join", "leave": [Field("room", .text)]
    case "members": [Field("room", .text), Field("users", .texts)]
    case "away": [.maybe("text", .line(Limits.awayBytes))]
    case "back": []
    case "typing": [Field("to", .text), .maybe("from", .text)]
    case "keys" where body["pins"] == nil: [Field("user", .text)]
    case "keys": [Field("user", .text), Field("pins", .pins(Limits.keysOfAName))]
    case "link" where body["code"] == nil: []
    case "link": [Field("code", .short(Limits.tokenBytes)), Field("expires_ms", .natural)]
    default: nil
    }
  }

  /// The members of an object within a message, those that are not known left out.
  static func object(_ value: Outline, _ fields: [Field]) -> Result<Outline, FieldErrors> {
    let expectation = read(fields, of: value)
    guard expectation.errors.isEmpty else {
      return .failure(FieldErrors(list: expectation.errors))
    }
    let members = fields.compactMap { field in
      let key = Array(field.name.utf8)
      return expectation.fields[key].map { Outline.Member(key: key, value: $0) }
    }
    return .success(.object(members))
  }
}
