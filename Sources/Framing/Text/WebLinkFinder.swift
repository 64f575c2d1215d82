/// Finds the addresses of the web in one text: once through it, from each `://`.
struct WebLinkFinder {
  private let text: String
  private let bytes: [UInt8]
  /// What turns the direction of the text before `passed`.
  private var directions = DirectionStack()
  private var passed = 0

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  mutating func find() -> [WebLink] {
    var links: [WebLink] = []
    var next = 0
    while let colon = bytes[next...].firstIndex(of: UInt8(ascii: ":")) {
      let floor = next
      next = colon + 1
      guard let start = scheme(before: colon), start >= floor, let end = end(ofHostAt: colon + 3)
      else { continue }
      next = end
      pass(to: start)
      guard end - start <= WebLink.limit, !directions.isOverridden else { continue }
      links.append(WebLink(range: start..<end, address: address(start..<end, colon)))
    }
    return links
  }

  /// Where `http` or `https` begins that ends at a colon before two slashes; nil where there is none.
  private func scheme(before colon: Int) -> Int? {
    guard byte(at: colon + 1) == UInt8(ascii: "/"), byte(at: colon + 2) == UInt8(ascii: "/") else {
      return nil
    }
    for scheme in ["https", "http"] {
      let start = colon - scheme.utf8.count
      guard start >= 0, bytes[start..<colon].lazy.map({ $0 | 0x20 }).elementsEqual(scheme.utf8)
      else { continue }
      return start > 0 && WebLinkByte.isOfScheme(bytes[start - 1]) ? nil : start
    }
    return nil
  }

  /// Where the address ends whose host begins at `start`; nil where that is no host.
  private func end(ofHostAt start: Int) -> Int? {
    let authority = bytes[start...].prefix { WebLinkByte.isOfAuthority($0) }
    guard !authority.contains(where: { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "%") }),
      !isLetter(at: authority.endIndex), let host = end(ofNameAt: start),
      let tail = end(ofPortAt: host)
    else { return nil }
    if let first = byte(at: tail), WebLinkByte.beginsTail(first) {
      let end = trimmed(tail..<end(ofTailAt: tail))
      guard end == tail else { return end }
    }
    guard tail == host else { return tail }
    return bytes[host - 1] == UInt8(ascii: ".") ? host - 1 : host
  }

  /// The end of a name of labels between dots, or of an address in brackets.
  private func end(ofNameAt start: Int) -> Int? {
    if byte(at: start) == UInt8(ascii: "[") {
      let inside = bytes[(start + 1)...].prefix { WebLinkByte.isOfNumber($0) }
      guard inside.count >= 2, byte(at: inside.endIndex) == UInt8(ascii: "]") else { return nil }
      return inside.endIndex + 1
    }
    let name = bytes[start...].prefix { WebLinkByte.isOfName($0) }
    let labels = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    // Of a sentence's end or the root's dot, only one may be empty: the last.
    let inner = labels.last?.isEmpty == true ? labels.dropLast() : labels[...]
    guard name.count <= 254, !inner.isEmpty, inner.allSatisfy({ !$0.isEmpty }),
      name.contains(where: WebLinkByte.isLetterOrDigit)
    else { return nil }
    return name.endIndex
  }

  /// The end of `:PORT`; `start` where there is none, nil where that is no port.
  private func end(ofPortAt start: Int) -> Int? {
    guard byte(at: start) == UInt8(ascii: ":") else { return start }
    let digits = bytes[(start + 1)...].prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    guard !digits.isEmpty else { return start }
    guard digits.count <= 5, UInt16(String(decoding: digits, as: UTF8.self)) != nil,
      byte(at: digits.endIndex).map(WebLinkByte.isOfName) != true
    else { return nil }
    return digits.endIndex
  }

  /// The end of a path, a query and a fragment.
  private func end(ofTailAt start: Int) -> Int {
    var end = start
    while let byte = byte(at: end) {
      if byte < 0x80 {
        guard WebLinkByte.isOfTail(byte) else { break }
        end += 1
      } else {
        let scalar = scalar(at: end)
        guard scalar.canBeInWebLink else { break }
        end += UTF8.width(scalar)
      }
    }
    return end
  }

  /// Without what belongs to the sentence: signs at the end, and brackets that open before the address.
  private func trimmed(_ tail: Range<Int>) -> Int {
    var count: [UInt8: Int] = [:]
    for byte in bytes[tail] where WebLinkByte.isBracket(byte) { count[byte, default: 0] += 1 }
    var end = tail.upperBound
    while end > tail.lowerBound {
      let last = bytes[end - 1]
      if let opening = WebLinkByte.bracket(closedBy: last) {
        guard count[last, default: 0] > count[opening, default: 0] else { break }
        count[last, default: 0] -= 1
      } else if !WebLinkByte.endsSentence(last) {
        break
      }
      end -= 1
    }
    return end
  }

  /// The part as a browser is given it.
  private func address(_ range: Range<Int>, _ colon: Int) -> String {
    var address = colon - range.lowerBound == 4 ? "http" : "https"
    for byte in bytes[colon..<range.upperBound] {
      if byte < 0x80 {
        address.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        address += "%" + String(byte, radix: 16, uppercase: true)
      }
    }
    return address
  }

  private mutating func pass(to place: Int) {
    for scalar in text.unicodeScalars[index(at: passed)..<index(at: place)] {
      directions.pass(scalar)
    }
    passed = place
  }

  /// Whether a host would go on with something that isn't plain.
  private func isLetter(at place: Int) -> Bool {
    guard let byte = byte(at: place), byte >= 0x80 else { return false }
    return scalar(at: place).canBeInWebLink
  }

  private func byte(at place: Int) -> UInt8? { place < bytes.count ? bytes[place] : nil }

  private func scalar(at place: Int) -> Unicode.Scalar { text.unicodeScalars[index(at: place)] }

  private func index(at place: Int) -> String.Index {
    text.utf8.index(text.startIndex, offsetBy: place)
  }
}
