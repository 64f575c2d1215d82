import CXlib

/// The process's locale for characters, and which input method it names.
enum InputMethodLocale {
  /// Makes the locale one for UTF-8 and takes the environment's modifiers.
  ///
  /// In the locale C, or one that libX11 does not know, libX11 would neither compose nor make any
  /// letter beyond Latin-1; C.UTF-8 is on every system and makes them all.
  /// - Returns: The modifiers, such as "@im=ibus".
  static func prepare() -> String {
    let candidates = ["", "C.UTF-8", "en_US.UTF-8"]
    if !candidates.contains(where: take) { _ = unsafe setlocale(LC_CTYPE, "") }
    return useEnvironment()
  }

  private static func take(_ name: String) -> Bool {
    guard unsafe setlocale(LC_CTYPE, name) != nil,
      let codeset = unsafe nl_langinfo(nl_item(CODESET))
    else {
      return false
    }
    return unsafe String(cString: codeset) == "UTF-8" && XSupportsLocale() != 0
  }

  /// Takes the modifiers of XMODIFIERS.
  @discardableResult
  static func useEnvironment() -> String {
    guard let modifiers = unsafe XSetLocaleModifiers("") else { return "" }
    return unsafe String(cString: modifiers)
  }

  /// Takes libX11's own method, which only composes.
  static func useNoServer() {
    unsafe XSetLocaleModifiers("@im=none")
  }

  /// Whether modifiers name a server, rather than nothing or libX11's own method.
  static func namesServer(_ modifiers: String) -> Bool {
    guard let category = modifiers.split(separator: "@").first(where: { $0.hasPrefix("im=") })
    else {
      return false
    }
    return !["", "none", "local"].contains(category.dropFirst(3))
  }
}
