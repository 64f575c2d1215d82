import Framing
import Testing

struct FrameDecoderTests {
  private static let texts = ["a", "{}", #"{"type":"ping","t":1}"#, "häß 👩‍💻", "\0\0\0\u{1}", "1   "]

  private func stream(_ kind: FrameKind) -> [UInt8] {
    Self.texts.flatMap { text -> [UInt8] in
      guard kind == .legacy else { return frame(Array(text.utf8)) }
      var bytes: [UInt8] = []
      FrameEncoder.append(legacy: text, to: &bytes)
      return bytes
    }
  }

  private func header(_ text: String) -> [UInt8] {
    Array(text.utf8) + Array(repeating: UInt8(ascii: " "), count: 64 - text.utf8.count)
  }

  private func failure(_ kind: FrameKind, _ bytes: [UInt8], limit: Int = 100) -> FramingError? {
    var decoder = FrameDecoder(kind: kind, limit: limit)
    decoder.append(bytes.span)
    do {
      _ = try decoder.next()
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [FrameKind.json, .legacy])
  func manyFramesAreTheSameInPiecesOfEverySize(_ kind: FrameKind) throws {
    let bytes = stream(kind)
    for size in 1...bytes.count {
      var decoder = FrameDecoder(kind: kind, limit: 100)
      let found = try bodies(of: bytes, from: &decoder, inPiecesOf: size)
      #expect(found == Self.texts.map { Array($0.utf8) })
      #expect(!decoder.isInsideFrame)
    }
  }

  @Test(arguments: [FrameKind.json, .legacy])
  func framesCutInTwoAtEveryByteAreWhole(_ kind: FrameKind) throws {
    let bytes = stream(kind)
    for cut in 0...bytes.count {
      var decoder = FrameDecoder(kind: kind, limit: 100)
      var found: [[UInt8]] = []
      for half in [bytes[..<cut], bytes[cut...]] {
        decoder.append(Array(half).span)
        while let body = try decoder.next() { found.append(body) }
      }
      #expect(found == Self.texts.map { Array($0.utf8) })
    }
  }

  /// The way that the router goes: what came is looked at where it lies, and a part of a frame is kept.
  @Test(arguments: [FrameKind.json, .legacy])
  func framesReadInPlaceAreTheSameInPiecesOfEverySizeAndCutAtEveryByte(_ kind: FrameKind) throws {
    let bytes = stream(kind)
    let ends = (0...bytes.count).map { [$0, bytes.count] }
    let sizes = (1...bytes.count).map { size in
      Array(stride(from: size, to: bytes.count, by: size)) + [bytes.count]
    }
    for cuts in ends + sizes {
      var decoder = FrameDecoder(kind: kind, limit: 100)
      var found: [[UInt8]] = []
      var start = 0
      for end in cuts {
        found += try bodiesInPlace(of: Array(bytes[start..<end]), from: &decoder)
        start = end
      }
      #expect(found == Self.texts.map { Array($0.utf8) }, "cut at \(cuts)")
      #expect(!decoder.isInsideFrame && decoder.bufferedCount == 0)
    }
  }

  private func bodiesInPlace(
    of piece: [UInt8], from decoder: inout FrameDecoder
  ) throws -> [[UInt8]] {
    var found: [[UInt8]] = []
    var position = 0
    while let place = try decoder.next(in: piece.span, from: &position) {
      switch place {
      case .arrived(let range): found.append(Array(piece[range]))
      case .joined(let body): found.append(body)
      }
    }
    #expect(position == piece.count)
    return found
  }

  @Test(arguments: 0...8) func aWrongHeaderReadInPlaceIsRefusedHoweverItIsCut(cut: Int) throws {
    let bytes: [UInt8] = [0, 0, 0, 1, 7, 0, 0, 0, 101]
    var decoder = FrameDecoder(kind: .json, limit: 100)
    var found: [[UInt8]] = []
    #expect(throws: FramingError.frameTooLarge(length: 101, limit: 100)) {
      found += try bodiesInPlace(of: Array(bytes[..<cut]), from: &decoder)
      found += try bodiesInPlace(of: Array(bytes[cut...]), from: &decoder)
    }
    var position = 0
    #expect(throws: FramingError.self) {
      try decoder.next(in: frame([1]).span, from: &position)
    }
  }

  @Test func anUnfinishedFrameIsSeen() throws {
    var decoder = FrameDecoder(kind: .json, limit: 100)
    #expect(!decoder.isInsideFrame)
    for (count, byte) in [0, 0, 0, 2, 7].enumerated() {
      decoder.append([UInt8(byte)].span)
      #expect(try decoder.next() == nil)
      #expect(decoder.isInsideFrame)
      #expect(decoder.bufferedCount == count + 1)
    }
    decoder.append([UInt8(8)].span)
    #expect(try decoder.next() == [7, 8])
    #expect(!decoder.isInsideFrame)
  }

  @Test func theLimitIsTheLongestBodyThatIsTaken() throws {
    for kind in [FrameKind.json, .legacy] {
      let head = kind == .json ? [0, 0, 0, 100] : header("100")
      let over = kind == .json ? [0, 0, 0, 101] : header("101")
      #expect(failure(kind, head) == nil)
      #expect(failure(kind, over) == .frameTooLarge(length: 101, limit: 100))
    }
  }

  @Test func aHugeLengthIsRefusedBeforeItsBodyAndReservesNothing() {
    #expect(
      failure(.json, [0xFF, 0xFF, 0xFF, 0xFF])
        == .frameTooLarge(length: 4_294_967_295, limit: 100))
    let nines = String(repeating: "9", count: 64)
    #expect(failure(.legacy, Array(nines.utf8)) == .frameTooLarge(length: .max, limit: 100))
    #expect(
      failure(.legacy, header("9223372036854775808"))
        == .frameTooLarge(length: .max, limit: 100))
  }

  @Test func anEmptyFrameIsRefused() {
    #expect(failure(.json, [0, 0, 0, 0]) == .emptyFrame)
    #expect(failure(.legacy, header("0")) == .emptyFrame)
    #expect(failure(.legacy, header("0000")) == .emptyFrame)
  }

  @Test(arguments: ["5", " 5", "   5", "05", "0000000005"])
  func aLegacyHeaderIsDigitsBetweenSpaces(_ text: String) throws {
    var decoder = FrameDecoder(kind: .legacy, limit: 100)
    decoder.append((header(text) + Array("hello".utf8)).span)
    #expect(try decoder.next() == Array("hello".utf8))
  }

  @Test func aLegacyHeaderMayFillItsLastByte() throws {
    for digits in ["5", String(repeating: "0", count: 63) + "5"] {
      var decoder = FrameDecoder(kind: .legacy, limit: 100)
      let padding = Array(repeating: UInt8(ascii: " "), count: 64 - digits.utf8.count)
      decoder.append((padding + Array(digits.utf8) + Array("hello".utf8)).span)
      #expect(try decoder.next() == Array("hello".utf8))
    }
  }

  @Test(arguments: [
    "", "+5", "-5", "5 5", "5x", "x5", "0x5", "5.0", "5,", "5\t", "\t5", "5\n", "5\r\n", "5\0", "٥",
    "５", "1_0", "5e1", "USERNAME:bob", "\u{FEFF}5", " - 5",
  ])
  func anyOtherLegacyHeaderIsRefused(_ text: String) {
    #expect(failure(.legacy, header(text)) == .badLegacyHeader)
  }

  @Test func afterAnErrorThereIsNothingMore() {
    var decoder = FrameDecoder(kind: .json, limit: 100)
    decoder.append([0, 0, 0, 0].span)
    #expect(throws: FramingError.emptyFrame) { try decoder.next() }
    decoder.append(frame([1]).span)
    #expect(throws: FramingError.emptyFrame) { try decoder.next() }
    #expect(decoder.bufferedCount == 0)
  }

  @Test func aRaisedLimitHoldsForTheNextHeaderOfTheSameStream() throws {
    let long = [UInt8](repeating: 7, count: 50)
    var decoder = FrameDecoder(kind: .json, limit: 10)
    decoder.append((frame([1]) + frame(long) + frame(long)).span)
    #expect(try decoder.next() == [1])
    decoder.limit = 50
    #expect(try decoder.next() == long)
    decoder.limit = 49
    #expect(throws: FramingError.frameTooLarge(length: 50, limit: 49)) { try decoder.next() }
  }

  @Test func aMegabyteInSinglesTakesTimeInProportion() throws {
    func time(_ count: Int) throws -> Duration {
      let bytes = frame([UInt8](repeating: 7, count: count))
      return try processorTime {
        var decoder = FrameDecoder(kind: .json, limit: count)
        let found = try bodies(of: bytes, from: &decoder, inPiecesOf: 1)
        #expect(found.count == 1)
      }
    }
    _ = try time(1_000)
    #expect(try time(256_000) < time(8_000) * 300 + .milliseconds(50))
  }

  @Test func manySmallFramesAtOnceTakeTimeInProportion() throws {
    func time(_ count: Int) throws -> Duration {
      let bytes = Array(repeatElement(frame([7]), count: count).joined())
      return try processorTime {
        var decoder = FrameDecoder(kind: .json, limit: 100)
        let found = try bodies(of: bytes, from: &decoder, inPiecesOf: bytes.count)
        #expect(found.count == count)
      }
    }
    _ = try time(1_000)
    #expect(try time(64_000) < time(2_000) * 300 + .milliseconds(50))
  }

  @Test func theFirstByteTellsWhatIsSpoken() {
    for byte in UInt8.min...UInt8.max {
      let expected: FirstByte =
        switch byte {
        case 0: .frames(.json)
        case 0x16: .tls
        case 0x20, 0x30...0x39: .frames(.legacy)
        default: .nothing
        }
      #expect(FirstByte.kind(of: byte) == expected)
    }
  }

  @Test func eachFramingErrorHasItsCodes() {
    #expect(FramingError.emptyFrame.code == .badFrame)
    #expect(FramingError.emptyFrame.closeCode == .protocolError)
    #expect(FramingError.badLegacyHeader.code == .badFrame)
    #expect(FramingError.frameTooLarge(length: 2, limit: 1).code == .frameTooLarge)
    #expect(FramingError.frameTooLarge(length: 2, limit: 1).closeCode == .frameTooLarge)
  }
}
