import CXlib
import Foundation
import Testing
import Widgets

@testable import X11

/// Whole rows of many fonts and directions beside what Pango makes of them.
@MainActor @Suite(.serialized) struct PangoTests {
  let display: TestDisplay

  init() throws {
    display = try TestDisplay(try XServer())
  }

  /// A cluster where it is seen: its start in bytes of UTF-8 and its width in pixels.
  private struct Cluster {
    var offset: Int
    var width: Double
    var glyphs: [UInt32]
    /// No font has it: both draw a box with the code point, each its own.
    var isUnknown: Bool { glyphs.contains { $0 & Cluster.unknown != 0 } }

    static let unknown: UInt32 = 0x1000_0000
  }

  /// What `pango-view --serialize-to` writes, as far as it is needed.
  private struct Layout: Decodable {
    struct Glyph: Decodable {
      var glyph: UInt32
      var width: Double?
      var cluster: Int?

      enum CodingKeys: String, CodingKey {
        case glyph, width
        case cluster = "log-cluster"
      }
    }

    struct Run: Decodable {
      var offset: Int
      var glyphs: [Glyph]
    }

    struct Line: Decodable {
      var runs: [Run]
    }

    struct Output: Decodable {
      var lines: [Line]
    }

    var output: Output
  }

  /// The clusters from left to right, as Pango has them.
  private func reference(_ text: String) throws -> [Cluster] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "pango-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "layout.json")
    let tool = try TestTool(
      "/usr/bin/pango-view",
      [
        "--no-display", "--font=sans 14px", "--dpi=96", "--serialize-to=\(file.path)",
        "--output=\(folder.path)/picture.png", "--text=\(text)",
      ], input: Data(),
      // Its arguments are read in the locale, which a test of another locale may have set to C.
      environment: ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8"]) { $1 })
    while tool.isRunning { usleep(1_000) }
    let layout = try JSONDecoder().decode(Layout.self, from: Data(contentsOf: file))
    var clusters: [Cluster] = []
    for run in try #require(layout.output.lines.first).runs {
      for glyph in run.glyphs {
        let offset = run.offset + (glyph.cluster ?? 0)
        let width = (glyph.width ?? 0) / 1_024
        let glyphs = glyph.glyph == 0x0fff_ffff ? [] : [glyph.glyph]
        if clusters.last?.offset == offset {
          clusters[clusters.count - 1].width += width
          clusters[clusters.count - 1].glyphs += glyphs
        } else {
          clusters.append(Cluster(offset: offset, width: width, glyphs: glyphs))
        }
      }
    }
    return clusters
  }

  /// Joins clusters that Pango splits inside of a grapheme, as it does conjuncts.
  private func joined(_ clusters: [Cluster], of text: String) -> [Cluster] {
    let starts = Set(text.indices.map { text.utf8.distance(from: text.startIndex, to: $0) })
    var joined: [Cluster] = []
    for cluster in clusters {
      if let last = joined.last, !starts.contains(cluster.offset) || !starts.contains(last.offset) {
        joined[joined.count - 1].offset = min(last.offset, cluster.offset)
        joined[joined.count - 1].width += cluster.width
        joined[joined.count - 1].glyphs += cluster.glyphs
      } else {
        joined.append(cluster)
      }
    }
    return joined
  }

  @Test(arguments: MixedLines.all) func aRowHasPangosClustersInPangosOrder(text: String) throws {
    let shaped = display.connection.fonts.shape(text[...], in: .regular)
    let reference = joined(try reference(text), of: text).filter { $0.width > 0 }
    let starts = reference.map(\.offset).sorted()
    var left = -1
    for cluster in reference {
      let end = starts.first { $0 > cluster.offset } ?? shaped.utf8Count
      let inside = shaped.clusters.filter { (cluster.offset..<end).contains(Int($0.offset)) }
      let x = Int(inside.map(\.x).min() ?? -1)
      let right = Int(inside.map { $0.x + $0.width }.max() ?? -1)
      #expect(x >= left, "order at \(cluster.offset) of \(text)")
      #expect(
        cluster.isUnknown || abs(Double(right - x) - cluster.width) <= 1,
        "\(right - x), \(cluster.width) at \(cluster.offset) of \(text)")
      left = x
    }
    let glyphs = reference.flatMap(\.glyphs).map { $0 & ~Cluster.unknown }
    #expect(shaped.glyphs.map(\.index) == glyphs, "\(text)")
  }
}
