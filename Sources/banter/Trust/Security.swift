/// How a person's connections are protected.
enum Security {
  /// By TLS 1.3, and by nothing less.
  case encrypted(Keyring)
  /// Not at all: everybody on the way can read and change what is said, and a name is nobody's.
  case plaintext
}
