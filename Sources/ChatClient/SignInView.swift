package import Widgets

/// The inside of the sign-in window: a name, a router, what went wrong, and a code where that may help.
package final class SignInView: Widget {
  package var state = WidgetState()
  package let nameEntry = Entry()
  package let routerEntry = Entry()
  package let codeEntry = Entry()
  /// The name, the router and the code, as typed, without spaces at their ends.
  package var onSignIn: ((_ name: String, _ router: String, _ code: String) -> Void)?
  package var onStartRouter: (() -> Void)?
  package var onCancel: (() -> Void)?

  private static let hint = "Any name that nobody uses there yet. The others will see it."

  private let codeLabel = Label("Code from your other computer")
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
        .fixed(Label("Your name")), .fixed(nameEntry),
        .fixed(Label("Router (host or host:port), or an invitation")), .fixed(routerEntry),
        .fixed(codeLabel), .fixed(codeEntry), .stretch(message), .fixed(buttons),
      ])
    offerCode(false)
    nameEntry.onSubmit = { [unowned self] _ in submit() }
    routerEntry.onSubmit = { [unowned self] _ in submit() }
    codeEntry.onSubmit = { [unowned self] _ in submit() }
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
  ///   - takesCode: Whether to ask for a code; asked once, it goes on being asked.
  package func show(
    _ text: String, isError: Bool, canStartRouter: Bool = false, takesCode: Bool = false
  ) {
    if takesCode { offerCode(true) }
    message.text = text
    message.colorRole = isError ? .error : .quiet
    startButton.isHidden = !canStartRouter
  }

  /// Tries what stands in the two fields.
  package func submit() {
    onSignIn?(nameEntry.text.trimmed, routerEntry.text.trimmed, codeEntry.text.trimmed)
  }

  private func offerCode(_ isOffered: Bool) {
    codeLabel.isHidden = !isOffered
    codeEntry.isHidden = !isOffered
  }
}
