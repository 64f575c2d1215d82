import CXlib
import Testing
import Widgets

@testable import X11

/// Wheels that turn in parts of a notch.
///
/// Xvfb has none, and none can be given to it: what XInput tells of them is made here.
@MainActor @Suite(.serialized) struct SmoothScrollingTests {
  private let vertical = ScrollTracker.Axis(number: 3, isVertical: true, increment: 15)
  private let horizontal = ScrollTracker.Axis(number: 2, isVertical: false, increment: -30)

  @Test func aPlaceIsATurnFromThePlaceBefore() {
    var tracker = ScrollTracker([vertical, horizontal])
    #expect(tracker.take([3: 1000]) == nil, "where it was before nobody knows")
    #expect(tracker.take([3: 1015]) == WheelTurn(down: 1))
    #expect(tracker.take([3: 1012]) == WheelTurn(down: -0.2))
    #expect(tracker.take([0: 5, 1: 7]) == nil)
    #expect(tracker.take([2: 0]) == nil)
    #expect(tracker.take([2: 30, 3: 1027]) == WheelTurn(down: 1, right: -1))
    tracker.forgetPlaces()
    #expect(tracker.take([3: 5]) == nil)
    #expect(tracker.take([3: 20]) == WheelTurn(down: 1))
    #expect(tracker.take([3: .nan]) == nil)
    #expect(ScrollTracker([.init(number: 0, isVertical: true, increment: 0)]).axes.isEmpty)
  }

  /// A motion of device 2 as XInput tells it, in the middle of the window 7.
  private func motion(_ values: [Int: Double], time: Time, state: UInt32 = 0) -> XIDeviceEvent {
    var event = unsafe XIDeviceEvent()
    unsafe event.deviceid = 2
    unsafe event.event = 7
    unsafe event.time = time
    unsafe (event.event_x, event.event_y) = (40.6, 20.2)
    unsafe event.mods.effective = Int32(bitPattern: state)
    let mask = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
    unsafe mask.pointee = values.keys.reduce(0) { $0 | 1 << UInt8($1) }
    let numbers = UnsafeMutablePointer<Double>.allocate(capacity: values.count)
    for (place, key) in values.keys.sorted().enumerated() {
      unsafe numbers[place] = values[key] ?? 0
    }
    unsafe event.valuators = unsafe XIValuatorState(mask_len: 1, mask: mask, values: numbers)
    return unsafe event
  }

  private func take(
    _ values: [Int: Double], time: Time, state: UInt32 = 0, by scrolling: SmoothScrolling
  ) -> [SmoothScrolling.News] {
    let event = unsafe motion(values, time: time, state: state)
    defer {
      unsafe event.valuators.mask.deallocate()
      unsafe event.valuators.values.deallocate()
    }
    return unsafe scrolling.motion(event)
  }

  @Test func motionsBecomeTurnsAndTheButtonsAtTheirTimeAreNoOthers() throws {
    let bench = try InputBench()
    let scrolling = try #require(unsafe SmoothScrolling(on: bench.display))
    scrolling.trackers[2] = ScrollTracker([vertical, horizontal])
    let place = Point(x: 40, y: 20)
    #expect(
      take([0: 40, 1: 20], time: 1, by: scrolling)
        == [.motion(window: 7, PointerEvent(.motion, at: place, time: EventTime(milliseconds: 1)))])
    #expect(take([3: 100], time: 2, by: scrolling).count == 1)
    #expect(
      take([3: 107.5], time: 3, state: UInt32(ControlMask), by: scrolling)
        == [.scroll(window: 7, ScrollEvent(at: place, notches: 0.5, modifiers: .control))])
    #expect(scrolling.isRepeated(at: 3))
    #expect(!scrolling.isRepeated(at: 4))
    #expect(take([3: 107.5], time: 5, by: scrolling).isEmpty)
    _ = take([2: 0], time: 6, by: scrolling)
    #expect(
      take([2: -30], time: 7, by: scrolling)
        == [.scroll(window: 7, ScrollEvent(at: place, notches: 0, sideways: 1))])
    scrolling.pointerEntered()
    #expect(
      take([3: 500], time: 8, by: scrolling)
        == [.motion(window: 7, PointerEvent(.motion, at: place, time: EventTime(milliseconds: 8)))])
  }
}
