package import Framing
package import Widgets

/// The keys of somebody one talks with: shown to be compared, and what the person says of that.
///
/// It is shown anew when the router tells others. The focus is on the text at first: Return there says nothing.
package final class PeerKeyView: Widget {
  package var state = WidgetState()
  /// The person says that the two have compared these; none takes back what was said before.
  package var onCompare: ((_ pins: [Pin]) -> Void)?
  package var onClose: (() -> Void)?
  package let text = TextView()

  private let name: String
  private let own: Pin?
  private let title = Label(style: .bold, wraps: true)
  private let warning = Label(style: .bold, colorRole: .error, wraps: true)
  private let status = Label("", style: .small, colorRole: .quiet, wraps: true)
  private let verify = Button("")
  private let takeBack = Button("")
  private let column: Column
  private var keys: PeerKeys?

  /// Makes the view.
  ///
  /// - Parameters:
  ///   - name: The person's.
  ///   - own: The fingerprint of one's own key, which the other person is to compare.
  package init(name: String, own: Pin?) {
    (self.name, self.own) = (name, own)
    let close = Button("Close")
    let buttons = Row(
      spacing: 6, [.fixed(verify), .fixed(takeBack), .stretch(Label()), .fixed(close)])
    column = Column(
      spacing: 8, padding: 12,
      [.fixed(title), .fixed(warning), .stretch(text), .fixed(status), .fixed(buttons)])
    verify.onPress = { [unowned self] in onCompare?(keys?.now ?? []) }
    takeBack.onPress = { [unowned self] in onCompare?([]) }
    close.onPress = { [unowned self] in onClose?() }
  }

  package var children: [any Widget] { [column] }

  package func preferredSize(for width: Int, in context: WindowContext) -> Size {
    column.preferredSize(for: width, in: context)
  }

  package func layout(in context: WindowContext) {
    column.place(in: bounds, context: context)
  }

  package func draw(on canvas: any Canvas, in context: WindowContext) {}

  package func handle(_ event: InputEvent, in context: WindowContext) -> Bool {
    guard case .key(let key) = event, DialogKey.closes(key) else { return false }
    onClose?()
    return true
  }

  /// Shows what is known now.
  package func show(_ new: PeerKeys) {
    guard new != keys else { return }
    keys = new
    let (standing, count) = (new.standing, new.now.count)
    title.text = TrustWording.peerKeys(of: name, count: count)
    warning.text = standing == .changed ? TrustWording.keyChangedHere(new, of: name) : ""
    warning.isHidden = standing != .changed
    verify.title = count > 1 ? "I have compared them" : "I have compared it"
    verify.isHidden = count == 0 || standing == .verified
    takeBack.title =
      standing == .changed ? "Write without comparing" : "Not verified after all"
    takeBack.isHidden = new.compared.isEmpty
    show(problem: nil)
    write(new)
  }

  /// Says what could not be done; nil for nothing.
  package func show(problem: String?) {
    status.colorRole = problem == nil ? .quiet : .error
    let isVerified = keys?.standing == .verified
    status.text = problem ?? (isVerified ? TrustWording.verified(count: keys?.now.count ?? 1) : "")
  }

  // MARK: The text

  private func write(_ keys: PeerKeys) {
    text.removeAll()
    if let source = TrustWording.source(keys.source) { add(source, in: .quiet) }
    if keys.now.isEmpty {
      let isTold = keys.source == .told
      add(isTold ? TrustWording.peerHasNoKey(name) : TrustWording.noKeyKnown(name))
    }
    writeKeysOfNow(keys)
    if keys.standing == .changed { writeFormerKeys(keys) }
    if !keys.now.isEmpty { writeOwnKey(comparing: keys.now.count) }
    text.scrollToTop()
  }

  private func writeKeysOfNow(_ keys: PeerKeys) {
    for (number, pin) in keys.now.enumerated() {
      let isKnown = keys.standing != .changed || keys.compared.contains(pin)
      if keys.now.count > 1 || !isKnown {
        add(TrustWording.keyTitle(number + 1, of: keys.now.count, isNew: !isKnown))
      }
      add(pin, in: isKnown ? .text : .error)
    }
  }

  private func writeFormerKeys(_ keys: PeerKeys) {
    for pin in keys.compared where !keys.now.contains(pin) {
      add("A key that you have compared, and that is not in use now:")
      add(pin, in: .quiet)
    }
  }

  private func writeOwnKey(comparing count: Int) {
    add(TrustWording.comparePeer(name, count: count))
    guard let own else { return }
    add("Your own key, for them to compare:")
    add(own, in: .quiet)
  }

  private func add(_ line: String, in color: TextColor = .text) {
    text.append(.init([.init(line, color: color)], indent: 0))
  }

  private func add(_ pin: Pin, in color: TextColor) {
    for paragraph in FingerprintText.paragraphs(of: pin, in: color) { text.append(paragraph) }
  }
}
