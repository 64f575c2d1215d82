internal import ArgumentParser
internal import Transport

/// The options that both commands have: where the settings are, and where the metrics.
struct ConfigurationPlace: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read this file of options (default: \(Configuration.defaultPath), if it is there).",
      valueName: "file"))
  var config: String?

  @Option(
    help: ArgumentHelp(
      "Metrics for Prometheus and 'banterd status', over HTTP: 127.0.0.1:9505 or unix:PATH.",
      valueName: "address:port"),
    transform: { try Endpoint.parse($0) })
  var metrics: Endpoint?
}
