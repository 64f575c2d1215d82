internal import ArgumentParser
internal import SystemPackage
internal import Transport

/// What the router runs with: the options of the command line, before those of the file.
struct Configuration {
  /// Where the file is looked for when nobody says where; it need not exist.
  static let defaultPath = "/etc/banter/banterd.conf"

  /// All options, as if everything had been written on the command line.
  let command: Banterd
  /// The file; nil where there is none.
  let file: ConfigurationFile?
  private let arguments: [String]
  private let place: ConfigurationPlace

  /// Reads the file that the place names, or the one where it usually is, and puts the two together.
  ///
  /// - Parameters:
  ///   - arguments: The words of the command line.
  ///   - place: What they say of the file.
  /// - Throws: `ConfigurationError` for the file; what the parser throws where the two don't go together.
  init(arguments: [String], place: ConfigurationPlace) throws {
    self.arguments = arguments
    self.place = place
    file = try Self.read(place)
    guard let file else {
      command = try Banterd.parse(arguments)
      if let words = command.security.contradiction { throw ValidationError(words) }
      return
    }
    let given = try Banterd.parse(arguments)
    var taken: [String] = []
    for entry in file.entries {
      let argument = try Self.argument(for: entry, in: file)
      // A list on the command line takes the place of the file's; of single values the last one holds.
      if given.listen.isEmpty || !ConfigurationFile.lists.contains(entry.key) {
        taken.append(argument)
      }
    }
    command = try Self.parse(taken + arguments, in: file)
    if let words = command.security.contradiction {
      throw ConfigurationError(path: file.path, line: nil, reason: Self.plain(words))
    }
  }

  /// Reads the file once more; this value stays as it is, whatever is wrong with the new one.
  func readAnew() throws -> Configuration {
    try Configuration(arguments: arguments, place: place)
  }

  /// The keys whose values are others than in `old`, in order.
  func changes(since old: Configuration) -> [String] {
    let (ours, others) = (values, old.values)
    return Set(ours.keys).union(others.keys).filter { ours[$0] != others[$0] }.sorted()
  }

  private var values: [String: [String]] {
    Dictionary(grouping: file?.entries ?? [], by: \.key).mapValues { $0.map(\.value) }
  }

  private static func read(_ place: ConfigurationPlace) throws(ConfigurationError)
    -> ConfigurationFile?
  {
    let path = place.config ?? defaultPath
    do {
      return try ConfigurationFile.parse(
        try TextFile.read(path, limit: ConfigurationFile.limit), path: path)
    } catch let error as ConfigurationError {
      throw error
    } catch let error as Errno {
      guard place.config != nil || error != .noSuchFileOrDirectory else { return nil }
      throw ConfigurationError(path: path, line: nil, reason: "cannot be read: \(error)")
    } catch {
      throw ConfigurationError(path: path, line: nil, reason: "\(error)")
    }
  }

  /// Parses one line by itself, so that what is wrong with it is told with its place.
  private static func argument(
    for entry: ConfigurationFile.Entry, in file: ConfigurationFile
  ) throws(ConfigurationError) -> String {
    if let argument = entry.switchArgument, (try? Banterd.parse([argument])) != nil {
      return argument
    }
    do {
      _ = try Banterd.parse([entry.argument])
      return entry.argument
    } catch {
      let isSwitch = (try? Banterd.parse(["--\(entry.key)"])) != nil
      throw ConfigurationError(
        path: file.path, line: entry.line,
        reason: isSwitch
          ? "'\(entry.key)' is yes or no, not '\(entry.value)'" : words(of: error))
    }
  }

  private static func parse(
    _ arguments: [String], in file: ConfigurationFile
  ) throws(ConfigurationError) -> Banterd {
    do {
      return try Banterd.parse(arguments)
    } catch {
      throw ConfigurationError(path: file.path, line: nil, reason: words(of: error))
    }
  }

  /// The words of the argument parser, where an option is a key.
  private static func words(of error: any Error) -> String {
    plain(Banterd.message(for: error))
  }

  private static func plain(_ words: String) -> String {
    var text = ""
    for character in words {
      text.append(character == "\n" ? " " : character)
      if text.hasSuffix("--") { text.removeLast(2) }
    }
    return text + " (see banterd.conf(5))"
  }
}
