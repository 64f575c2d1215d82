import FuzzTargets
import Glibc

/// What libFuzzer calls with each input; the environment tells the target.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  guard let name = unsafe getenv("BANTER_FUZZ_TARGET"),
    let target = FuzzTarget(rawValue: unsafe String(cString: name))
  else { fatalError("BANTER_FUZZ_TARGET names no target") }
  do {
    try target.run(unsafe Array(UnsafeBufferPointer(start: bytes, count: count)))
  } catch {
    fatalError("\(error)")
  }
  return 0
}
