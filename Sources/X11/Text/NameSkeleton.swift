import CText

/// What a name looks like: names with the same skeleton are taken for one another (UTS #39, ICU's table).
///
/// `paypal` and `paypaI`, `bob` and `b0b`, `alice` and `аlice` with a Cyrillic `а` have one each.
@safe
package final class NameSkeleton {
  /// Four times the bytes of the longest name that a router lets in, for a skeleton is longer than its name.
  private static let capacity = 1024

  /// Made when first asked, as the table is big; it lives as long as the program.
  private lazy var checker: UnsafeMutableRawPointer? = unsafe banter_spoof_checker()

  package init() {}

  /// The skeletons of a name as it is written and in lower case; both in lower case.
  ///
  /// Two names look alike where they have one in common. A name that is too long has itself.
  package func skeletons(of name: String) -> Set<String> {
    let lower = name.lowercased()
    return [skeleton(of: name).lowercased(), skeleton(of: lower).lowercased()]
  }

  private func skeleton(of name: String) -> String {
    guard let checker = unsafe checker else { return name }
    var room = [CChar](repeating: 0, count: Self.capacity)
    let length = unsafe banter_skeleton(
      checker, name, Int32(clamping: name.utf8.count), &room, Int32(room.count))
    guard length >= 0 else { return name }
    return String(decoding: room[..<Int(length)].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
