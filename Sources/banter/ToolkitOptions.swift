internal import ArgumentParser
internal import X11

/// What every X program understands, with one dash as there.
struct ToolkitOptions: ParsableArguments {
  @Option(
    name: .customLong("display", withSingleDash: true), parsing: .unconditional,
    help: ArgumentHelp("The X server, instead of DISPLAY.", valueName: "host:number"))
  var display: String?

  @Option(
    name: .customLong("geometry", withSingleDash: true), parsing: .unconditional,
    help: ArgumentHelp("Size and place of the first window, in pixels.", valueName: "WxH+X+Y"))
  var geometry: String?

  @Option(
    name: .customLong("name", withSingleDash: true), parsing: .unconditional,
    help: ArgumentHelp("What resources and window managers know it by.", valueName: "instance"))
  var instance: String?

  @Option(
    name: .customLong("xrm", withSingleDash: true), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("A resource, such as 'Banter*theme: dark'.", valueName: "resource"))
  var resources: [String] = []

  @Option(
    name: [
      .customLong("font", withSingleDash: true), .customLong("fn", withSingleDash: true),
    ], parsing: .unconditional,
    help: ArgumentHelp("The font: Banter*font.", valueName: "name-size"))
  var font: String?

  @Option(
    name: [
      .customLong("background", withSingleDash: true), .customLong("bg", withSingleDash: true),
    ], parsing: .unconditional,
    help: ArgumentHelp("The colour behind everything: Banter*background.", valueName: "color"))
  var background: String?

  @Option(
    name: [
      .customLong("foreground", withSingleDash: true), .customLong("fg", withSingleDash: true),
    ], parsing: .unconditional,
    help: ArgumentHelp("The colour of text: Banter*foreground.", valueName: "color"))
  var foreground: String?

  /// What they mean to the display.
  var displayOptions: DisplayOptions {
    var options = DisplayOptions()
    options.name = display
    options.instance = instance
    let program = instance ?? "banter"
    let own: [(String, String?)] = [
      ("\(program)*font", font), ("\(program)*background", background),
      ("\(program)*foreground", foreground), ("\(program).geometry", geometry),
    ]
    options.resources = resources + own.compactMap { name, value in value.map { "\(name): \($0)" } }
    return options
  }
}
