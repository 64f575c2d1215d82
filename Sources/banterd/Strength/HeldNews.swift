/// The frames of news that wait for a lagging reader: the newer takes the place of the older.
struct HeldNews {
  private var frames: [News: [UInt8]] = [:]
  /// The news in the order in which they first came.
  private var order: [News] = []

  /// How many bytes wait.
  private(set) var count = 0

  /// Keeps a frame; answers whether it replaced an older one.
  mutating func hold(_ frame: [UInt8], as news: News) -> Bool {
    count += frame.count
    guard let older = frames.updateValue(frame, forKey: news) else {
      order.append(news)
      return false
    }
    count -= older.count
    return true
  }

  /// Takes all frames out, in the order of their news.
  mutating func takeAll() -> [[UInt8]] {
    defer { self = HeldNews() }
    return order.compactMap { frames[$0] }
  }
}
