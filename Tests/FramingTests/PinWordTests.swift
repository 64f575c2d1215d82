import Framing
import Testing

struct PinWordTests {
  /// The examples of the proposal: IP addresses.
  @Test(arguments: [
    ([127, 0, 0, 1], "lusab babad"), ([63, 84, 220, 193], "gutih tugad"),
    ([216, 68, 232, 21], "todah vobij"), ([198, 81, 129, 136], "sinid makam"),
  ])
  func wordsAreProquints(bytes: [UInt8], words: String) throws {
    let pin = try #require(Pin(bytes + [UInt8](repeating: 0, count: 28)))
    #expect(pin.words[..<2].joined(separator: " ") == words)
    #expect(pin.words.count == 16)
  }
}
