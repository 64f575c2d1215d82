/// What is wrong with one well-framed message; its sender is told and the connection stays.
package enum MessageError: Error, Equatable, Sendable {
  /// The body is not UTF-8.
  case badUTF8

  /// The body is not one strict JSON object; the number is the offset of the first wrong byte.
  case badJSON(at: Int)

  /// Nobody here knows this `type`.
  case unknownType(String)

  /// This field is missing, of the wrong type or outside its limits.
  case badField(String)

  /// `v` in `register` is a version that is not spoken here.
  case unsupportedVersion(Int64)

  package var code: ErrorCode {
    switch self {
    case .badUTF8: .badUTF8
    case .badJSON: .badJSON
    case .unknownType: .unknownType
    case .badField: .badField
    case .unsupportedVersion: .unsupportedVersion
    }
  }
}
