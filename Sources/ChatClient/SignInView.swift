package import Widgets

/// The inside of the sign-in window: a name, a router, and what went wrong.
package final class SignInView: Widget {
  package var state = WidgetState()
  package let nameEntry = Entry()
  package let routerEntry = Entry()
  /// The name and the router, as typed, without spaces at their ends.
  package var onSignIn: ((_ name: String, _ router: String) -> Void)?
  package var onStartRouter: (() -> Void)?
  package var onCancel: (() -> Void)?

  private static let hint = "Any name that nobody uses there yet. The others will see it."

  private let message = Label(SignInView.hint, style: .small, colorRole: .quiet, wraps: true)
  private let signInButton = Button("Sign in")
  private let startButton = Button("Start a router on this computer")
  private let column: Column

  package init(name: String, router: String) {
    nameEntry.text = name
    routerEntry.text = router
    startButton.isHidden = true
    let buttons = Row(spacing: 6, [.fixed(startButton), .stretch(Label()), .fixed(signInButton)])
    column = Column(
      spacing: 6, padding: 12,
      [
        .fixed(Label("Your name")), .fixed(nameEntry), .fixed(Label("Router (host or host:port)")),
        .fixed(routerEntry),
        .stretch(message), .fixed(buttons),
      ])
    nameEntry.onSubmit = { [unowned self] _ in submit() }
    routerEntry.onSubmit = { [unowned self] _ in submit() }
    signInButton.onPress = { [unowned self] in submit() }
    startButton.onPress = { [unowned self] in onStartRouter?() }
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
    guard case .key(let key) = event, key.symbol == .escape else { return false }
    onCancel?()
    return true
  }

  /// Says what is going on or went wrong.
  ///
  /// - Parameters:
  ///   - text: A sentence, and what to do.
  ///   - isError: Whether something failed.
  ///   - canStartRouter: Whether to offer to start a router here.
  package func show(_ text: String, isError: Bool, canStartRouter: Bool = false) {
    message.text = text
    message.colorRole = isError ? .error : .quiet
    startButton.isHidden = !canStartRouter
  }

  /// Tries what stands in the two fields.
  package func submit() {
    onSignIn?(nameEntry.text.trimmed, routerEntry.text.trimmed)
  }
}
