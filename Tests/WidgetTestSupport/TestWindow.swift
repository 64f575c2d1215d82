package import Widgets

/// A window without a screen: a widget tree with a `CellShaper`, selections in memory and timers by hand.
package final class TestWindow {
  package let shaper = CellShaper()
  package let tree: WidgetTree
  private let world: World

  /// What the widgets did to the world outside.
  package final class World {
    var selections: [SelectionKind: String] = [:]
    var caret: Rect?
    var pointerShape = PointerShape.arrow
    var timers: [(after: Duration, timer: ScheduledTimer)] = []
  }

  package var selections: [SelectionKind: String] {
    get { world.selections }
    set { world.selections = newValue }
  }

  package var caret: Rect? { world.caret }

  package var pointerShape: PointerShape { world.pointerShape }

  package init(_ root: any Widget, width: Int, height: Int) {
    let world = World()
    self.world = world
    let services = WindowServices(
      own: { kind, text, _ in world.selections[kind] = text },
      request: { kind, _, answer in answer(world.selections[kind]) },
      schedule: { after, action in
        let timer = ScheduledTimer(action: action, onCancel: {})
        world.timers.append((after, timer))
        return timer
      },
      placeCaret: { world.caret = $0 },
      showPointer: { world.pointerShape = $0 },
      needsDisplay: {})
    let context = WindowContext(shaper: shaper, theme: Theme(), scale: 1, services: services)
    context.isActive = true
    tree = WidgetTree(root: root, context: context)
    tree.resize(to: Size(width: width, height: height))
    tree.layoutIfNeeded()
  }

  /// Draws everything that is damaged.
  @discardableResult
  package func draw() -> RecordingCanvas {
    let canvas = RecordingCanvas(clip: tree.damage)
    tree.draw(on: canvas)
    return canvas
  }

  /// Fires every timer that waits, those added meanwhile excepted.
  package func fireTimers() {
    let due = world.timers
    world.timers = []
    for entry in due { entry.timer.fire() }
  }

  @discardableResult
  package func press(_ symbol: KeySymbol, _ modifiers: Modifiers = []) -> Bool {
    tree.handle(.key(KeyEvent(symbol, modifiers: modifiers)))
  }

  package func type(_ text: String) {
    for character in text {
      tree.handle(.key(KeyEvent(.character(character), text: String(character))))
    }
  }

  package func click(
    x: Int, y: Int, count: Int = 1, button: PointerEvent.Button = .primary,
    modifiers: Modifiers = []
  ) {
    for number in 1...count {
      for phase in [PointerEvent.Phase.press, .release] {
        tree.handle(
          .pointer(
            PointerEvent(
              phase, button: button, at: Point(x: x, y: y), modifiers: modifiers,
              clickCount: number)))
      }
    }
  }

  package func drag(from start: Point, to end: Point) {
    for (phase, point) in [(PointerEvent.Phase.press, start), (.motion, end), (.release, end)] {
      tree.handle(.pointer(PointerEvent(phase, button: .primary, at: point)))
    }
  }
}
