/// What a program reads in an `error`: PROTOCOL.md §4; the raw value is the word on the wire.
package enum ErrorCode: String, CaseIterable, Sendable {
  case badProtocol = "bad_protocol"
  case badFrame = "bad_frame"
  case frameTooLarge = "frame_too_large"
  case badUTF8 = "bad_utf8"
  case badJSON = "bad_json"
  case unknownType = "unknown_type"
  case badField = "bad_field"
  case notRegistered = "not_registered"
  case alreadyRegistered = "already_registered"
  case nameInvalid = "name_invalid"
  case nameTaken = "name_taken"
  case nameLocked = "name_locked"
  case authRequired = "auth_required"
  case fromMismatch = "from_mismatch"
  case noSuchUser = "no_such_user"
  case mailboxFull = "mailbox_full"
  case rateLimited = "rate_limited"
  case tooManyConnections = "too_many_connections"
  case forbidden
  case unsupportedVersion = "unsupported_version"
  case storageUnavailable = "storage_unavailable"
  case `internal`
}
