import CXlib
import Foundation
import Testing
import Widgets

@testable import X11

/// Rows in many scripts beside what `hb-shape` makes of them with the same font.
@MainActor @Suite(.serialized) struct ReferenceTests {
  let server: XServer
  let display: TestDisplay

  init() throws {
    server = try XServer()
    display = try TestDisplay(server)
  }

  private var fonts: FontSet { display.connection.fonts }

  /// One cluster of the reference: its start in bytes of UTF-8, its glyphs and its width.
  private struct Cluster: Equatable {
    var offset: Int
    var glyphs: [UInt32]
    var width: Double
  }

  /// A glyph in the words of `hb-shape --output-format=json`.
  private struct Glyph: Decodable {
    var g: UInt32
    var cl: Int
    var ax: Double
  }

  private func reference(_ text: String, face: Int32) throws -> [Cluster] {
    let font = unsafe fonts.library.faces[Int(face)].font
    var index: Int32 = 0
    var pixels = 0.0
    unsafe FcPatternGetInteger(font.pointee.pattern, FC_INDEX, 0, &index)
    unsafe FcPatternGetDouble(font.pointee.pattern, FC_PIXEL_SIZE, 0, &pixels)
    // The pattern of a font of pictures tells their size, not the one that they are drawn in.
    if fonts.library.faces[Int(face)].isColor {
      pixels = Double(fonts.fonts(of: .regular).pixelSize)
    }
    let path = fonts.library.faces[Int(face)].file.path
    let tool = try TestTool(
      "/usr/bin/hb-shape",
      [
        "--font-file=\(path)", "--face-index=\(index & 0xffff)", "--utf8-clusters",
        "--no-glyph-names", "--output-format=json", "--font-size=64000",
        "--remove-default-ignorables",
      ], input: Data((text + "\n").utf8), environment: [:])
    while tool.isRunning { usleep(1_000) }
    let starts = Set(text.indices.map { text.utf8.distance(from: text.startIndex, to: $0) })
    var clusters: [Cluster] = []
    for glyph in try JSONDecoder().decode([Glyph].self, from: tool.output) {
      let width = glyph.ax / 64_000 * pixels
      // A conjunct of Devanagari is one cluster since Unicode 15.1, and still two to HarfBuzz.
      if clusters.last?.offset == glyph.cl || !starts.contains(glyph.cl) {
        clusters[clusters.count - 1].glyphs.append(glyph.g)
        clusters[clusters.count - 1].width += width
      } else {
        clusters.append(Cluster(offset: glyph.cl, glyphs: [glyph.g], width: width))
      }
    }
    return clusters
  }

  /// The same of what is drawn: the clusters that start inside each of the reference's.
  private func own(_ shaped: ShapedText, like reference: [Cluster]) -> [Cluster] {
    let starts = reference.map(\.offset).sorted()
    return reference.map { cluster in
      let end = starts.first { $0 > cluster.offset } ?? shaped.utf8Count
      let inside = shaped.clusters.filter { (cluster.offset..<end).contains(Int($0.offset)) }
      let left = inside.map(\.x).min() ?? 0
      let right = inside.map { $0.x + $0.width }.max() ?? 0
      return Cluster(offset: cluster.offset, glyphs: cluster.glyphs, width: Double(right - left))
    }
  }

  @Test(arguments: ScriptSamples.lines)
  func aRowIsShapedAsTheReferenceDoes(_ line: ScriptSamples.Line) throws {
    let shaped = fonts.shape(line.text[...], in: .regular)
    let faces = Set(shaped.glyphs.map(\.face))
    try #require(faces.count == 1 && !faces.contains(ShapedText.missingFace), "\(line): \(faces)")
    let reference = try reference(line.text, face: shaped.glyphs[0].face)
    #expect(shaped.glyphs.map(\.index) == reference.flatMap(\.glyphs), "\(line)")
    for (own, expected) in zip(own(shaped, like: reference), reference) {
      #expect(abs(own.width - expected.width) <= 1, "\(line) at \(own.offset)")
    }
    let places = reference.compactMap { cluster in
      shaped.clusters.first { Int($0.offset) == cluster.offset }?.x
    }
    #expect(places.count == reference.count, "\(line): same clusters")
    #expect(places == places.sorted(), "\(line): same order")
  }

  @Test func thereAreFortyRowsInFifteenScripts() {
    #expect(ScriptSamples.lines.count >= 40)
    #expect(Set(ScriptSamples.lines.map(\.script)).count >= 15)
  }
}
