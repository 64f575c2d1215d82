import Foundation
import Testing

extension EndToEnd {
  @Suite struct DemoTests {
    @Test func withoutADisplayTheDemoPlaysAndItsLastLineIsAPicture() throws {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "banter-demo-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let demo = try Program(
        Checkout.script("Demo/headless.sh"), [Checkout.banter, folder.path],
        environment: ["HOME": folder.path], folder: folder)
      #expect(try demo.waitForEnd(within: 60) == 0, "\(demo.output) \(demo.errors)")
      let path = try #require(demo.lines.last)
      let picture = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(picture.prefix(4) == Data([0x89, 0x50, 0x4e, 0x47]))
    }
  }
}
