/// Makes the property of a settings manager.
enum SettingsBytes {
  static func make(_ texts: [String: String], _ numbers: [String: Int32], isBigEndian: Bool)
    -> [UInt8]
  {
    func field(_ value: some FixedWidthInteger) -> [UInt8] {
      let bytes = unsafe withUnsafeBytes(of: value.littleEndian) { unsafe Array($0) }
      return isBigEndian ? bytes.reversed() : bytes
    }
    func padded(_ text: String) -> [UInt8] {
      let bytes = Array(text.utf8)
      return bytes + [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
    }
    func head(_ type: UInt8, _ name: String) -> [UInt8] {
      [type, 0] + field(UInt16(name.utf8.count)) + padded(name) + field(UInt32(7))
    }
    var bytes: [UInt8] = [isBigEndian ? 1 : 0, 0, 0, 0] + field(UInt32(3))
    bytes += field(UInt32(texts.count + numbers.count + 1))
    bytes += head(2, "Some/Color") + [1, 2, 3, 4, 5, 6, 7, 8]
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
      bytes += head(1, name) + field(UInt32(text.utf8.count)) + padded(text)
    }
    for (name, number) in numbers.sorted(by: { $0.key < $1.key }) {
      bytes += head(0, name) + field(number)
    }
    return bytes
  }
}
