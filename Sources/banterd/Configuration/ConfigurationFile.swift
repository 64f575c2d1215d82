/// The lines of a configuration file: `key = value`, each key the name of a long option.
///
///     # who may come
///     listen = 127.0.0.1:5050
///     listen = unix:/run/banter/socket
///     plaintext = no
///
/// Plain lines, not TOML: every option is one word or number, and the one TOML library that resolves
/// (TOMLKit 0.6) wraps a C++ one: nearly three times the lines of this whole program, most of a minute more to
/// build, and 8 MB in an otherwise empty one, to read a dozen words. This way a key, its check and its
/// wording are the option's own: whatever the command line learns, the file knows.
struct ConfigurationFile: Equatable {
  /// One setting and where it stands.
  struct Entry: Equatable {
    let line: Int
    let key: String
    let value: String

    /// The same setting as an argument of the command line.
    var argument: String { "--\(key)=\(value)" }

    /// The argument, if this is a switch; nil where the value is neither yes nor no.
    var switchArgument: String? {
      switch value.lowercased() {
      case "yes", "true", "on": "--\(key)"
      case "no", "false", "off": "--no-\(key)"
      default: nil
      }
    }
  }

  /// The longest file that is read, in bytes.
  static let limit = 65_536
  /// Keys that may stand there more than once.
  static let lists: Set = ["listen"]
  /// Options that make no sense in a file.
  private static let commandLineOnly: Set = [
    "config", "check-config", "exit-with-stdin", "help", "help-hidden", "version",
    "generate-completion-script", "experimental-dump-help",
  ]

  let path: String
  let entries: [Entry]

  /// Reads the text of a file.
  ///
  /// - Throws: `ConfigurationError`, with the line that is wrong.
  static func parse(_ text: String, path: String) throws(ConfigurationError) -> ConfigurationFile {
    var entries: [Entry] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let line = trimmed(line)
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      guard let entry = entry(line, number: index + 1) else {
        throw ConfigurationError(
          path: path, line: index + 1, reason: "this is no 'key = value', no comment and not empty")
      }
      try check(entry, after: entries, path: path)
      entries.append(entry)
    }
    return ConfigurationFile(path: path, entries: entries)
  }

  private static func entry(_ line: Substring, number: Int) -> Entry? {
    guard let equals = line.firstIndex(of: "=") else { return nil }
    let key = trimmed(line[..<equals])
    let value = trimmed(line[line.index(after: equals)...])
    let isName = key.utf8.allSatisfy {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "-")
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
    guard isName, !key.isEmpty, !key.hasPrefix("-"), !value.isEmpty else { return nil }
    return Entry(line: number, key: String(key), value: String(value))
  }

  private static func check(
    _ entry: Entry, after others: [Entry], path: String
  ) throws(ConfigurationError) {
    if commandLineOnly.contains(entry.key) {
      throw ConfigurationError(
        path: path, line: entry.line,
        reason: "'\(entry.key)' is for the command line only; take it out of the file")
    }
    if let first = others.first(where: { $0.key == entry.key }), !lists.contains(entry.key) {
      throw ConfigurationError(
        path: path, line: entry.line,
        reason: "'\(entry.key)' stands in line \(first.line) already; keep one of the two")
    }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
