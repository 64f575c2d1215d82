import CXlib
import Widgets

extension InputMethod {
  /// The callback for the method itself: all of it is about to be freed.
  var destroyCallback: XIMCallback {
    unsafe XIMCallback(client_data: callbackData) { _, data, _ in
      unsafe InputMethod.from(data)?.wasDestroyed()
    }
  }

  /// The callback for a context: it is about to be freed.
  var contextDestroyCallback: XIMCallback {
    unsafe XIMCallback(client_data: callbackData) { context, data, _ in
      unsafe InputMethod.from(data)?.context(of: context)?.forgetHandle()
    }
  }

  /// The callbacks for what a context composes: its start, its end, a change of it, a motion of its caret.
  var preeditCallbacks: [XICCallback] {
    unsafe [
      XICCallback(client_data: callbackData) { context, data, _ in
        unsafe InputMethod.from(data)?.context(of: context)?.preedit = PreeditBuffer()
        return -1  // of any length
      },
      XICCallback(client_data: callbackData) { context, data, _ in
        unsafe InputMethod.from(data)?.context(of: context)?.preedit = PreeditBuffer()
        return 0
      },
      XICCallback(client_data: callbackData) { context, data, call in
        guard let call = unsafe call else { return 0 }
        let change = unsafe UnsafeRawPointer(call).load(as: XIMPreeditDrawCallbackStruct.self)
        unsafe InputMethod.from(data)?.context(of: context)?.preedit.take(change)
        return 0
      },
      XICCallback(client_data: callbackData) { context, data, call in
        guard let call = unsafe call else { return 0 }
        unsafe UnsafeMutableRawPointer(call).withMemoryRebound(
          to: XIMPreeditCaretCallbackStruct.self, capacity: 1
        ) { motion in
          let owner = unsafe InputMethod.from(data)?.context(of: context)
          guard let place = unsafe owner?.preedit.take(motion.pointee) else { return }
          unsafe motion.pointee.position = Int32(clamping: place)
        }
        return 0
      },
    ]
  }

  private static func from(_ data: XPointer?) -> InputMethod? {
    guard let data = unsafe data else { return nil }
    return unsafe Unmanaged<InputMethodRelay>.fromOpaque(data).takeUnretainedValue().method
  }

  private func context(of handle: OpaquePointer?) -> InputContext? {
    contexts.values.first { unsafe $0.handle == handle }
  }
}
