import Framing
import Testing
import TestSupport

struct NameListTests {
  private func encoded(_ names: some Collection<String>, _ kind: FrameKind) -> [UInt8] {
    let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var bytes: [UInt8] = []
    switch kind {
    case .json: FrameEncoder.append(.userList(sorted), to: &bytes)
    case .legacy: FrameEncoder.append(legacy: LegacyMessage.userList(sorted), to: &bytes)
    }
    return bytes
  }

  /// Names of which some begin like others, or have more bytes to a letter.
  private func name(_ number: Int) -> String {
    ["u\(number)", "u\(number) b", "Ü\(number)", "李\(number)", "-\(number)'s", "𐐷\(number)"][
      number % 6]
  }

  @Test func anEmptyListIsAListOfNobody() {
    #expect(NameList().frame(.json) == encoded([], .json))
    #expect(NameList().frame(.legacy) == encoded([], .legacy))
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func afterAnyComingAndGoingItIsWhatTheSortedNamesAreEncodedTo(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var (list, names) = (NameList(), Set<String>())
    for step in 0..<1_200 {
      let name = name(Int.random(in: 0..<150, using: &random))
      if names.remove(name) != nil {
        list.remove(name)
      } else {
        names.insert(name)
        list.insert(name)
      }
      guard step % 7 == 0 || names.count < 3 else { continue }
      #expect(list.frame(.json) == encoded(names, .json))
      #expect(list.frame(.legacy) == encoded(names, .legacy))
    }
    for name in names { list.remove(name) }
    #expect(list == NameList())
  }
}
