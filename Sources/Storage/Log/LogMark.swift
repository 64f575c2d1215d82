/// A sender's own mark of a message.
struct LogMark: Hashable {
  let sender: Int64
  let cid: [UInt8]
}
