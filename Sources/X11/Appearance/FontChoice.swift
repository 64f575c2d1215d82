/// Which font all styles are made of.
struct FontChoice: Hashable, Sendable {
  /// As fontconfig writes it: a family, and properties after colons; its size is not in it.
  var name = "sans-serif"
  /// The size of the regular style, in pixels at 96 dpi.
  var pixels = FontSet.regularPixels

  private static let styles: Set = [
    "Regular", "Book", "Medium", "Light", "Bold", "Italic", "Oblique", "Condensed", "Semi-Bold",
  ]
  private static let sensible = 5.0...120.0

  init() {}

  /// Takes what a person wrote for a font resource: `DejaVu Sans-11`, `monospace:size=10`, or an old XLFD.
  ///
  /// The server's own bitmap fonts, such as `fixed` and `9x15`, can't show most scripts: they are no choice.
  ///
  /// - Parameters:
  ///   - resource: The text.
  ///   - scale: What a size given in pixels is divided by.
  init?(resource: String, scale: Double) {
    self.init()
    if resource.hasPrefix("-") {
      guard takeXLFD(resource, scale: scale) else { return nil }
      return
    }
    let text = resource.hasPrefix("xft:") ? String(resource.dropFirst(4)) : resource
    var parts = Self.split(text, at: ":")
    guard let family = parts.first, !Self.isBitmapAlias(family) else { return nil }
    var points: Double?
    (parts[0], points) = Self.splitSize(family)
    for part in parts.dropFirst() {
      if part.hasPrefix("size=") { points = Double(part.dropFirst(5)) }
      if part.hasPrefix("pixelsize="), let size = Double(part.dropFirst(10)) {
        points = size * 0.75 / scale
      }
    }
    name = parts.filter { !$0.hasPrefix("size=") && !$0.hasPrefix("pixelsize=") }
      .joined(separator: ":")
    if let points { setPoints(points) }
  }

  /// Takes a font as desktops name it: `DejaVu Sans Bold 10`.
  init?(desktop text: String) {
    var words = text.split { $0 == " " || $0 == "," }.map(String.init)
    guard let last = words.last, let points = Double(last), words.count > 1 else { return nil }
    words.removeLast()
    while words.count > 1, let last = words.last, Self.styles.contains(last) {
      words.removeLast()
    }
    // What means something to fontconfig is a part of the family here.
    let family = words.joined(separator: " ")
    name = String(family.flatMap { "-:,\\".contains($0) ? ["\\", $0] : [$0] })
    setPoints(points)
  }

  /// Takes the family and the size out of `-foundry-family-weight-slant-width-style-pixels-points-…`.
  private mutating func takeXLFD(_ xlfd: String, scale: Double) -> Bool {
    let fields = xlfd.split(separator: "-", omittingEmptySubsequences: false)
    guard fields.count > 8 else { return false }
    let family = String(fields[2])
    guard family != "*", !Self.isBitmapAlias(family) else { return false }
    name = family
    if let pixels = Double(fields[7]), pixels > 0 {
      setPoints(pixels * 0.75 / scale)
    } else if let tenths = Double(fields[8]), tenths > 0 {
      setPoints(tenths / 10)
    }
    return true
  }

  private mutating func setPoints(_ points: Double) {
    guard points > 0 else { return }
    let wanted = points / 0.75
    pixels = min(max(Self.sensible.lowerBound, wanted), Self.sensible.upperBound)
  }

  /// `fixed`, `9x15`, `10x20bold`: names that only the server knows.
  private static func isBitmapAlias(_ name: String) -> Bool {
    if name.isEmpty || name == "fixed" || name == "cursor" { return true }
    let digits = name.prefix { $0.isNumber }
    return !digits.isEmpty && name.dropFirst(digits.count).hasPrefix("x")
  }

  /// Takes `-11` off the end of a family; a backslash before the dash makes it a part of the name.
  private static func splitSize(_ family: String) -> (String, Double?) {
    guard let dash = family.lastIndex(of: "-"), dash > family.startIndex,
      family[family.index(before: dash)] != "\\",
      let size = Double(family[family.index(after: dash)...])
    else { return (family, nil) }
    return (String(family[..<dash]), size)
  }

  private static func split(_ text: String, at separator: Character) -> [String] {
    text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
