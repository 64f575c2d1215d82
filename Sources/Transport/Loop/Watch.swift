/// One watching of one descriptor.
///
/// Descriptor numbers are used again at once after a close, so the number alone could name a stranger's:
/// the generation is never used twice.
package struct Watch: Hashable, Sendable {
  let descriptor: Int32
  let generation: UInt64
}
