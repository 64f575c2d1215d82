import CXlib
import Widgets

/// Wheels and touch pads that turn in fractions of a notch, as XInput 2.1 tells of them.
///
/// Asked for when the pointer first comes into a window, after the first painting: four round trips.
/// Where no device has such a wheel, nothing changes and buttons 4 to 7 scroll. Where one has, its motions come as
/// XInput events instead of the core's, and the server also presses the buttons for old programs: a
/// press at the very time of a turn is that turn again.
@safe
final class SmoothScrolling {
  private let display: OpaquePointer
  private let opcode: Int32
  /// By the device that the pointer belongs to.
  var trackers: [Int32: ScrollTracker] = [:]
  private var lastTurn: Time?

  /// Asks the server; nil where it has no XInput 2.1.
  init?(on display: OpaquePointer) {
    unsafe self.display = unsafe display
    var (opcode, event, error) = (CInt(0), CInt(0), CInt(0))
    var (major, minor) = (CInt(2), CInt(1))
    guard unsafe XQueryExtension(display, "XInputExtension", &opcode, &event, &error) != 0,
      unsafe XIQueryVersion(display, &major, &minor) == 0, (major, minor) >= (2, 1)
    else { return nil }
    self.opcode = opcode
    var count: CInt = 0
    guard let devices = unsafe XIQueryDevice(display, CInt(XIAllMasterDevices), &count) else {
      return nil
    }
    defer { unsafe XIFreeDeviceInfo(devices) }
    for index in 0..<Int(count) {
      let device = unsafe devices[index]
      unsafe trackers[device.deviceid] = Self.tracker(device.classes, device.num_classes)
    }
  }

  /// Has the window's motions come with the wheels, if there are any.
  func select(for window: Window) {
    let hasAxes = trackers.values.contains { !$0.axes.isEmpty }
    let kinds = hasAxes ? [XI_Motion, XI_DeviceChanged] : [XI_DeviceChanged]
    var bits = [UInt8](repeating: 0, count: 4)
    for kind in kinds { bits[Int(kind) >> 3] |= 1 << (UInt8(kind) & 7) }
    unsafe bits.withUnsafeMutableBufferPointer { buffer in
      var mask = unsafe XIEventMask(
        deviceid: CInt(XIAllMasterDevices), mask_len: CInt(buffer.count), mask: buffer.baseAddress)
      _ = unsafe XISelectEvents(display, window, &mask, 1)
    }
  }

  /// The pointer came into a window.
  func pointerEntered() {
    for id in trackers.keys { trackers[id]?.forgetPlaces() }
  }

  /// Whether a press of a button at that time only repeats a turn that was told.
  func isRepeated(at time: Time) -> Bool { lastTurn == time }

  /// What an event says.
  enum News: Equatable {
    case motion(window: Window, PointerEvent)
    case scroll(window: Window, ScrollEvent)
    /// Wheels came or went.
    case devices
  }

  /// Takes a GenericEvent.
  func handle(_ event: inout XEvent) -> [News] {
    guard unsafe event.xcookie.extension == opcode,
      unsafe XGetEventData(display, &event.xcookie) != 0
    else { return [] }
    defer { unsafe XFreeEventData(display, &event.xcookie) }
    guard let data = unsafe event.xcookie.data else { return [] }
    switch unsafe event.xcookie.evtype {
    case XI_Motion: return unsafe motion(data.load(as: XIDeviceEvent.self))
    case XI_DeviceChanged:
      let changed = unsafe data.load(as: XIDeviceChangedEvent.self)
      unsafe trackers[changed.deviceid] = Self.tracker(changed.classes, changed.num_classes)
      return [.devices]
    default: return []
    }
  }

  func motion(_ event: XIDeviceEvent) -> [News] {
    let position = unsafe Point(x: Int(event.event_x), y: Int(event.event_y))
    let state = unsafe UInt32(truncatingIfNeeded: event.mods.effective)
    let modifiers = Keyboard.modifiers(of: state)
    let time = unsafe EventTime(event.time)
    let window = unsafe event.event
    let places = unsafe Self.places(event.valuators)
    if let turn = unsafe trackers[event.deviceid]?.take(places) {
      lastTurn = unsafe event.time
      let scroll = turn.event(at: position, modifiers: modifiers)
      return turn == WheelTurn() ? [] : [.scroll(window: window, scroll)]
    }
    let motion = PointerEvent(.motion, at: position, modifiers: modifiers, time: time)
    return [.motion(window: window, motion)]
  }

  /// The values of a device's axes that an event tells, by the axis's number.
  private static func places(_ state: XIValuatorState) -> [Int: Double] {
    guard let mask = unsafe state.mask, var value = unsafe state.values else { return [:] }
    var places: [Int: Double] = [:]
    for number in 0..<Int(unsafe state.mask_len) * 8
    where unsafe mask[number >> 3] & (1 << UInt8(number & 7)) != 0 {
      places[number] = unsafe value.pointee
      unsafe value += 1
    }
    return places
  }

  static func tracker(
    _ classes: UnsafeMutablePointer<UnsafeMutablePointer<XIAnyClassInfo>?>?, _ count: CInt
  ) -> ScrollTracker {
    guard let classes = unsafe classes else { return ScrollTracker([]) }
    var axes: [ScrollTracker.Axis] = []
    for index in 0..<Int(max(0, count)) {
      guard let entry = unsafe classes[index], unsafe entry.pointee.type == XIScrollClass else {
        continue
      }
      let wheel = unsafe UnsafeRawPointer(entry).load(as: XIScrollClassInfo.self)
      axes.append(
        ScrollTracker.Axis(
          number: Int(wheel.number), isVertical: wheel.scroll_type == XIScrollTypeVertical,
          increment: wheel.increment))
    }
    return ScrollTracker(axes)
  }
}
