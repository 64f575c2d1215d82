import Testing

@testable import banterd

@Suite struct LogTextTests {
  @Test(arguments: [
    ("plain", "plain"), ("", "\"\""), ("two words", "\"two words\""), ("a=b", "\"a=b\""),
    ("a\nb", "\"a\\nb\""), ("\u{1B}[31m", "\"\\u{1b}[31m\""), ("\"\\", "\"\\\"\\\\\""),
    ("a\u{202E}b", "\"a\\u{202e}b\""), ("\u{200B}", "\"\\u{200b}\""), ("ünï", "ünï"),
  ])
  func aValueCannotBreakItsLine(text: String, written: String) {
    #expect(LogText.value(text) == written)
  }

  @Test(arguments: [
    (Int64(0), "1970-01-01T00:00:00.000Z"), (1_700_000_000_123, "2023-11-14T22:13:20.123Z"),
    (1_709_164_800_000, "2024-02-29T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
    (4_102_444_799_999, "2099-12-31T23:59:59.999Z"),
  ])
  func aTimeIsWrittenInUTC(milliseconds: Int64, written: String) {
    #expect(LogText.time(milliseconds) == written)
  }
}
