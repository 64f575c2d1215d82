package import Framing
package import Widgets

/// The person's own key: its fingerprint, a copy in a file, and the way to another computer.
package final class OwnKeyView: Widget {
  package var state = WidgetState()
  /// The file and the passphrase, both given.
  package var onExport: ((_ file: String, _ passphrase: String) -> Void)?
  package var onImport: ((_ file: String, _ passphrase: String) -> Void)?
  /// A code for another computer is wanted.
  package var onLink: (() -> Void)?
  package var onClose: (() -> Void)?
  package let fileEntry = Entry()

  private let text = TextView()
  /// How many paragraphs are of the key itself.
  private var ownCount = 0
  private let passphrase = Entry()
  private let again = Entry()
  private let message = Label("", style: .small, colorRole: .quiet, wraps: true)
  private let column: Column

  /// Makes the view.
  ///
  /// - Parameters:
  ///   - name: Whose key it is.
  ///   - pin: Its fingerprint.
  ///   - file: Where a copy is suggested to go.
  package init(name: String, pin: Pin, file: String) {
    let (export, load) = (Button("Export"), Button("Import"))
    let (link, close) = (Button("Link a computer"), Button("Close"))
    let buttons = Row(
      spacing: 6, [.fixed(link), .stretch(Label()), .fixed(load), .fixed(export), .fixed(close)])
    column = Column(
      spacing: 6, padding: 12,
      [
        .fixed(Label(TrustWording.ownKey(name), style: .bold, wraps: true)), .stretch(text),
        .fixed(Label("A copy in the file")), .fixed(fileEntry),
        .fixed(Label("Passphrase of the file, twice to export")), .fixed(passphrase),
        .fixed(again), .fixed(message), .fixed(buttons),
      ])
    fileEntry.text = file
    passphrase.isSecret = true
    again.isSecret = true
    export.onPress = { [unowned self] in exportKey() }
    load.onPress = { [unowned self] in importKey() }
    link.onPress = { [unowned self] in onLink?() }
    close.onPress = { [unowned self] in onClose?() }
    write(pin)
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

  /// Says what was done or went wrong, and forgets the passphrase where it was done.
  package func show(_ text: String, isError: Bool) {
    message.text = text
    message.colorRole = isError ? .error : .quiet
    guard !isError else { return }
    (passphrase.text, again.text) = ("", "")
  }

  /// Shows the key anew, once it is another.
  package func show(_ pin: Pin) {
    text.removeAll()
    write(pin)
  }

  /// Shows a code for another computer, in place of one before.
  package func show(linkCode: String, minutes: Int64) {
    endLinkCode()
    text.append(.init([.init(TrustWording.linkCode)], indent: 0))
    text.append(.init([.init(linkCode, style: .bold, color: .ownName)], indent: 0))
    text.append(.init([.init(TrustWording.linkCodeHolds(minutes))], indent: 0))
    text.scrollToBottom()
  }

  /// Takes the code away that holds no more.
  package func endLinkCode() {
    text.removeLast(max(0, text.count - ownCount))
  }

  private func exportKey() {
    guard isComplete else { return }
    guard passphrase.text == again.text else {
      return show("The two passphrases differ. Type the same one twice.", isError: true)
    }
    onExport?(fileEntry.text, passphrase.text)
  }

  private func importKey() {
    if isComplete { onImport?(fileEntry.text, passphrase.text) }
  }

  /// Whether there is a file and a passphrase; says what is missing.
  private var isComplete: Bool {
    if fileEntry.text.isEmpty {
      show("Name a file first.", isError: true)
    } else if passphrase.text.isEmpty {
      show("The file needs a passphrase: type it above.", isError: true)
    } else {
      return true
    }
    return false
  }

  private func write(_ pin: Pin) {
    for paragraph in FingerprintText.paragraphs(of: pin) { text.append(paragraph) }
    text.append(.init([.init(TrustWording.keepACopy)], indent: 0))
    ownCount = text.count
    text.scrollToTop()
  }
}
