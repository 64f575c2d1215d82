import CXlib
import Widgets

extension SelectionOwner {
  /// How many conversions one MULTIPLE may ask for.
  private static let maximumPairs = 64

  /// Answers somebody who asks for a selection of ours.
  func answer(_ request: XSelectionRequestEvent) -> Bool {
    guard unsafe request.owner == window else { return false }
    // A requestor from before ICCCM names no property: the target's name is meant.
    let property = unsafe request.property == 0 ? request.target : request.property
    unsafe ErrorHandling.trapping(display) {
      let isAnswered = unsafe convert(request, into: property)
      unsafe notify(request, property: isAnswered ? property : 0)
    }
    return true
  }

  private func convert(_ request: XSelectionRequestEvent, into property: Atom) -> Bool {
    guard let kind = unsafe atoms.kind(of: request.selection), let text = owned[kind] else {
      return false
    }
    let time = unsafe EventTime(request.time)
    if time != .none, time.isEarlier(than: text.since) { return false }
    if unsafe request.target == atoms[.multiple] {
      return unsafe request.property != 0 && convertPairs(of: text, request)
    }
    return unsafe convert(text, to: request.target, into: property, of: request.requestor)
  }

  /// Answers MULTIPLE: a list of pairs of target and property, in which each failure becomes None.
  private func convertPairs(of text: SelectionOwnedText, _ request: XSelectionRequestEvent) -> Bool
  {
    let (window, property) = unsafe (request.requestor, request.property)
    guard
      let list = unsafe SelectionProperty.read(
        property, of: window, on: display, limit: Self.maximumPairs * 8, isTaken: false),
      list.format == 32, !list.isCutShort, list.items.count.isMultiple(of: 2)
    else { return false }
    var items = list.items
    for index in stride(from: 0, to: items.count, by: 2)
    where items[index + 1] == 0
      || !convert(text, to: items[index], into: items[index + 1], of: window)
    {
      items[index + 1] = 0
    }
    if items != list.items {
      unsafe SelectionProperty.write(
        items, type: atoms[.atomPair], to: property, of: window, on: display)
    }
    return true
  }

  private func convert(
    _ text: SelectionOwnedText, to target: Atom, into property: Atom, of requestor: Window
  ) -> Bool {
    switch target {
    case atoms[.targets]:
      let others = [atoms[.targets], atoms[.timestamp], atoms[.multiple]]
      let all = others + TextTarget.allCases.map { $0.atom(in: atoms) }
      unsafe SelectionProperty.write(all, type: XA_ATOM, to: property, of: requestor, on: display)
    case atoms[.timestamp]:
      let time = [UInt(text.since.milliseconds)]
      unsafe SelectionProperty.write(
        time, type: XA_INTEGER, to: property, of: requestor, on: display)
    default:
      guard let form = TextTarget.allCases.first(where: { $0.atom(in: atoms) == target }) else {
        return false
      }
      let (type, bytes) = form.encode(text.text, with: atoms)
      return put(bytes, type: type, into: property, of: requestor)
    }
    return true
  }

  private func put(_ bytes: [UInt8], type: Atom, into property: Atom, of requestor: Window) -> Bool
  {
    if bytes.count > largestPart {
      return startSend(
        IncrementalSend(bytes, type: type, requestor: requestor, property: property))
    }
    unsafe SelectionProperty.write(
      bytes[...], type: type, to: property, of: requestor, on: display)
    return true
  }

  private func notify(_ request: XSelectionRequestEvent, property: Atom) {
    var event = unsafe XEvent()
    unsafe event.xselection.type = SelectionNotify
    unsafe event.xselection.display = display
    unsafe event.xselection.requestor = request.requestor
    unsafe event.xselection.selection = request.selection
    unsafe event.xselection.target = request.target
    unsafe event.xselection.property = property
    unsafe event.xselection.time = request.time
    unsafe XSendEvent(display, request.requestor, 0, 0, &event)
  }
}
