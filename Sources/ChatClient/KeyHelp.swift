/// The keys that Banter knows, in one place for the window that F1 opens and for whoever writes of them.
package enum KeyHelp {
  /// The keys of one part of the program.
  package struct Section: Sendable {
    package let title: String
    package let keys: [(key: String, effect: String)]
  }

  package static let sections = [
    Section(
      title: "In every window",
      keys: [
        ("Tab, Shift+Tab", "to the next control, to the one before"),
        ("Ctrl+Plus, Ctrl+Minus, Ctrl+0", "larger text, smaller text, as it was"),
        ("Ctrl+Shift+F", "find in all conversations"),
        ("Ctrl+J", "join a room"),
        ("Ctrl+Q", "ends the program (roster)"),
        ("F1", "these keys"),
      ]),
    Section(
      title: "In the roster",
      keys: [
        ("Up, Down, Home, End", "to another name"),
        ("letters", "to the name that begins so"),
        ("Return, double-click", "opens that person's window"),
        ("Ctrl+K", "your key: a copy of it, and another computer for your name"),
      ]),
    Section(
      title: "In a chat",
      keys: [
        ("Return", "sends"),
        ("Shift+Return", "a new line"),
        ("Ctrl+F", "find in this conversation"),
        ("F3, Shift+F3", "the next older match, the next newer"),
        ("Ctrl+K, the button", "the other’s key, to compare it; so does /key"),
        ("Page Up, Page Down", "scroll what was said"),
        ("Tab", "to what was said: arrows scroll, Shift+arrows select"),
        ("Left, Right, Return", "there: the link before, the next one; opens it"),
        ("Escape, Ctrl+W", "closes the window; what was said is kept"),
      ]),
    Section(
      title: "Beside what you said",
      keys: [
        ("a clock", "not sent yet: there is no connection"),
        ("a tick", "the router has it"),
        ("two ticks", "it has arrived"),
        ("an eye", "it was read"),
        ("!", "it was refused, and why stands below it"),
      ]),
    Section(
      title: "What can be typed instead of a message",
      keys: [
        ("/away TEXT, /back", "tells the others that you are away, and why; or here again"),
        ("/join ROOM, /leave", "into a room, out of this one"),
        ("/key", "the other’s key, to compare it"),
        ("//", "begins a message with /"),
      ]),
    Section(
      title: "While writing",
      keys: [
        ("Ctrl+Left, Ctrl+Right", "a word back, a word on; with Shift, selecting"),
        ("Ctrl+Backspace, Ctrl+Delete", "take a word away"),
        ("Ctrl+A", "selects all"),
        ("Ctrl+Z, Ctrl+Shift+Z", "undo, redo"),
        ("Ctrl+X, Ctrl+C, Ctrl+V", "cut, copy, paste"),
        ("Shift+Insert, middle button", "paste what is selected anywhere"),
      ]),
  ]

  /// What Emacs keys do, where the resource `Banter*keys: emacs` asks for them.
  package static let emacs = Section(
    title: "While writing, with the keys of Emacs",
    keys: [
      ("Ctrl+A, E, B, F, P, N", "to the line's start, its end, back, on, up, down"),
      ("Alt+B, Alt+F", "a word back, a word on"),
      ("Alt+Backspace, Alt+D", "take away the word before, the word behind"),
      ("Ctrl+D, Ctrl+H", "take the next character away, the one before"),
      ("Ctrl+K, Ctrl+U, Ctrl+W", "cut to the end, to the start, a word"),
      ("Ctrl+Y, Alt+W", "paste, copy"),
    ])
}
