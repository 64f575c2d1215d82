import CXlib
import Foundation

@testable import X11

/// Another client that asks for and offers selections with bare Xlib calls, as badly as a test wants.
@safe
final class RawPeer {
  /// A SelectionNotify that came.
  struct Answer: Equatable {
    let target: Atom
    let property: Atom
  }

  let bench: InputBench
  let window: Window
  private(set) var answers: [Answer] = []
  /// Each property with a new value on the window.
  private(set) var written: [Atom] = []
  /// Takes a request to it as an owner.
  var onRequest: ((XSelectionRequestEvent) -> Void)?
  /// Some other window's property was deleted.
  var onTaken: ((Atom) -> Void)?

  init(on server: VirtualServer) throws {
    bench = try InputBench(on: server)
    window = unsafe SelectionOwner.makeWindow(on: bench.display)
    unsafe bench.onEvent = { [unowned self] event in unsafe handle(event) }
  }

  private func handle(_ event: XEvent) {
    switch unsafe event.type {
    case SelectionNotify:
      unsafe answers.append(
        Answer(target: event.xselection.target, property: event.xselection.property))
    case SelectionRequest: unsafe onRequest?(event.xselectionrequest)
    case PropertyNotify where unsafe event.xproperty.window == window:
      if unsafe event.xproperty.state == PropertyNewValue {
        unsafe written.append(event.xproperty.atom)
      }
    case PropertyNotify:
      if unsafe event.xproperty.state == PropertyDelete { unsafe onTaken?(event.xproperty.atom) }
    default: break
    }
  }

  func atom(_ name: String) -> Atom {
    unsafe XInternAtom(bench.display, name, 0)
  }

  func ask(
    _ selection: Atom, _ target: Atom, into property: Atom, of asker: Window? = nil,
    at time: Time = 0
  ) {
    unsafe XConvertSelection(bench.display, selection, target, property, asker ?? window, time)
    unsafe XFlush(bench.display)
  }

  func take(_ property: Atom) -> SelectionProperty? {
    unsafe SelectionProperty.read(
      property, of: window, on: bench.display, limit: 1 << 24, isTaken: true)
  }

  /// Takes a selection.
  func own(_ selection: Atom) {
    unsafe XSetSelectionOwner(bench.display, selection, window, 0)
    unsafe XSync(bench.display, 0)
  }

  /// Announces parts to a requestor, whose taking them `onTaken` then tells.
  func announce(_ request: XSelectionRequestEvent) {
    unsafe XSelectInput(bench.display, request.requestor, PropertyChangeMask)
    unsafe SelectionProperty.write(
      [UInt(1)], type: bench.atoms[.incr], to: request.property, of: request.requestor,
      on: bench.display)
    unsafe answer(request)
  }

  /// Tells a requestor that its answer is in the request's property.
  func answer(_ request: XSelectionRequestEvent) {
    var event = unsafe XEvent()
    unsafe event.xselection.type = SelectionNotify
    unsafe event.xselection.requestor = request.requestor
    unsafe event.xselection.selection = request.selection
    unsafe event.xselection.target = request.target
    unsafe event.xselection.property = request.property
    unsafe event.xselection.time = request.time
    unsafe XSendEvent(bench.display, request.requestor, 0, 0, &event)
  }
}
