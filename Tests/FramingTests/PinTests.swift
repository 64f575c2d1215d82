import Foundation
import Framing
import Testing

/// Fingerprints and their texts.
struct PinTests {
  @Test func base64URLIsFoundationsWithoutPaddingInOtherLetters() {
    for count in 0..<70 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 73 ^ count &* 29) }
      let text = Data(bytes).base64EncodedString().replacing("+", with: "-")
        .replacing("/", with: "_").replacing("=", with: "")
      #expect(Base64URL.text(of: bytes) == text)
      #expect(Base64URL.bytes(of: text) == bytes)
    }
  }

  @Test(arguments: ["A", "AAAAA", "AB", "AAB", "A+AA", "A/AA", "AA==", "AA A", "AÄAA"])
  func aTextThatIsNoBytesOwnIsRefused(_ text: String) {
    #expect(Base64URL.bytes(of: text) == nil)
  }

  @Test func aPinIsReadAsItIsWritten() throws {
    let bytes = (0..<32).map { UInt8($0 * 8) }
    let pin = try #require(Pin(bytes))
    #expect(pin.text.count == 43)
    #expect(Pin.parse(pin.text) == pin)
    #expect(pin.groups.count == 16)
    #expect(pin.groups.joined() == bytes.map { String(format: "%02x", $0) }.joined())
    #expect(Pin(Array(bytes.dropLast())) == nil)
    #expect(Pin.parse(pin.text + "A") == nil)
    #expect(Pin.parse(String(pin.text.dropLast()) + "B") == nil)
  }
}
