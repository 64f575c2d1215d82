import ChatClient
import Storage
import Testing
import WidgetTestSupport
import Widgets

/// Every control of every window without a mouse: reached, seen and used.
struct KeyboardTests {
  private static func view(_ name: String) throws -> any Widget {
    switch name {
    case "sign-in":
      let view = SignInView(name: "alice", router: "localhost:5050")
      view.show("Nothing answers there.", isError: true, canStartRouter: true)
      return view
    case "roster":
      let view = RosterView(name: "alice")
      view.hasKey = true
      return view
    case "chat":
      let conversation = Conversation(with: Peer("bob"), in: try History(.memory))
      let view = ChatView(showing: conversation, time: .scripted)
      view.show(PeerKeys.Standing.unverified)
      return view
    case "room":
      let conversation = Conversation(with: Peer("#ops"), in: try History(.memory))
      return ChatView(showing: conversation, time: .scripted)
    case "join": return JoinView()
    case "search": return SearchBar()
    case "find": return SearchView(time: .scripted)
    default: return HelpView()
    }
  }

  private static let names = [
    "sign-in", "roster", "chat", "room", "join", "search", "find", "help",
  ]

  private func controls(in widget: any Widget) -> [any Widget] {
    guard !widget.state.isHidden else { return [] }
    return (widget.acceptsFocus ? [widget] : []) + widget.children.flatMap(controls(in:))
  }

  private func buttons(in widget: any Widget) -> [any Widget] {
    guard !widget.state.isHidden else { return [] }
    return (widget is Button ? [widget] : []) + widget.children.flatMap(buttons(in:))
  }

  @Test(arguments: names) func tabGoesRoundAllControlsAndBack(name: String) throws {
    let view = try Self.view(name)
    let window = TestWindow(view, width: 500, height: 400)
    let controls = controls(in: view)
    #expect(!controls.isEmpty)
    #expect(buttons(in: view).allSatisfy { button in controls.contains { $0 === button } })
    window.tree.focus(controls[0])
    var seen: [ObjectIdentifier] = []
    for _ in controls {
      if let focused = window.tree.focused { seen.append(ObjectIdentifier(focused)) }
      window.press(.tab)
    }
    #expect(seen == controls.map { ObjectIdentifier($0) })
    #expect(window.tree.focused === controls[0])
    for control in controls.reversed() {
      window.press(.tab, .shift)
      #expect(window.tree.focused === control)
    }
  }

  @Test(arguments: names) func theFocusIsSeenOnEachControlAndOnNoOther(name: String) throws {
    let view = try Self.view(name)
    let window = TestWindow(view, width: 500, height: 400)
    window.draw()
    for control in controls(in: view) {
      window.tree.focus(control)
      window.tree.invalidate(view.bounds)
      let rings = window.draw().operations.compactMap { operation -> Rect? in
        if case .stroke(let rect, Theme().focusRing) = operation { rect } else { nil }
      }
      #expect(rings.count == 1)
      #expect(rings.allSatisfy { control.bounds.intersection($0) == $0 })
    }
  }

  @Test(arguments: [KeySymbol.enter, .character(" ")])
  func buttonsAreUsedByTheKeyboard(key: KeySymbol) throws {
    let signIn = SignInView(name: "alice", router: "localhost:5050")
    signIn.show("Nothing answers there.", isError: true, canStartRouter: true)
    var used: [String] = []
    signIn.onStartRouter = { used.append("start") }
    signIn.onSignIn = { _, _, _ in used.append("sign in") }
    let help = HelpView()
    help.onClose = { used.append("close") }
    for view in [signIn, help] as [any Widget] {
      let window = TestWindow(view, width: 600, height: 300)
      for control in controls(in: view) where control is Button {
        window.tree.focus(control)
        window.press(key)
      }
    }
    #expect(used == ["start", "sign in", "close"])
  }

  /// Nobody could tell what a field without words is for.
  @Test(arguments: names) func eachWindowNamesItsControls(name: String) throws {
    let view = try Self.view(name)
    let window = TestWindow(view, width: 500, height: 400)
    let texts = window.draw().texts
    let words =
      switch name {
      case "sign-in":
        [
          "Your name", "Router (host or host:port), or an invitation", "Sign in",
          "Start a router on this computer",
        ]
      case "roster": ["alice", "Key…", "Join room…", "Away"]
      case "chat": ["Message to bob", "Not verified"]
      case "join": ["Room", "Join", "Cancel"]
      case "room": ["Message to #ops", "Leave room"]
      case "search": ["Find in this conversation", "Older", "Newer"]
      case "find": ["Find in all conversations"]
      default: ["Close"]
      }
    for word in words { #expect(texts.contains(word), "\(word) in \(texts)") }
  }
}
