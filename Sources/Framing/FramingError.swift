/// What makes a stream of frames unreadable from here on; the connection is told and closed.
package enum FramingError: Error, Equatable, Sendable {
  /// The header announced a body of no bytes.
  case emptyFrame

  /// The header announced more than the reader takes; `length` is clamped to what an `Int` holds.
  case frameTooLarge(length: Int, limit: Int)

  /// The 64 bytes are not spaces, digits, spaces.
  case badLegacyHeader

  package var code: ErrorCode {
    switch self {
    case .emptyFrame, .badLegacyHeader: .badFrame
    case .frameTooLarge: .frameTooLarge
    }
  }

  package var closeCode: CloseCode {
    switch self {
    case .emptyFrame, .badLegacyHeader: .protocolError
    case .frameTooLarge: .frameTooLarge
    }
  }
}
