package import Framing
package import Widgets

/// Shows the fingerprint of a person's key, to be compared, and keeps that it was.
package final class PeerKeyView: Widget {
  package var state = WidgetState()
  /// Whether the two have compared it; called when the person says so or takes it back.
  package var onVerify: ((Bool) -> Void)?
  package var onClose: (() -> Void)?
  package let text = TextView()

  private let name: String
  private let status = Label("", style: .small, colorRole: .quiet, wraps: true)
  private let verify = Button("")
  private let column: Column
  private var isVerified: Bool

  /// Makes the view.
  ///
  /// - Parameters:
  ///   - name: The person's.
  ///   - pin: The fingerprint of their key; nil where the router knows none.
  ///   - own: The fingerprint of one's own key, which the other person is to compare.
  ///   - isVerified: Whether it was compared before.
  package init(name: String, pin: Pin?, own: Pin?, isVerified: Bool) {
    self.name = name
    self.isVerified = isVerified
    let close = Button("Close")
    let buttons = Row(spacing: 6, [.fixed(verify), .stretch(Label()), .fixed(close)])
    let title = Label(TrustWording.peerKey(name), style: .bold, wraps: true)
    column = Column(
      spacing: 8, padding: 12, [.fixed(title), .stretch(text), .fixed(status), .fixed(buttons)])
    verify.isHidden = pin == nil
    verify.onPress = { [unowned self] in toggle() }
    close.onPress = { [unowned self] in onClose?() }
    write(pin, own)
    showState()
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

  private func toggle() {
    isVerified.toggle()
    showState()
    onVerify?(isVerified)
  }

  private func showState() {
    verify.title = isVerified ? "Not verified after all" : "I have compared it"
    status.text = isVerified ? "You have compared this key." : ""
  }

  private func write(_ pin: Pin?, _ own: Pin?) {
    guard let pin else {
      text.append(.init([.init(TrustWording.peerHasNoKey(name))], indent: 0))
      return
    }
    for paragraph in FingerprintText.paragraphs(of: pin) { text.append(paragraph) }
    text.append(.init([.init(TrustWording.comparePeer(name))], indent: 0))
    if let own {
      text.append(.init([.init("Your own key, for them to compare:")], indent: 0))
      for paragraph in FingerprintText.paragraphs(of: own, in: .quiet) { text.append(paragraph) }
    }
    text.scrollToTop()
  }
}
