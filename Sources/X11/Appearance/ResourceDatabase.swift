import CXlib
import Logging

/// The X resources of the display and of the command line, looked up as every X program does.
///
/// `Banter*font`, `banter.font` and `*font` all give the font; a window's own part stands between:
/// `Banter.chat.geometry`. The server's resources are those that `xrdb` wrote; where it wrote none, those
/// of `~/.Xdefaults`. Lines of the command line come last and win.
@safe
final class ResourceDatabase {
  /// The instance name, which `-name` changes.
  let instance: String
  private let className: String
  private let logger = Logger(label: "banter.resources")
  private var database: XrmDatabase?
  /// What was told of those that were not understood.
  private var told: Set<String> = []

  /// Makes the database.
  ///
  /// - Parameters:
  ///   - text: What `xrdb` wrote; nil where it wrote nothing.
  ///   - lines: The resources of the command line, one each.
  ///   - instance: The program's name.
  ///   - className: The program's class.
  init(text: String?, lines: [String], instance: String, className: String = "Banter") {
    self.instance = instance
    self.className = className
    XrmInitialize()
    if let text {
      unsafe database = unsafe XrmGetStringDatabase(text)
    } else {
      unsafe database = unsafe Self.openDefaultsFile()
    }
    for line in lines {
      if !line.contains(":") {
        logger.warning(
          "A resource has no colon and is left out.", metadata: ["resource": "\(line)"])
      }
      unsafe XrmPutLineResource(&database, line)
    }
  }

  deinit {
    if let database = unsafe database { unsafe XrmDestroyDatabase(database) }
  }

  /// Looks up a resource.
  ///
  /// - Parameters:
  ///   - name: Its name, with a small first letter; the class is the same with a capital one.
  ///   - part: Which part of the program asks, such as a window's instance name.
  /// - Returns: Its value without spaces at its ends; nil where it has none.
  func value(_ name: String, of part: String? = nil) -> String? {
    let names = [instance, part, name].compactMap { $0 }
    let classes = [className, part.map(Self.capitalised), Self.capitalised(name)].compactMap { $0 }
    return lookUp(names.joined(separator: "."), classes.joined(separator: "."))
  }

  /// Looks up a resource that must be something; what is something else is told once, and counts as none.
  ///
  /// - Parameters:
  ///   - name: Its name, as for `value(_:of:)`.
  ///   - part: Which part of the program asks.
  ///   - expected: What it must be, for a person to read.
  ///   - read: Makes the value of its text; nil where it can't.
  /// - Returns: The value; nil where there is none.
  func value<Value>(
    _ name: String, of part: String? = nil, expecting expected: String, _ read: (String) -> Value?
  ) -> Value? {
    understand(value(name, of: part), of: [part, name], expecting: expected, read)
  }

  /// Looks up another program's resource that all share, such as `Xft.dpi`, in the same way.
  func shared<Value>(
    _ name: String, expecting expected: String, _ read: (String) -> Value?
  ) -> Value? {
    understand(lookUp(name, name), of: [name], expecting: expected, read)
  }

  private func understand<Value>(
    _ text: String?, of name: [String?], expecting expected: String, _ read: (String) -> Value?
  ) -> Value? {
    guard let text else { return nil }
    if let value = read(text) { return value }
    let line = "\(name.compactMap { $0 }.joined(separator: ".")): \(text)"
    if told.insert(line).inserted {
      logger.warning(
        "A resource is not understood and left out.",
        metadata: ["resource": "\(line)", "expected": "\(expected)"])
    }
    return nil
  }

  private func lookUp(_ name: String, _ className: String) -> String? {
    guard let database = unsafe database else { return nil }
    var type: UnsafeMutablePointer<CChar>?
    var value = unsafe XrmValue()
    guard unsafe XrmGetResource(database, name, className, &type, &value) != 0,
      let address = unsafe value.addr
    else { return nil }
    let text = unsafe String(cString: address)
    let start = text.drop { $0 == " " || $0 == "\t" }
    let kept = start.reversed().drop { $0 == " " || $0 == "\t" }.reversed()
    return kept.isEmpty ? nil : String(kept)
  }

  private static func capitalised(_ name: String) -> String {
    name.prefix(1).uppercased() + name.dropFirst()
  }

  private static func openDefaultsFile() -> XrmDatabase? {
    guard let home = unsafe getenv("HOME") else { return nil }
    return unsafe XrmGetFileDatabase(String(cString: home) + "/.Xdefaults")
  }
}
